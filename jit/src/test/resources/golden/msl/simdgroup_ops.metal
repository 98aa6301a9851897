#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

// Java's Math.max: NaN wins, and +0 is above -0.
inline float java_max(float a, float b) {
    if (isnan(a) || isnan(b)) {
        return NAN;
    }
    return a == b ? as_type<float>(as_type<uint>(a) & as_type<uint>(b)) : a > b ? a : b;
}

// A shuffle of 64 bits.
inline long long_shuffle_xor(long x, ushort mask) {
    return as_type<long>(simd_shuffle_xor(as_type<int2>(x), mask));
}

// The sum of all lanes' values, each combined with the lane 16 away, then 8, 4, 2, 1.
inline float butterfly_sum(float x) {
    for (ushort distance = 16; distance > 0; distance /= 2) {
        float y = simd_shuffle_xor(x, distance);
        x = x + y;
    }
    return x;
}

// The largest of all lanes' values, each combined with the lane 16 away, then 8, 4, 2, 1.
inline float butterfly_max(float x) {
    for (ushort distance = 16; distance > 0; distance /= 2) {
        float y = simd_shuffle_xor(x, distance);
        x = java_max(x, y);
    }
    return x;
}

// The smallest of all lanes' values, each combined with the lane 16 away, then 8, 4, 2, 1.
inline long long_min(long x) {
    for (ushort distance = 16; distance > 0; distance /= 2) {
        long y = long_shuffle_xor(x, distance);
        x = min(x, y);
    }
    return x;
}

// The lane this far above, or this one where there is none.
inline ushort lane_above(uint lane_id, int distance) {
    uint lane = lane_id + uint(distance);
    return ushort(lane < 32u ? lane : lane_id);
}

// The lane this far below, or this one where there is none.
inline ushort lane_below(uint lane_id, int distance) {
    uint lane = lane_id - uint(distance);
    return ushort(lane < 32u ? lane : lane_id);
}

[[kernel]] void lanes(
        device float* a [[buffer(0)]],
        device long* l [[buffer(1)]],
        constant float& x [[buffer(2)]],
        constant int& n [[buffer(3)]],
        constant long& m [[buffer(4)]],
        uint lane_id [[thread_index_in_simdgroup]]) {
    // Lanes.java:3
    float sum = butterfly_sum(x);
    // Lanes.java:4
    int sum_1 = int(simd_sum(uint(n)));
    // Lanes.java:5
    float max_1 = butterfly_max(x);
    // Lanes.java:6
    bool all = simd_all(x > max_1);
    // Lanes.java:7
    long min_1 = long_min(m);
    // Lanes.java:8
    float shuffled = simd_shuffle_xor(x, ushort(2));
    // Lanes.java:9
    float shuffled_1 = simd_shuffle(shuffled, ushort(n & 31));
    // Lanes.java:10
    float shuffled_2 = simd_shuffle(shuffled_1, lane_below(lane_id, 2));
    // Lanes.java:11
    float shuffled_3 = simd_shuffle(shuffled_2, lane_above(lane_id, n));
    // Lanes.java:12
    long shuffled_4 = as_type<long>(simd_shuffle(as_type<int2>(min_1), ushort(0)));
    // Lanes.java:13
    a[sum_1] = sum + shuffled_3;
    // Lanes.java:14
    l[0] = shuffled_4;
    // Lanes.java:15
    if (all) {
        // Lanes.java:16
        a[0] = max_1;
    }
}
