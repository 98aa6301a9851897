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

// Bessemer's KernelMath.exp2, step by step: 2^x = 2^n * 2^f with n whole.
inline float java_exp2(float x) {
    if (isnan(x)) {
        return x;
    }
    float clamped = max(-126.0f, min(129.0f, x));
    float shifted = clamped + 1.2582912e7f;
    float f = clamped - (shifted - 1.2582912e7f);
    float power = fma(1.5326461e-4f, f, 0.0013390806f);
    power = fma(power, f, 0.009618506f);
    power = fma(power, f, 0.0555036f);
    power = fma(power, f, 0.24022648f);
    power = fma(power, f, 0.6931472f);
    power = fma(power, f, 1.0f);
    int n = as_type<int>(shifted) - 0x4B400000;
    int half_n = n >> 1;
    float scaled = power * as_type<float>((half_n + 127) << 23) * as_type<float>((n - half_n + 127) << 23);
    return x < -126.0f ? 0.0f : scaled;
}

// The sum of the row of a tile that this lane's elements lie in.
template <typename T>
inline float row_sum(thread simdgroup_matrix<T, 8, 8>& tile) {
    float x = float(tile.thread_elements()[0]);
    float y = float(tile.thread_elements()[1]);
    x = x + y;
    y = simd_shuffle_xor(x, ushort(1));
    x = x + y;
    y = simd_shuffle_xor(x, ushort(8));
    return x + y;
}

// The largest element of the row of a tile that this lane's elements lie in.
template <typename T>
inline float row_max(thread simdgroup_matrix<T, 8, 8>& tile) {
    float x = float(tile.thread_elements()[0]);
    float y = float(tile.thread_elements()[1]);
    x = java_max(x, y);
    y = simd_shuffle_xor(x, ushort(1));
    x = java_max(x, y);
    y = simd_shuffle_xor(x, ushort(8));
    return java_max(x, y);
}

[[kernel]] void softmax(
        device float* a [[buffer(0)]],
        device bfloat* c [[buffer(1)]],
        constant int& n [[buffer(2)]],
        constant float& scale [[buffer(3)]],
        uint lane_id [[thread_index_in_simdgroup]]) {
    int tile_column = int((lane_id >> 3 & 1) * 4 + (lane_id & 1) * 2);
    int tile_row = int((lane_id >> 4 & 1) * 4 + (lane_id >> 1 & 3));
    // Rows.java:3
    simdgroup_float8x8 s;
    simdgroup_load(s, a, n);
    // Rows.java:4
    float max_1 = row_max(s);
    // Rows.java:5
    simdgroup_float8x8 p;
    p.thread_elements()[0] = java_exp2((s.thread_elements()[0] - max_1) * scale);
    p.thread_elements()[1] = java_exp2((s.thread_elements()[1] - max_1) * scale);
    // Rows.java:6
    float sum = row_sum(p);
    // Rows.java:7
    simdgroup_float8x8 masked;
    {
        float t = p.thread_elements()[0] / sum;
        masked.thread_elements()[0] = tile_column > tile_row ? 0.0f : t * t;
    }
    {
        float t = p.thread_elements()[1] / sum;
        masked.thread_elements()[1] = tile_column + 1 > tile_row ? 0.0f : t * t;
    }
    // Rows.java:8
    simdgroup_bfloat8x8 converted;
    converted.thread_elements()[0] = bfloat(masked.thread_elements()[0]);
    converted.thread_elements()[1] = bfloat(masked.thread_elements()[1]);
    // Rows.java:9
    simdgroup_store(converted, c, n);
    // Rows.java:10
    simdgroup_float8x8 tile;
    tile.thread_elements()[0] = masked.thread_elements()[1];
    tile.thread_elements()[1] = sum;
    simdgroup_store(tile, a, n);
}
