// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[65];
    tile[l] = a[l];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    a[l] = tile[l + 1]; // fault: UNINITIALIZED
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup float tile[65];
    tile[l] = a[l];
    if (l == 0) {
        tile[64] = 0.0f;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    a[l] = tile[l + 1];
}
