// launch: 64 / 64
// buffer 0: 16 bytes
// alias 1: 0
// buffer 2: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device atomic_uint *count [[buffer(0)]], device const uint *plain [[buffer(1)]], device uint *out [[buffer(2)]], uint l [[thread_index_in_threadgroup]]) {
    atomic_fetch_add_explicit(count, 1, memory_order_relaxed); // fault: RACE
    out[l] = plain[0]; // other
}

[[kernel]] void right(device atomic_uint *count [[buffer(0)]], device const uint *plain [[buffer(1)]], device uint *out [[buffer(2)]], uint l [[thread_index_in_threadgroup]]) {
    atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
    threadgroup_barrier(mem_flags::mem_device);
    if (l == 0) {
        out[l] = plain[0];
    }
}
