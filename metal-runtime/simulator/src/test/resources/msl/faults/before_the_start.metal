// launch: 64 / 64
// buffer 0: 256 bytes
// buffer 1: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], device float *b [[buffer(1)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = b[int(l) - 1]; // fault: OUT_OF_BOUNDS
}

[[kernel]] void right(device float *a [[buffer(0)]], device float *b [[buffer(1)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = l == 0 ? 0.0f : b[int(l) - 1];
}
