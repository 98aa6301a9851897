#include <metal_stdlib>
using namespace metal;

[[kernel]] void tile(
        const device half* a [[buffer(0)]],
        const device half* b [[buffer(1)]],
        device float* c [[buffer(2)]],
        constant int& n [[buffer(3)]],
        uint3 group_id [[threadgroup_position_in_grid]]) {
    // Samples.java:22
    int row = int(8u * group_id.y);
    int col = int(8u * group_id.x);
    // Samples.java:24
    simdgroup_float8x8 sum = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
    for (int i = 0; i < 512; i += 8) {
        // Samples.java:26
        simdgroup_half8x8 a_tile;
        simdgroup_load(a_tile, a + int(uint(row) * 512u + uint(i)), 512);
        simdgroup_half8x8 b_tile;
        simdgroup_load(b_tile, b + int(uint(i) * uint(n) + uint(col)), n);
        // Samples.java:25
        simdgroup_multiply_accumulate(sum, a_tile, b_tile, sum);
    }
    // Samples.java:28
    simdgroup_store(sum, c + int(uint(row) * uint(n) + uint(col)), n);
}
