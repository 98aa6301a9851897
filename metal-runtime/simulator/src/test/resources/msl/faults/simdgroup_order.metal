// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[l] = a[l]; // fault: RACE
    simdgroup_barrier(mem_flags::mem_threadgroup);
    a[l] = tile[l ^ 32]; // other
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[64];
    tile[l] = a[l];
    simdgroup_barrier(mem_flags::mem_threadgroup);
    a[l] = tile[l ^ 1];
}
