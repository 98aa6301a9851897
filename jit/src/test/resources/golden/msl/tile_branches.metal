#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

[[kernel]] void leaky(
        device float* a [[buffer(0)]],
        constant int& n [[buffer(1)]],
        uint lane_id [[thread_index_in_simdgroup]]) {
    int tile_column = int((lane_id >> 3 & 1) * 4 + (lane_id & 1) * 2);
    int tile_row = int((lane_id >> 4 & 1) * 4 + (lane_id >> 1 & 3));
    // Leaky.java:3
    simdgroup_float8x8 s;
    simdgroup_load(s, a, n);
    // Leaky.java:4
    simdgroup_float8x8 p;
    // Leaky.java:4
    {
        // Leaky.java:5
        float result;
        do {
            if (s.thread_elements()[0] < 0.0f) {
                // Leaky.java:6
                if (tile_column > tile_row) {
                    result = 0.0f;
                    break;
                }
            }
            result = s.thread_elements()[0] * s.thread_elements()[0];
        } while (false);
        p.thread_elements()[0] = result;
    }
    // Leaky.java:4
    {
        // Leaky.java:5
        float result;
        do {
            if (s.thread_elements()[1] < 0.0f) {
                // Leaky.java:6
                if (tile_column + 1 > tile_row) {
                    result = 0.0f;
                    break;
                }
            }
            result = s.thread_elements()[1] * s.thread_elements()[1];
        } while (false);
        p.thread_elements()[1] = result;
    }
    // Leaky.java:10
    simdgroup_store(p, a, n);
}
