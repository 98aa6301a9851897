// launch: 64 / 64
// buffer 0: 1024 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    for (uint k = 0; k < 4; k++) {
        tile[l] = a[64 * k + l]; // other
        threadgroup_barrier(mem_flags::mem_threadgroup);
        a[64 * k + l] = tile[63 - l]; // fault: RACE
    }
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    for (uint k = 0; k < 4; k++) {
        tile[l] = a[64 * k + l];
        threadgroup_barrier(mem_flags::mem_threadgroup);
        a[64 * k + l] = tile[63 - l];
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
}
