// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    if (l < 32) {
        threadgroup_barrier(mem_flags::mem_device); // other
    } else {
        threadgroup_barrier(mem_flags::mem_device); // fault: DIVERGENCE
    }
    a[l] = 1.0f;
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup_barrier(mem_flags::mem_device);
    a[l] = 1.0f;
}
