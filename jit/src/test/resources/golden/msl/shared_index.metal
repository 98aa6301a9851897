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

[[kernel]] void shared(
        const device float* a [[buffer(0)]],
        device float* c [[buffer(1)]],
        constant int& n [[buffer(2)]],
        constant long* sizes [[buffer(3)]],
        device atomic_uint* fault [[buffer(4)]],
        uint3 gid [[thread_position_in_grid]]) {
    // Shared.java:2
    if (int(gid.x) < n) {
        // Shared.java:3
        float a_value = in_range(int(gid.x), sizes[0], 0, 3, gid, fault) ? a[int(gid.x)] : 0.0f;
        if (in_range(int(gid.x), sizes[1], 1, 3, gid, fault)) {
            c[int(gid.x)] = a_value;
        }
    }
    // Shared.java:5
    c[int(gid.x)] = a[n];
}
