#include <metal_stdlib>
#include <metal_simdgroup_matrix>
using namespace metal;

// Attention of one head, 64 wide, in half: a SIMD-group owns 8 query rows and goes over the keys 8 at a time with a running softmax.
// A threadgroup of four SIMD-groups owns 32 rows; scores and weights go through threadgroup memory of the SIMD-group's own.
constant constexpr uint DIM = 64;
constant constexpr uint TILES = DIM / 8;

[[kernel]] void attention(
        device const half *q [[buffer(0)]],
        device const half *k [[buffer(1)]],
        device const half *v [[buffer(2)]],
        device half *out [[buffer(3)]],
        constant uint &length [[buffer(4)]],
        uint group [[threadgroup_position_in_grid]],
        uint s [[simdgroup_index_in_threadgroup]],
        uint lane [[thread_index_in_simdgroup]]) {
    threadgroup float scores[4][64];
    threadgroup half weights[4][64];
    threadgroup float shrinks[4][64];
    uint row = 8 * (4 * group + s);
    simdgroup_half8x8 query[TILES];
    simdgroup_float8x8 sum[TILES];
    for (uint t = 0; t < TILES; t++) {
        simdgroup_load(query[t], q + row * DIM + 8 * t, DIM);
        sum[t] = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
    }
    uint mine = lane / 4;
    float largest = -INFINITY;
    float total = 0.0f;
    for (uint key = 0; key < length; key += 8) {
        simdgroup_float8x8 score = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
        for (uint t = 0; t < TILES; t++) {
            simdgroup_half8x8 keys;
            simdgroup_load(keys, k + key * DIM + 8 * t, DIM, ulong2(0, 0), true);
            simdgroup_multiply_accumulate(score, query[t], keys, score);
        }
        simdgroup_store(score, scores[s], 8);
        simdgroup_barrier(mem_flags::mem_threadgroup);
        float a = scores[s][8 * mine + 2 * (lane % 4)] * 0.125f;
        float b = scores[s][8 * mine + 2 * (lane % 4) + 1] * 0.125f;
        float most = max(a, b);
        most = max(most, simd_shuffle_xor(most, 1));
        most = max(most, simd_shuffle_xor(most, 2));
        float next = max(largest, most);
        float shrink = exp(largest - next);
        largest = next;
        a = exp(a - next);
        b = exp(b - next);
        float both = a + b;
        both += simd_shuffle_xor(both, 1);
        both += simd_shuffle_xor(both, 2);
        total = total * shrink + both;
        weights[s][8 * mine + 2 * (lane % 4)] = half(a);
        weights[s][8 * mine + 2 * (lane % 4) + 1] = half(b);
        shrinks[s][8 * mine + 2 * (lane % 4)] = mine == 2 * (lane % 4) ? shrink : 0.0f;
        shrinks[s][8 * mine + 2 * (lane % 4) + 1] = mine == 2 * (lane % 4) + 1 ? shrink : 0.0f;
        simdgroup_barrier(mem_flags::mem_threadgroup);
        simdgroup_half8x8 weight;
        simdgroup_float8x8 scale;
        simdgroup_load(weight, weights[s], 8);
        simdgroup_load(scale, shrinks[s], 8);
        for (uint t = 0; t < TILES; t++) {
            simdgroup_half8x8 values;
            simdgroup_load(values, v + key * DIM + 8 * t, DIM);
            simdgroup_multiply(sum[t], scale, sum[t]);
            simdgroup_multiply_accumulate(sum[t], weight, values, sum[t]);
        }
        simdgroup_barrier(mem_flags::mem_threadgroup);
    }
    shrinks[s][8 * mine + 2 * (lane % 4)] = mine == 2 * (lane % 4) ? 1.0f / total : 0.0f;
    shrinks[s][8 * mine + 2 * (lane % 4) + 1] = mine == 2 * (lane % 4) + 1 ? 1.0f / total : 0.0f;
    simdgroup_barrier(mem_flags::mem_threadgroup);
    simdgroup_float8x8 scale;
    simdgroup_load(scale, shrinks[s], 8);
    for (uint t = 0; t < TILES; t++) {
        simdgroup_multiply(sum[t], scale, sum[t]);
        simdgroup_half8x8 result;
        result.thread_elements()[0] = half(sum[t].thread_elements()[0]);
        result.thread_elements()[1] = half(sum[t].thread_elements()[1]);
        simdgroup_store(result, out + row * DIM + 8 * t, DIM);
    }
}
