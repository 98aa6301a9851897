// Softmax of rows: each thread reads a few elements, SIMD-groups reduce, threadgroup memory carries the rest.
#include <metal_common>
#include <metal_simdgroup>
#include <metal_stdlib>

using namespace metal;

constant float log2_e = 1.44269504088896340736f;

template <typename T>
inline T softmax_exp(T x) {
    return fast::exp2(x * T(log2_e));
}

template <typename T, typename AccT = T, int N_READS = 4>
[[kernel]] void softmax_rows(
        const device T* in,
        device T* out,
        constant int& axis_size,
        uint gid [[threadgroup_position_in_grid]],
        uint lid [[thread_position_in_threadgroup]],
        uint simd_lane_id [[thread_index_in_simdgroup]],
        uint simd_group_id [[simdgroup_index_in_threadgroup]]) {
    constexpr int SIMD_SIZE = 32;
    threadgroup AccT local_max[SIMD_SIZE];
    threadgroup AccT local_normalizer[SIMD_SIZE];
    AccT ld[N_READS];

    in += gid * size_t(axis_size) + lid * N_READS;
    if (int(lid) * N_READS + N_READS <= axis_size) {
#pragma unroll
        for (int i = 0; i < N_READS; i++) {
            ld[i] = AccT(in[i]);
        }
    } else {
        for (int i = 0; i < N_READS; i++) {
            ld[i] = ((int(lid) * N_READS + i) < axis_size) ? AccT(in[i]) : AccT(-INFINITY);
        }
    }
    if (simd_group_id == 0) {
        local_max[simd_lane_id] = numeric_limits<AccT>::lowest();
        local_normalizer[simd_lane_id] = 0;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);

    AccT maxval = numeric_limits<AccT>::lowest();
    for (int i = 0; i < N_READS; i++) {
        maxval = (maxval < ld[i]) ? ld[i] : maxval;
    }
    maxval = simd_max(maxval);
    if (simd_lane_id == 0) {
        local_max[simd_group_id] = maxval;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (simd_group_id == 0) {
        maxval = simd_max(local_max[simd_lane_id]);
        if (simd_lane_id == 0) {
            local_max[0] = maxval;
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    maxval = local_max[0];

    AccT normalizer = 0;
    for (int i = 0; i < N_READS; i++) {
        AccT exp_x = softmax_exp(ld[i] - maxval);
        ld[i] = exp_x;
        normalizer += exp_x;
    }
    normalizer = simd_sum(normalizer);
    if (simd_lane_id == 0) {
        local_normalizer[simd_group_id] = normalizer;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (simd_group_id == 0) {
        normalizer = simd_sum(local_normalizer[simd_lane_id]);
        if (simd_lane_id == 0) {
            local_normalizer[0] = normalizer;
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    normalizer = 1 / local_normalizer[0];

    out += gid * size_t(axis_size) + lid * N_READS;
    for (int i = 0; i < N_READS; i++) {
        if ((int(lid) * N_READS + i) < axis_size) {
            out[i] = T(ld[i] * normalizer);
        }
    }
}

#define instantiate_softmax(name, itype) \
    template [[host_name("softmax_" #name)]] [[kernel]] decltype(softmax_rows<itype, float>) softmax_rows<itype, float>;

instantiate_softmax(float32, float)
instantiate_softmax(float16, half)
instantiate_softmax(bfloat16, bfloat)
