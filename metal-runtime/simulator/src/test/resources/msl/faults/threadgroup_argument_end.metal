// launch: 32 / 32
// buffer 0: 128 bytes
// threadgroup 0: 64 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], threadgroup float *tile [[threadgroup(0)]], uint l [[thread_index_in_threadgroup]]) {
    tile[l] = a[l]; // fault: OUT_OF_BOUNDS
}

[[kernel]] void right(device float *a [[buffer(0)]], threadgroup float *tile [[threadgroup(0)]], uint l [[thread_index_in_threadgroup]]) {
    if (l < 16) {
        tile[l] = a[l];
    }
}
