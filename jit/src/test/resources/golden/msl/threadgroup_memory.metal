#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

// Leaves what happened in the fault record, if it is the first fault of the launch.
inline void record_fault(uint array, long index, uint line, uint3 thread_position, device atomic_uint* fault) {
    if (atomic_fetch_or_explicit(&fault[0], 1u, memory_order_relaxed) == 0u) {
        atomic_store_explicit(&fault[1], array, memory_order_relaxed);
        atomic_store_explicit(&fault[2], uint(ulong(index)), memory_order_relaxed);
        atomic_store_explicit(&fault[3], uint(ulong(index) >> 32), memory_order_relaxed);
        atomic_store_explicit(&fault[4], line, memory_order_relaxed);
        atomic_store_explicit(&fault[5], thread_position.x, memory_order_relaxed);
        atomic_store_explicit(&fault[6], thread_position.y, memory_order_relaxed);
        atomic_store_explicit(&fault[7], thread_position.z, memory_order_relaxed);
    }
}

// Whether an index lies in an array of this size; where not, that is a fault.
inline bool in_range(
        long index, long size, uint array, uint line, uint3 thread_position, device atomic_uint* fault) {
    if (index >= 0 && index < size) {
        return true;
    }
    record_fault(array, index, line, thread_position, fault);
    return false;
}

[[kernel, max_total_threads_per_threadgroup(64)]] void reverse(
        device float* a [[buffer(0)]],
        device atomic_uint* fault [[buffer(1)]],
        uint3 gid [[thread_position_in_grid]],
        uint3 lid [[thread_position_in_threadgroup]],
        uint3 group_size [[threads_per_threadgroup]],
        uint thread_id [[thread_index_in_threadgroup]]) {
    // Reverse.java:2
    threadgroup float part[64];
    for (uint place = thread_id; place < 64; place += group_size.x * group_size.y * group_size.z) {
        part[place] = 0.0f;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
    // Reverse.java:3
    int local = int(lid.x);
    part[local] = a[int(gid.x)];
    // Reverse.java:4
    threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
    // Reverse.java:5
    int index = int(63u - uint(local));
    float part_index = in_range(index, 64, 1, 5, gid, fault) ? part[index] : 0.0f;
    a[int(gid.x)] = part_index;
}
