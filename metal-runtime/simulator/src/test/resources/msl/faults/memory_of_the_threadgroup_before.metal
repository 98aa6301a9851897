// launch: 64 / 32
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]], uint g [[threadgroup_position_in_grid]]) {
    threadgroup float tile[32];
    if (g == 0) {
        tile[l] = 1.0f;
    }
    a[i] = tile[l]; // fault: UNINITIALIZED
}

[[kernel]] void right(device float *a [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[32];
    tile[l] = 1.0f;
    a[i] = tile[l];
}
