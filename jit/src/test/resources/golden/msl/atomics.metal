#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

// Java's Math.min: NaN wins, and -0 is below +0.
inline float java_min(float a, float b) {
    if (isnan(a) || isnan(b)) {
        return NAN;
    }
    return a == b ? as_type<float>(as_type<uint>(a) | as_type<uint>(b)) : a < b ? a : b;
}

// Java's Math.max: NaN wins, and +0 is above -0.
inline float java_max(float a, float b) {
    if (isnan(a) || isnan(b)) {
        return NAN;
    }
    return a == b ? as_type<float>(as_type<uint>(a) & as_type<uint>(b)) : a > b ? a : b;
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

// Adds to a float whose bits lie here, as one step; gives what was there.
template <typename Place>
inline float atomic_float_add(Place place, float value) {
    uint seen = atomic_load_explicit(place, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(
            place, &seen, as_type<uint>(as_type<float>(seen) + value), memory_order_relaxed, memory_order_relaxed)) {
    }
    return as_type<float>(seen);
}

// Lowers a float whose bits lie here, as one step; gives what was there.
template <typename Place>
inline float atomic_float_min(Place place, float value) {
    uint seen = atomic_load_explicit(place, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(
            place, &seen, as_type<uint>(java_min(as_type<float>(seen), value)), memory_order_relaxed, memory_order_relaxed)) {
    }
    return as_type<float>(seen);
}

// Raises a float whose bits lie here, as one step; gives what was there.
template <typename Place>
inline float atomic_float_max(Place place, float value) {
    uint seen = atomic_load_explicit(place, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(
            place, &seen, as_type<uint>(java_max(as_type<float>(seen), value)), memory_order_relaxed, memory_order_relaxed)) {
    }
    return as_type<float>(seen);
}

// Puts a value in the place of the one expected, as one step; gives what was there.
template <typename Place, typename T>
inline T atomic_replace(Place place, T expected, T value) {
    T seen = expected;
    while (!atomic_compare_exchange_weak_explicit(
            place, &seen, value, memory_order_relaxed, memory_order_relaxed)) {
        if (seen != expected) {
            return seen;
        }
    }
    return expected;
}

[[kernel]] void atomics(
        device int* counts [[buffer(0)]],
        device float* sums [[buffer(1)]],
        constant int& n [[buffer(2)]],
        constant float& x [[buffer(3)]],
        constant long* sizes [[buffer(4)]],
        device atomic_uint* fault [[buffer(5)]],
        uint3 gid [[thread_position_in_grid]],
        uint3 group_size [[threads_per_threadgroup]],
        uint thread_id [[thread_index_in_threadgroup]]) {
    // Atomics.java:3
    threadgroup int local[4];
    for (uint place = thread_id; place < 4; place += group_size.x * group_size.y * group_size.z) {
        local[place] = 0;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
    // Atomics.java:4
    threadgroup float peaks[1];
    for (uint place_1 = thread_id; place_1 < 1; place_1 += group_size.x * group_size.y * group_size.z) {
        peaks[place_1] = 0.0f;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
    // Atomics.java:5
    int i = int(gid.x);
    // Atomics.java:6
    if (in_range(i, sizes[0], 0, 6, gid, fault)) {
        atomic_fetch_add_explicit((device atomic_int*) &counts[i], n, memory_order_relaxed);
    }
    // Atomics.java:7
    int old = atomic_fetch_max_explicit((threadgroup atomic_int*) &local[0], n, memory_order_relaxed);
    // Atomics.java:8
    int old_1 = atomic_exchange_explicit((threadgroup atomic_int*) &local[0], old, memory_order_relaxed);
    // Atomics.java:9
    int seen = in_range(i, sizes[0], 0, 9, gid, fault) ? atomic_replace((device atomic_int*) &counts[i], n, old_1) : 0;
    // Atomics.java:10
    in_range(seen, 3, 4, 10, gid, fault);
    // Atomics.java:11
    if (in_range(i, sizes[1], 1, 11, gid, fault)) {
        atomic_fetch_add_explicit((device atomic_float*) &sums[i], x, memory_order_relaxed);
    }
    // Atomics.java:12
    float old_2 = atomic_float_add((threadgroup atomic_uint*) &peaks[0], x);
    // Atomics.java:13
    float old_3 = in_range(i, sizes[1], 1, 13, gid, fault) ? atomic_float_max((device atomic_uint*) &sums[i], old_2) : 0.0f;
    // Atomics.java:14
    float old_4 = in_range(i, sizes[1], 1, 14, gid, fault) ? atomic_float_min((device atomic_uint*) &sums[i], old_3) : 0.0f;
    // Atomics.java:15
    float old_5 = in_range(i, sizes[1], 1, 15, gid, fault) ? as_type<float>(atomic_exchange_explicit((device atomic_uint*) &sums[i], as_type<uint>(old_4), memory_order_relaxed)) : 0.0f;
    // Atomics.java:16
    float old_6 = in_range(i, sizes[1], 1, 16, gid, fault) ? as_type<float>(atomic_replace((device atomic_uint*) &sums[i], as_type<uint>(x), as_type<uint>(old_5))) : 0.0f;
    // Atomics.java:17
    if (in_range(i, sizes[1], 1, 17, gid, fault)) {
        sums[i] = old_6;
    }
}
