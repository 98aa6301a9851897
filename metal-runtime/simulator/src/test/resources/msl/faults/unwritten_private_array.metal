// launch: 64 / 64
// buffer 0: 256 bytes
#include <metal_stdlib>
using namespace metal;

[[kernel]] void wrong(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    float sums[4];
    for (uint i = 0; i < 3; i++) {
        sums[i] = a[l] * i;
    }
    for (uint i = 0; i < 4; i++) {
        a[l] += sums[i]; // fault: UNINITIALIZED
    }
}

template <typename T>
T last(T x) {
    T kept[2][2], other[3];
    for (int i = 0; i < 4; i++) {
        kept[i / 2][i % 2] = x * i;
        other[i % 3] = x;
    }
    switch (int(x) & 1) {
        case 0:
            other[0] = 1;
            T late[2];
            late[1] = x;
            return late[1];
        default:
            return kept[1][1] + other[2];
    }
}

// Functions that are one when address spaces are gone.
float twice(const device float *a) {
    float kept[2];
    kept[0] = kept[1] = *a;
    return kept[0] + kept[1];
}
float twice(const thread float *a) {
    float kept[2];
    kept[0] = kept[1] = *a;
    return kept[0] + kept[1];
}

// Objects with gaps, other variables at the same places later, and arrays that are filled elsewhere.
[[kernel]] void right(device float *a [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
    struct Pair {
        float both[2];
    };
    for (int round = 0; round < 2; round++) {
        float3 points[2];
        points[0].x = a[l];
        points[1] = float3(1, 2, 3);
        float3 copy = points[0];
        a[l] += copy.x + points[1].z;
        Pair pairs[2];
        pairs[0].both[1] = 1;
        Pair second = pairs[0];
        a[l] += second.both[1] + simd_sum(last(a[l]));
        simdgroup_float8x8 tiles[2];
        tiles[0] = make_filled_simdgroup_matrix<float, 8, 8>(0);
        simdgroup_multiply_accumulate(tiles[1], tiles[0], tiles[0], tiles[0]);
        a[l] += tiles[1].thread_elements()[0] + twice(second.both + 1) + twice(a + l);
    }
}
