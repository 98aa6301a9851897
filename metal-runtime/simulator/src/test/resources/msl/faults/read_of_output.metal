// launch: 64 / 64
// output 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *sum [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    sum[l] += 1.0f; // fault: UNINITIALIZED
}

[[kernel]] void right(device float *sum [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    sum[l] = 1.0f;
    sum[l] += 1.0f;
}
