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

// Java's Math.max: NaN wins, and +0 is above -0.
inline float java_max(float a, float b) {
    if (isnan(a) || isnan(b)) {
        return NAN;
    }
    return a == b ? as_type<float>(as_type<uint>(a) & as_type<uint>(b)) : a > b ? a : b;
}

// Java's a / b for b other than 0: the smallest number over -1 is itself.
inline int java_divide(int a, int b) {
    return b == -1 ? int(0u - uint(a)) : a / b;
}

inline long java_divide(long a, long b) {
    return b == -1 ? long(0UL - ulong(a)) : a / b;
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

[[kernel]] void reduction(
        const device float* a [[buffer(0)]],
        device float* result [[buffer(1)]],
        constant int& n [[buffer(2)]],
        device int* partial_count [[buffer(3)]],
        device float* result_partials [[buffer(4)]],
        device float* result_partials_1 [[buffer(5)]],
        constant long* sizes [[buffer(6)]],
        device atomic_uint* fault [[buffer(7)]],
        uint3 gid [[thread_position_in_grid]],
        uint3 grid_size [[threads_per_grid]]) {
    long t = long(1UL * ulong(max(long(ulong(long(n)) - ulong(long(0))), 0L)));
    long t_1 = max(long(ulong(t) + (32768UL - 1UL)) / 32768L, 16L);
    long t_2 = long(ulong(t_1) * 32UL);
    long t_3 = long(ulong(max(java_divide(long(ulong(t) + (ulong(t_2) - 1UL)), t_2), 1L)) * 32UL);
    int t_4 = int(t_3);
    ulong part_trips = loop_trips(0, t_4, 1);
    for (ulong part_trip = gid.x; part_trip < part_trips; part_trip += grid_size.x) {
        int part = int(uint(0) + uint(part_trip * 1));
        float result_part[1] = {};
        result_part[0] = -0.0f;
        float result_part_1[1] = {};
        result_part_1[0] = -INFINITY;
        long t_5 = long(part);
        long t_6 = long(ulong(t_5 >> 5) * ulong(t_2) + ulong(t_5 & 31L));
        int t_7 = int(t_6);
        for (int i = 0; i < int(min(max(long(ulong(t) - ulong(t_6) + 31UL) >> 5, 0L), t_1)); i++) {
            int i_1 = int(0u + (uint(t_7) + uint(i) * 32u) * 1u);
            float a_i_1 = in_range(i_1, sizes[0], 0, 0, uint3(uint(part_trip), gid.y, gid.z), fault) ? a[i_1] : 0.0f;
            result_part[0] = result_part[0] + a_i_1;
            float a_i_1_1 = in_range(i_1, sizes[0], 0, 0, uint3(uint(part_trip), gid.y, gid.z), fault) ? a[i_1] : 0.0f;
            result_part_1[0] = java_max(result_part_1[0], a_i_1_1);
        }
        result_partials[part] = result_part[0];
        result_partials_1[part] = result_part_1[0];
        if (part == 0) {
            if (in_range(0, sizes[1], 1, 0, uint3(uint(part_trip), gid.y, gid.z), fault)) {
                result[0] = 0.0f;
            }
            float result_value = in_range(1, sizes[1], 1, 0, uint3(uint(part_trip), gid.y, gid.z), fault) ? result[1] : 0.0f;
            if (in_range(1, sizes[1], 1, 0, uint3(uint(part_trip), gid.y, gid.z), fault)) {
                result[1] = result_value;
            }
            partial_count[0] = t_4;
        }
    }
}
