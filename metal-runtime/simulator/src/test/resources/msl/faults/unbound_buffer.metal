// launch: 32 / 32
// buffer 0: 128 bytes
// alias 1: 0
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], device float *b [[buffer(5)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = b[l]; // fault: OUT_OF_BOUNDS
}

[[kernel]] void right(device float *a [[buffer(0)]], device float *b [[buffer(1)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = b[l];
}
