// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    if (l >= 40) {
        return;
    }
    a[l] = 1.0f;
    threadgroup_barrier(mem_flags::mem_device); // fault: DIVERGENCE
    a[l] = a[39 - l];
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    a[l] = 1.0f;
    threadgroup_barrier(mem_flags::mem_device);
    if (l >= 40) {
        return;
    }
    a[l] = 2.0f;
}
