#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

// Java's (long) x: NaN becomes 0, what lies outside becomes the nearer end.
inline long java_to_long(float x) {
    return isnan(x) ? 0 : x >= 9223372036854775808.0f ? LONG_MAX : x <= -9223372036854775808.0f ? LONG_MIN : long(x);
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

constant int powers_1[20] = {
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, INT_MIN,
};

constant long signs[2] = {
    1L, LONG_MIN,
};

constant bool on[2] = {
    true, false,
};

constant float weights[3] = {
    NAN, -0.0f, 1.5f,
};

[[kernel]] void powers(
        device long* out [[buffer(0)]],
        constant int& n [[buffer(1)]],
        constant long* sizes [[buffer(2)]],
        device atomic_uint* fault [[buffer(3)]],
        uint3 gid [[thread_position_in_grid]]) {
    // Powers.java:2
    int powers_1_n = in_range(n, 20, 1, 2, gid, fault) ? powers_1[n] : 0;
    long signs_n = in_range(n, 2, 2, 2, gid, fault) ? signs[n] : 0L;
    // Powers.java:3
    bool on_n = in_range(n, 2, 3, 3, gid, fault) ? on[n] : false;
    float weights_n = in_range(n, 3, 4, 3, gid, fault) ? weights[n] : 0.0f;
    // Powers.java:4
    if (in_range(powers_1_n, sizes[0], 0, 4, gid, fault)) {
        out[powers_1_n] = on_n ? signs_n : java_to_long(weights_n);
    }
}
