// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]], uint s [[simdgroup_index_in_threadgroup]]) {
    if (s == 0) {
        threadgroup_barrier(mem_flags::mem_device); // fault: DIVERGENCE
    }
    a[l] = 1.0f;
}

[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]], uint s [[simdgroup_index_in_threadgroup]]) {
    if (s == 0) {
        simdgroup_barrier(mem_flags::mem_device);
    }
    a[l] = 1.0f;
}
