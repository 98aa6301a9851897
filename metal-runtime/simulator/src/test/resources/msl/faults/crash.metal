// launch: 32 / 32
// buffer 0: 128 bytes
// watch: nothing
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    a[l + 4 * 1024] = 1.0f; // fault: OUT_OF_BOUNDS
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = 1.0f;
}
