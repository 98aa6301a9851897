// metal-version: 4.0
// Tensors and their multiplication, in whichever layout of cooperative tensors is chosen.
#include "expect.h"
#include <metal_tensor>
#include <MetalPerformancePrimitives/MetalPerformancePrimitives.h>
using namespace mpp::tensor_ops;

typedef dextents<int, 2> Shape;
constexpr constant int DYNAMIC = static_cast<int>(dynamic_extent);

kernel void indices_go_column_first(ARGUMENTS) {
    device float *data = (device float *)scratch;
    for (uint at = i; at < 60; at += 64) {
        data[at] = float(at);
    }
    threadgroup_barrier(mem_flags::mem_device);
    tensor<device float, Shape, tensor_inline> t(data, Shape(10, 6));
    EXPECT(t.get_extent(0) == 10 && t.get_extent(1) == 6 && t.get_stride(0) == 1 && t.get_stride(1) == 10 && t.get_rank() == 2);
    EXPECT(t[3, 2] == 23.0f && t[array<int, 2>{9, 5}] == 59.0f);
    auto strided = tensor(data + 1, dextents<int, 2>{3, 4}, array<int, 2>{2, 12});
    EXPECT(strided[2, 1] == 17.0f && strided.get_extent(1) == 4);
    auto part = t.slice(4, 3);
    EXPECT(part.get_extent(0) == 6 && part.get_extent(1) == 3 && part[0, 0] == 34.0f && part[1, 2] == 55.0f);
    auto fixed = t.slice<4, 2>(5, 1);
    EXPECT(fixed.get_extent(0) == 4 && fixed.static_extent(1) == 2 && fixed[3, 1] == 28.0f);
    auto half_open = t.slice<dynamic_extent, 2>(7, 0);
    EXPECT(half_open.get_extent(0) == 3 && half_open.get_extent(1) == 2 && half_open.slice(1, 1)[1, 0] == 19.0f);
    tensor<device float, extents<int, 5, 3, 4>, tensor_inline> cube(data, extents<int, 5, 3, 4>());
    EXPECT(cube[4, 2, 3] == 59.0f && cube.get_stride(2) == 15 && cube.slice(1, 1, 1)[0, 0, 0] == 21.0f);
}

kernel void beyond_the_extents_are_zeros_and_nothing(ARGUMENTS) {
    device float *data = (device float *)scratch;
    tensor<device float, Shape, tensor_inline> t(data, Shape(5, 4));
    data[i] = 7.0f;
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(t.load(4, 3) == 7.0f && t.load(5, 0) == 0.0f && t.load(0, 4) == 0.0f && t.load(-1, 0) == 0.0f);
    threadgroup_barrier(mem_flags::mem_device);
    if (i == 0) {
        t.store(1.0f, 5, 3);
        t.store(1.0f, 0, 4);
        t.store(2.0f, 4, 3);
    }
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(data[19] == 2.0f && data[20] == 7.0f);
    threadgroup_barrier(mem_flags::mem_device);
    if (i >= 32) {
        return;
    }
    constexpr auto descriptor = matmul2d_descriptor(16, 32, 16);
    matmul2d<descriptor, execution_simdgroup> op;
    auto all = op.get_destination_cooperative_tensor<decltype(t), decltype(t), float>();
    for (int e = 0; e < all.get_capacity(); e++) {
        all[e] = 5.0f;
    }
    simdgroup_barrier(mem_flags::mem_device);
    all.load(t);
    for (int e = 0; e < all.get_capacity(); e++) {
        if (all.is_valid_element(e)) {
            auto at = all.get_multidimensional_index(e);
            EXPECT(all[e] == (at[0] >= 5 || at[1] >= 4 ? 0.0f : at[0] == 4 && at[1] == 3 ? 2.0f : 7.0f));
            all[e] = 100.0f + float(at[0] + 5 * at[1]);
        }
    }
    all.store(t);
    simdgroup_barrier(mem_flags::mem_device);
    EXPECT(i >= 20 || data[i] == 100.0f + float(i));
    EXPECT(data[20 + i] == 7.0f);
}

