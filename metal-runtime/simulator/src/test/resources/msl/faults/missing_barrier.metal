// launch: 256 / 64
// buffer 0: 1024 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[l] = a[i]; // fault: RACE
    a[i] = tile[63 - l]; // other
}

[[kernel]] void right(device float *a [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[l] = a[i];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    a[i] = tile[63 - l];
}
