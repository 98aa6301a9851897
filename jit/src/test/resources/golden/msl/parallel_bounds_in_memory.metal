#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

// How often a loop from lower to below upper runs.
inline ulong loop_trips(long lower, long upper, ulong step) {
    return lower < upper ? (ulong(upper) - ulong(lower) - 1) / step + 1 : 0;
}

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

[[kernel]] void rows(
        const device int* ends [[buffer(0)]],
        device float* c [[buffer(1)]],
        constant int& n [[buffer(2)]],
        constant long* sizes [[buffer(3)]],
        device atomic_uint* fault [[buffer(4)]],
        uint3 gid [[thread_position_in_grid]],
        uint3 grid_size [[threads_per_grid]]) {
    // Rows.java:2
    int end = in_range(0, sizes[0], 0, 2, uint3(0xffffffffu), fault) ? ends[0] : 0;
    // Rows.java:3
    ulong y_trips = loop_trips(2, end, 3);
    for (ulong y_trip = gid.y; y_trip < y_trips; y_trip += grid_size.y) {
        int y = int(uint(2) + uint(y_trip * 3));
        // Rows.java:4
        int x = int(gid.x);
        if (x < n) {
            // Rows.java:5
            int t = int(uint(y) * uint(n) + uint(x));
            if (in_range(t, sizes[1], 1, 5, uint3(gid.x, uint(y_trip), gid.z), fault)) {
                c[t] = float(t);
            }
        }
    }
}