// Layout 0 gives a lane four neighbours, layout 1 goes down eight rows.
kernel void the_chosen_layout_is_used(ARGUMENTS) {
    constexpr auto descriptor = matmul2d_descriptor(32, 32, 16);
    matmul2d<descriptor, execution_simdgroup> op;
    typedef tensor<device float, Shape, tensor_inline> T;
    auto c = op.get_destination_cooperative_tensor<T, T, float>();
    auto first = c.get_multidimensional_index(0), second = c.get_multidimensional_index(1);
#if defined(__METAL_COOPERATIVE_LAYOUT__) && __METAL_COOPERATIVE_LAYOUT__ == 1
    EXPECT(second[0] == first[0] && second[1] == first[1] + 8 && int(i % 8) == first[1]);
#else
    EXPECT(second[0] == first[0] + 1 && second[1] == first[1] && first[0] % 4 == 0);
#endif
}

// Every element of a tile is held once.
kernel void lanes_share_a_tile_without_gaps(ARGUMENTS) {
    device atomic_uint *held = (device atomic_uint *)scratch;
    constexpr auto descriptor = matmul2d_descriptor(48, 32, 16);
    matmul2d<descriptor, execution_simdgroups<2>> op;
    typedef tensor<device float, Shape, tensor_inline> T;
    auto c = op.get_destination_cooperative_tensor<T, T, float>();
    int e = 0;
    for (auto it = c.begin(); it != c.end(); ++it, ++e) {
        if (it.is_valid_element()) {
            auto at = it.get_multidimensional_index();
            EXPECT(at[0] == c.get_multidimensional_index(e)[0] && c.get_mask(e));
            atomic_fetch_add_explicit(held + at[1] * 32 + at[0], 1, memory_order_relaxed);
        }
    }
    threadgroup_barrier(mem_flags::mem_device);
    for (uint at = i; at < 48 * 32; at += 64) {
        EXPECT(scratch[at] == 1);
    }
    EXPECT(scratch[48 * 32 + i] == 0);
}

template <typename T>
static void fill(device T *a, int count, int factor, int range, uint i) {
    for (int at = int(i); at < count; at += 64) {
        a[at] = T(at * factor % range - range / 2);
    }
}

// C = A B, or A B and 1000 more where it accumulates, against a plain loop.
template <int M, int N, int K, bool TL, bool TR, typename Scope, int Kind>
static void multiply(device atomic_uint *failures, device uint *scratch, uint i) {
    device half *a = (device half *)scratch;
    device half *b = (device half *)(scratch + 2048);
    device float *c = (device float *)(scratch + 4096);
    fill(a, M * K, 7, 11, i);
    fill(b, K * N, 5, 13, i);
    for (int at = int(i); at < M * N + 64; at += 64) {
        c[at] = 1000.0f;
    }
    threadgroup_barrier(mem_flags::mem_device);
    tensor<device half, Shape, tensor_inline> ta(a, TL ? Shape(M, K) : Shape(K, M)), tb(b, TR ? Shape(K, N) : Shape(N, K));
    tensor<device float, Shape, tensor_inline> tc(c, Shape(N, M));
    constexpr bool adds = Kind == 1 || Kind == 3;
    constexpr auto descriptor = matmul2d_descriptor(M, N, Kind < 2 ? DYNAMIC : K, TL, TR, false, adds ? matmul2d_descriptor::mode::multiply_accumulate : matmul2d_descriptor::mode::multiply);
    matmul2d<descriptor, Scope> op;
    bool takes_part = int(i) < max(1, Scope::__threads);
    if (takes_part) {
        if constexpr (Kind < 2) {
            op.run(ta, tb, tc);
        } else {
            auto left = op.template get_left_input_cooperative_tensor<half, half, float>();
            auto right = op.template get_right_input_cooperative_tensor<half, half, float>();
            left.load(ta);
            for (int e = 0; e < right.get_capacity(); e++) {
                if (right.is_valid_element(e)) {
                    auto at = right.get_multidimensional_index(e);
                    right[e] = tb[at];
                }
            }
            auto sum = op.template get_destination_cooperative_tensor<decltype(left), decltype(right), float>();
            if (adds) {
                sum.load(tc);
                op.run(left, tb, sum);
            } else {
                op.run(left, right, sum);
            }
            sum.store(tc);
        }
    }
    threadgroup_barrier(mem_flags::mem_device);
    for (int at = int(i); at < M * N; at += 64) {
        int row = at / N, column = at % N;
        float wanted = adds ? 1000.0f : 0.0f;
        for (int k = 0; k < K; k++) {
            wanted += float(TL ? a[k * M + row] : a[row * K + k]) * float(TR ? b[column * K + k] : b[k * N + column]);
        }
        EXPECT(c[at] == wanted);
    }
    EXPECT(c[M * N + i] == 1000.0f);
    threadgroup_barrier(mem_flags::mem_device);
}
#define MULTIPLIES(name, M, N, K, Scope) \
    kernel void name(ARGUMENTS) { \
        multiply<M, N, K, false, false, Scope, 0>(failures, scratch, i); \
        multiply<M, N, K, true, false, Scope, 1>(failures, scratch, i); \
        multiply<M, N, K, false, true, Scope, 2>(failures, scratch, i); \
        multiply<M, N, K, true, true, Scope, 3>(failures, scratch, i); \
    }
