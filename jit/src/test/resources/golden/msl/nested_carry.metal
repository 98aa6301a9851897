#include <metal_stdlib>
using namespace metal;

// The largest element of the row of a tile that this lane's elements lie in.
template <typename T>
inline float row_max(thread simdgroup_matrix<T, 8, 8>& tile) {
    float x = float(tile.thread_elements()[0]);
    float y = float(tile.thread_elements()[1]);
    x = fast::max(x, y);
    y = simd_shuffle_xor(x, ushort(1));
    x = fast::max(x, y);
    y = simd_shuffle_xor(x, ushort(8));
    return fast::max(x, y);
}

[[kernel]] void nested(
        const device float* a [[buffer(0)]],
        device float* c [[buffer(1)]],
        constant int& n [[buffer(2)]],
        constant float& scale [[buffer(3)]]) {
    // Nested.java:3
    simdgroup_float8x8 acc = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
    float max_1 = 0.0f;
    for (int k = 0; k < n; k++) {
        // Nested.java:4
        simdgroup_float8x8 s = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
        for (int d = 0; d < 2; d++) {
            // Nested.java:5
            simdgroup_float8x8 a_tile;
            simdgroup_load(a_tile, a + d, n);
            // Nested.java:6
            simdgroup_multiply_accumulate(s, a_tile, a_tile, s);
        }
        // Nested.java:7
        float row = row_max(s);
        float new_1 = fast::max(max_1, row);
        // Nested.java:8
        simdgroup_float8x8 result;
        if (new_1 > max_1) {
            // Nested.java:9
            float factor = fast::exp2(max_1 - new_1);
            // Nested.java:10
            result.thread_elements()[0] = acc.thread_elements()[0] * factor;
            result.thread_elements()[1] = acc.thread_elements()[1] * factor;
        } else {
            result = acc;
        }
        // Nested.java:12
        for (int e = 0; e < n; e++) {
            // Nested.java:13
            simdgroup_float8x8 c_tile;
            simdgroup_load(c_tile, c + e, n);
            simdgroup_multiply_accumulate(result, s, c_tile, result);
        }
        acc = result;
        max_1 = new_1;
    }
    // Nested.java:15
    simdgroup_store(acc, c, 8);
    // Nested.java:16
    c[0] = max_1;
}
