// launch: 32 / 32
// buffer 0: 128 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[32];
    tile[l] = a[l]; // other
    float sum = simd_sum(a[l]);
    a[l] = tile[l ^ 1] + sum; // fault: RACE
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[32];
    tile[l] = a[l];
    float sum = simd_sum(a[l]);
    simdgroup_barrier(mem_flags::mem_threadgroup);
    a[l] = tile[l ^ 1] + sum;
}