MULTIPLIES(a_threadgroup_multiplies, 32, 48, 24, execution_simdgroups<2>)
MULTIPLIES(a_simdgroup_multiplies, 16, 32, 16, execution_simdgroup)
MULTIPLIES(a_simdgroup_multiplies_odd_sizes, 20, 12, 7, execution_simdgroup)
MULTIPLIES(a_thread_multiplies, 5, 6, 7, execution_thread)

kernel void small_integers_multiply(ARGUMENTS) {
    device char *a = (device char *)scratch;
    device uchar *b = (device uchar *)(scratch + 1024);
    device int *c = (device int *)(scratch + 2048);
    fill(a, 16 * 32, 3, 255, i);
    for (uint at = i; at < 512; at += 64) {
        b[at] = uchar(at * 37);
    }
    threadgroup_barrier(mem_flags::mem_device);
    if (i < 32) {
        tensor<device int8_t, Shape, tensor_inline> ta((device int8_t *)a, Shape(32, 16));
        tensor<device int4b_format, Shape, tensor_inline> signed_four(b, Shape(32, 32));
        tensor<device uint4b_format, Shape, tensor_inline> unsigned_four(b, Shape(32, 32));
        constexpr auto descriptor = matmul2d_descriptor(16, 32, 32, false, true);
        matmul2d<descriptor, execution_simdgroup> op;
        tensor<device int, Shape, tensor_inline> tc(c, Shape(32, 16)), td(c + 512, Shape(32, 16));
        op.run(ta, signed_four, tc);
        op.run(ta, unsigned_four, td);
    }
    threadgroup_barrier(mem_flags::mem_device);
    for (int at = int(i); at < 512; at += 64) {
        int row = at / 32, column = at % 32, with_sign = 0, without = 0;
        for (int k = 0; k < 32; k++) {
            int pair = b[(column * 32 + k) / 2], bits = k % 2 == 0 ? pair & 15 : pair >> 4;
            with_sign += int(a[row * 32 + k]) * (bits < 8 ? bits : bits - 16);
            without += int(a[row * 32 + k]) * bits;
        }
        EXPECT(c[at] == with_sign && c[512 + at] == without);
    }
}

