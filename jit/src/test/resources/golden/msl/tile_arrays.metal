#include <metal_stdlib>
using namespace metal;

[[kernel]] void panel(
        const device float* a [[buffer(0)]],
        device float* c [[buffer(1)]],
        constant int& n [[buffer(2)]]) {
    // Panel.java:2
    simdgroup_float8x8 acc[4];
    // Panel.java:3
#pragma clang loop unroll(full)
    for (int j = 0; j < 4; j++) {
        // Panel.java:4
        acc[j] = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
    }
    // Panel.java:6
    for (int k = 0; k < n; k = int(uint(k) + 8u)) {
        // Panel.java:7
        simdgroup_float8x8 x;
        simdgroup_load(x, a + k, n);
        // Panel.java:8
#pragma clang loop unroll(full)
        for (int j = 0; j < 4; j++) {
            // Panel.java:9
            simdgroup_multiply_accumulate(acc[j], x, x, acc[j]);
        }
    }
    // Panel.java:12
#pragma clang loop unroll(full)
    for (int j = 0; j < 4; j++) {
        // Panel.java:13
        simdgroup_store(acc[j], c + int(uint(j) * 8u), n);
    }
}
