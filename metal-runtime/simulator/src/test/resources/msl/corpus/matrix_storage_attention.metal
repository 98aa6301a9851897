// Attention for one head size out of a storage class over registers, with overloads for both kinds of memory.
// constant: 0=64
// constant: 1=64
// constant: 2=false
#include <metal_stdlib>

using namespace metal;

constant uint R [[function_constant(0)]];
constant uint C [[function_constant(1)]];
constant bool causal [[function_constant(2)]];
constant bool has_scale [[function_constant(3)]];
constant bool scale_given = is_function_constant_defined(has_scale) ? has_scale : true;

METAL_FUNC ushort2 morton_order(ushort thread_index_in_simdgroup) {
    ushort lane_id = thread_index_in_simdgroup;
    ushort quad_id = lane_id / 4;
    constexpr ushort QUADRANT_SPAN_M = 4;
    constexpr ushort THREADS_PER_QUADRANT = 8;
    ushort M_floor_of_quadrant = (quad_id / 4) * QUADRANT_SPAN_M;
    ushort M_in_quadrant = (lane_id / 2) % (THREADS_PER_QUADRANT / 2);
    ushort M_in_simd = M_floor_of_quadrant + M_in_quadrant;
    ushort N_floor_of_quadrant = (quad_id & 2) * 2;
    ushort N_in_quadrant = (lane_id % 2) * 2;
    ushort N_in_simd = N_floor_of_quadrant + N_in_quadrant;
    return ushort2(N_in_simd, M_in_simd);
}

namespace storage {
template <typename T>
struct tile_storage {
    typedef vec<T, 2> elements_type;
    elements_type t;

    METAL_FUNC thread vec<T, 2>* thread_elements() thread { return &t; }
    METAL_FUNC tile_storage() thread = default;
    METAL_FUNC tile_storage(vec<T, 2> elements) thread { t = elements; }

    METAL_FUNC static device T* apply_offset(device T* src, uint elements_per_row, uint2 origin, bool transposed = false) {
        return transposed ? src + ulong(origin.x * elements_per_row) + origin.y
                          : src + ulong(origin.y * elements_per_row) + origin.x;
    }
    METAL_FUNC static threadgroup T* apply_offset(
            threadgroup T* src, ushort elements_per_row, ushort2 origin, bool transposed = false) {
        return transposed ? src + origin.x * elements_per_row + origin.y : src + origin.y * elements_per_row + origin.x;
    }

    template <typename U>
    METAL_FUNC void load(const device U* src, uint elements_per_row, ushort2 origin, bool transposed = false) {
        if (transposed) {
            t = vec<T, 2>(T(src[origin.x * elements_per_row + origin.y]), T(src[(origin.x + 1) * elements_per_row + origin.y]));
        } else {
            t = vec<T, 2>(T(src[origin.y * elements_per_row + origin.x]), T(src[origin.y * elements_per_row + origin.x + 1]));
        }
    }
    template <typename U>
    METAL_FUNC void load(const threadgroup U* src, uint elements_per_row, ushort2 origin, bool transposed = false) {
        if (transposed) {
            t = vec<T, 2>(T(src[origin.x * elements_per_row + origin.y]), T(src[(origin.x + 1) * elements_per_row + origin.y]));
        } else {
            t = vec<T, 2>(T(src[origin.y * elements_per_row + origin.x]), T(src[origin.y * elements_per_row + origin.x + 1]));
        }
    }
    template <typename U>
    METAL_FUNC void store(device U* dst, uint elements_per_row, ushort2 origin) {
        dst[origin.y * elements_per_row + origin.x] = U(t[0]);
        dst[origin.y * elements_per_row + origin.x + 1] = U(t[1]);
    }
};
}  // namespace storage

using namespace storage;

/// Rows of 8 queries a SIMD-group; the head has 32 elements.
kernel void attention(
        const device half* Q [[buffer(0)]],
        const device half* K [[buffer(1)]],
        const device half* V [[buffer(2)]],
        device float* O [[buffer(3)]],
        threadgroup half* block [[threadgroup(0)]],
        uint gid [[threadgroup_position_in_grid]],
        ushort sidx [[simdgroup_index_in_threadgroup]],
        ushort lane_id [[thread_index_in_simdgroup]]) {
    constexpr ushort D = 32;
    ushort2 morton_offset = morton_order(lane_id);
    uint row = gid * 8;
    simdgroup_half8x8 q[D / 8];
    simdgroup_float8x8 o[D / 8];
#pragma clang loop unroll(full)
    for (ushort d = 0; d < D; d += 8) {
        simdgroup_load(q[d / 8], Q + row * D + d, D);
        o[d / 8] = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
    }
    float m = -numeric_limits<float>::max();
    float l = 0;
    float scale = scale_given ? M_LOG2E_F * rsqrt(float(D)) : M_LOG2E_F;
    for (uint c = 0; c < C; c += 8) {
        simdgroup_float8x8 s = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
#pragma clang loop unroll(full)
        for (ushort d = 0; d < D; d += 8) {
            simdgroup_half8x8 k;
            simdgroup_load(k, K + c * D + d, D, 0, true);
            simdgroup_multiply_accumulate(s, q[d / 8], k, s);
        }
        float2 x = float2(s.thread_elements()[0], s.thread_elements()[1]) * scale;
        if (causal) {
            uint2 column = uint2(c) + uint2(morton_offset.x, morton_offset.x + 1);
            x = select(x, float2(-numeric_limits<float>::max()), column > uint2(row + morton_offset.y));
        }
        float m_new = max(x.x, x.y);
        m_new = max(m_new, simd_shuffle_xor(m_new, 1));
        m_new = max(m_new, simd_shuffle_xor(m_new, 8));
        m_new = max(m_new, m);
        float correction = fast::exp2(m - m_new);
        float2 p = fast::exp2(x - m_new);
        float sum = p.x + p.y;
        sum += simd_shuffle_xor(sum, 1);
        sum += simd_shuffle_xor(sum, 8);
        l = l * correction + sum;
        m = m_new;
        half2 p_half = half2(p);
        tile_storage<half> pm(p_half);
        threadgroup half* mine = block + sidx * 64;
        mine[morton_offset.y * 8 + morton_offset.x] = (*pm.thread_elements())[0];
        mine[morton_offset.y * 8 + morton_offset.x + 1] = (*pm.thread_elements())[1];
        simdgroup_barrier(mem_flags::mem_threadgroup);
        simdgroup_half8x8 p_tile;
        simdgroup_load(p_tile, mine, 8);
        tile_storage<half> back;
        back.load(mine, 8, morton_offset);
        simdgroup_barrier(mem_flags::mem_threadgroup);
        l += 0 * float(back.t.x);
#pragma clang loop unroll(full)
        for (ushort d = 0; d < D; d += 8) {
            o[d / 8].thread_elements()[0] *= correction;
            o[d / 8].thread_elements()[1] *= correction;
            simdgroup_half8x8 v;
            simdgroup_load(v, V + c * D + d, D);
            simdgroup_multiply_accumulate(o[d / 8], p_tile, v, o[d / 8]);
        }
    }
    tile_storage<float> out;
    for (ushort d = 0; d < D; d += 8) {
        out.t = vec<float, 2>(o[d / 8].thread_elements()[0], o[d / 8].thread_elements()[1]) / l;
        out.store(tile_storage<float>::apply_offset(O, D, uint2(d, row)), D, morton_offset);
    }
    if (R == 0) {
        out.load(Q, D, morton_offset);
        out.store(O, D, morton_offset);
    }
}