kernel void tails_of_slices_count_as_zero(ARGUMENTS) {
    device bfloat *a = (device bfloat *)scratch;
    device bfloat *b = (device bfloat *)(scratch + 1024);
    device float *c = (device float *)(scratch + 4096);
    fill(a, 40 * 20, 3, 17, i);
    fill(b, 24 * 40, 5, 13, i);
    fill(c, 24 * 20, 0, 3, i);
    threadgroup_barrier(mem_flags::mem_device);
    tensor<device bfloat, Shape, tensor_inline> ta(a, Shape(40, 20)), tb(b, Shape(24, 40));
    tensor<device float, Shape, tensor_inline> tc(c, Shape(24, 20));
    constexpr auto descriptor = matmul2d_descriptor(16, 16, dynamic_length_v<int>);
    matmul2d<descriptor, execution_simdgroup> op;
    int g = int(i / 32);
    for (int y = 0; y < 32; y += 16) {
        op.run(ta.slice(0, y), tb.slice(g * 16, 0), tc.slice(g * 16, y));
    }
    threadgroup_barrier(mem_flags::mem_device);
    for (int at = int(i); at < 24 * 20; at += 64) {
        float wanted = 0;
        for (int k = 0; k < 40; k++) {
            wanted += float(a[at / 24 * 40 + k]) * float(b[k * 24 + at % 24]);
        }
        EXPECT(c[at] == wanted);
    }
}

kernel void rows_and_columns_reduce(ARGUMENTS) {
    device float *out = (device float *)scratch;
    threadgroup float rows[2][24];
    constexpr auto descriptor = matmul2d_descriptor(24, 32, 16);
    matmul2d<descriptor, execution_simdgroup> op;
    typedef tensor<device half, Shape, tensor_inline> T;
    auto s = op.get_destination_cooperative_tensor<T, T, float>();
    for (auto it = s.begin(); it != s.end(); ++it) {
        auto at = it.get_multidimensional_index();
        *it = float(at[0] * 5 % 32 + 100 * at[1]);
    }
    auto row = op.get_row_reduction_destination_cooperative_tensor<T, T, float>();
    auto column = op.get_column_reduction_destination_cooperative_tensor<T, T, float>();
    reduce_rows(s, row, reduction_operation::max, -INFINITY);
    reduce_columns(s, column);
    uint g = i / 32;
    tensor<threadgroup float, dextents<int, 1>, tensor_inline> to_rows(rows[g], dextents<int, 1>(24));
    tensor<device float, dextents<int, 1>, tensor_inline> to_columns(out + 64 * g, dextents<int, 1>(32));
    row.store(to_rows);
    column.store(to_columns);
    simdgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
    uint l = i % 32;
    EXPECT(l >= 24 || rows[g][l] == 31.0f + 100.0f * float(l));
    EXPECT(out[64 * g + l] == float(l * 5 % 32) * 24.0f + 27600.0f);
    EXPECT(is_iterator_compatible(s, row));
    for (auto it = s.begin(); it != s.end(); ++it) {
        if (it.is_valid_element()) {
            EXPECT(*row.map_iterator(it) == 31.0f + 100.0f * float(it.get_multidimensional_index()[1]));
            EXPECT(*column.map_iterator(it) == 24.0f * float(it.get_multidimensional_index()[0] * 5 % 32) + 27600.0f);
        }
    }
    // The identity is 0 unless it is given, for a maximum too.
    for (auto it = s.begin(); it != s.end(); ++it) {
        *it = -1.0f;
    }
    reduce_rows(s, row, reduction_operation::max);
    EXPECT(row[0] == 0.0f);
}

kernel void relaxed_precision_drops_bits_of_floats(ARGUMENTS) {
    device float *a = (device float *)scratch + 1024 * (i / 32);
    a[i % 32] = 1.0f + 0x1p-20f;
    simdgroup_barrier(mem_flags::mem_device);
    tensor<device float, Shape, tensor_inline> t(a, Shape(1, 16)), u(a, Shape(16, 1)), c(a + 64, Shape(16, 16));
    constexpr auto exact = matmul2d_descriptor(16, 16, DYNAMIC), relaxed = matmul2d_descriptor(16, 16, DYNAMIC, false, false, true);
    matmul2d<exact, execution_simdgroup> first;
    matmul2d<relaxed, execution_simdgroup> second;
    first.run(t, u, c);
    simdgroup_barrier(mem_flags::mem_device);
    float kept = a[64 + i % 32];
    simdgroup_barrier(mem_flags::mem_device);
    second.run(t, u, c);
    simdgroup_barrier(mem_flags::mem_device);
    EXPECT(kept == 1.0f + 0x1p-19f && a[64 + i % 32] == 1.0f);
}
