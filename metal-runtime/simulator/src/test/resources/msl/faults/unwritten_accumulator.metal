// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device uint *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup atomic_uint count;
    atomic_fetch_add_explicit(&count, a[l], memory_order_relaxed); // fault: UNINITIALIZED
    threadgroup_barrier(mem_flags::mem_threadgroup);
    a[l] = atomic_load_explicit(&count, memory_order_relaxed);
}

[[kernel]] void right(device uint *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    threadgroup atomic_uint count;
    if (l == 0) {
        atomic_store_explicit(&count, 0, memory_order_relaxed);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    atomic_fetch_add_explicit(&count, a[l], memory_order_relaxed);
    threadgroup_barrier(mem_flags::mem_threadgroup);
    a[l] = atomic_load_explicit(&count, memory_order_relaxed);
}
