// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = 2.0f; // other
    threadgroup_barrier(mem_flags::mem_threadgroup);
    float mine = a[63 - l]; // fault: RACE
    threadgroup_barrier(mem_flags::mem_device);
    a[l] = mine;
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = 2.0f;
    threadgroup_barrier(mem_flags::mem_device);
    float mine = a[63 - l];
    threadgroup_barrier(mem_flags::mem_device);
    a[l] = mine;
}
