// Where a SIMD-group's matrices have their elements, and what memory they come from.
#include "expect.h"
#include <metal_simdgroup_matrix>

static uint row_of(uint l) { return (l & 16) / 4 + (l & 6) / 2; }
static uint column_of(uint l) { return (l & 8) / 2 + (l & 1) * 2; }

kernel void lanes_hold_two_neighbours(ARGUMENTS) {
    uint l = i % 32;
    // Lanes 0, 1, 8, 9 have row 0, two columns each; 2 begins row 1; 16 begins row 4.
    uint rows[] = {0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 4, 4, 5, 5, 6, 6, 7, 7};
    uint columns[] = {0, 2, 0, 2, 0, 2, 0, 2, 4, 6, 4, 6, 4, 6, 4, 6, 0, 2, 0, 2, 0, 2, 0, 2, 4, 6, 4, 6, 4, 6, 4, 6};
    EXPECT(row_of(l) == rows[l] && column_of(l) == columns[l]);
    device float *m = (device float *)scratch + i / 32 * 64;
    m[l] = l;
    m[l + 32] = l + 32;
    simdgroup_barrier(mem_flags::mem_device);
    simdgroup_float8x8 a;
    simdgroup_load(a, m);
    EXPECT(a.thread_elements()[0] == float(rows[l] * 8 + columns[l]) && a.thread_elements()[1] == float(rows[l] * 8 + columns[l] + 1));
    float row_sum = a.thread_elements()[0] + a.thread_elements()[1];
    row_sum += simd_shuffle_xor(row_sum, 1);
    row_sum += simd_shuffle_xor(row_sum, 8);
    EXPECT(row_sum == float(64 * rows[l] + 28));
    float column_sum = a.thread_elements()[0];
    column_sum += simd_shuffle_xor(column_sum, 2);
    column_sum += simd_shuffle_xor(column_sum, 4);
    column_sum += simd_shuffle_xor(column_sum, 16);
    EXPECT(column_sum == float(224 + 8 * columns[l]));
}

template <typename T>
static void loads_and_stores(device T *m, device T *out, device atomic_uint *failures, uint i) {
    uint l = i % 32, r = row_of(l), c = column_of(l);
    for (uint at = i; at < 40 * 24; at += 64) {
        m[at] = T(float(at % 251));
    }
    threadgroup_barrier(mem_flags::mem_device);
    if (i >= 32) {
        return;
    }
    for (ulong y = 0; y < 3; y++) {
        for (ulong x = 0; x < 3; x++) {
            simdgroup_matrix<T, 8, 8> a, b;
            simdgroup_load(a, m + 5, 24, ulong2(x * 5, y * 7));
            simdgroup_load(b, m + 5, 24, ulong2(x * 5, y * 7), true);
            for (uint e = 0; e < 2; e++) {
                EXPECT(a.thread_elements()[e] == m[5 + (y * 7 + r) * 24 + x * 5 + c + e]);
                EXPECT(b.thread_elements()[e] == m[5 + (y * 7 + c + e) * 24 + x * 5 + r]);
            }
            simdgroup_store(a, out, 24, ulong2(x * 8, y * 8));
            simdgroup_store(a, out + 24 * 24, 24, ulong2(x * 8, y * 8), true);
            simdgroup_barrier(mem_flags::mem_device);
            for (uint at = l; at < 64; at += 32) {
                ulong row = at / 8, column = at % 8;
                T wanted = m[5 + (y * 7 + row) * 24 + x * 5 + column];
                EXPECT(out[(y * 8 + row) * 24 + x * 8 + column] == wanted);
                EXPECT(out[24 * 24 + (y * 8 + column) * 24 + x * 8 + row] == wanted);
            }
        }
    }
}
kernel void float_matrices_load_and_store(ARGUMENTS) { loads_and_stores((device float *)scratch, (device float *)scratch + 4096, failures, i); }
kernel void half_matrices_load_and_store(ARGUMENTS) { loads_and_stores((device half *)scratch, (device half *)scratch + 4096, failures, i); }
kernel void bfloat_matrices_load_and_store(ARGUMENTS) { loads_and_stores((device bfloat *)scratch, (device bfloat *)scratch + 4096, failures, i); }

kernel void threadgroup_memory_holds_matrices_too(ARGUMENTS) {
    threadgroup half tile[2][8 * 12];
    uint l = i % 32, g = i / 32;
    simdgroup_half8x8 a = simdgroup_half8x8(0.0h), b;
    a.thread_elements() = half2(half(l), half(l) + 0.5h);
    simdgroup_store(a, &tile[g][1], 12, 0, false);
    simdgroup_barrier(mem_flags::mem_threadgroup);
    simdgroup_load(b, &tile[g][1], 12, 0, true);
    EXPECT(tile[g][1 + row_of(l) * 12 + column_of(l)] == half(l));
    // The lane whose first element is at the mirrored place.
    half mirrored = tile[g][1 + column_of(l) * 12 + row_of(l)];
    EXPECT(b.thread_elements()[0] == mirrored);
}

kernel void a_scalar_is_a_diagonal(ARGUMENTS) {
    uint l = i % 32, r = row_of(l), c = column_of(l);
    simdgroup_float8x8 d(3.0f), f = make_filled_simdgroup_matrix<float, 8, 8>(2.0f);
    EXPECT(d.thread_elements()[0] == (r == c ? 3.0f : 0.0f) && d.thread_elements()[1] == (r == c + 1 ? 3.0f : 0.0f));
    EXPECT(all(f.thread_elements() == float2(2.0f)));
    simdgroup_float8x8 m, p;
    m.thread_elements() = float2(float(r * 8 + c), float(r * 8 + c + 1));
    simdgroup_multiply(p, d, m);
    EXPECT(all(p.thread_elements() == 3.0f * m.thread_elements()));
    simdgroup_multiply_accumulate(p, m, d, p);
    EXPECT(all(p.thread_elements() == 6.0f * m.thread_elements()));
    simdgroup_multiply_accumulate(p, f, m, f);
    // A column of m sums to 224 + 8 times its index.
    EXPECT(p.thread_elements()[0] == 2.0f + 2.0f * float(224 + 8 * c) && p.thread_elements()[1] == 2.0f + 2.0f * float(232 + 8 * c));
}

kernel void narrow_factors_accumulate_in_float(ARGUMENTS) {
    uint l = i % 32, r = row_of(l), c = column_of(l);
    simdgroup_half8x8 a;
    simdgroup_bfloat8x8 b;
    a.thread_elements() = half2(1.0h + half(r) / 1024.0h, 1.0h + half(r) / 1024.0h);
    b.thread_elements() = bfloat2(bfloat(1.0f + float(r) / 128.0f), bfloat(1.0f + float(r) / 128.0f));
    simdgroup_float8x8 sum = make_filled_simdgroup_matrix<float, 8, 8>(0.25f);
    simdgroup_half8x8 ones = make_filled_simdgroup_matrix<half, 8, 8>(1.0h);
    simdgroup_multiply_accumulate(sum, a, ones, sum);
    EXPECT(sum.thread_elements()[0] == 0.25f + 8.0f * (1.0f + float(r) / 1024.0f));
    simdgroup_bfloat8x8 bones = make_filled_simdgroup_matrix<bfloat, 8, 8>(bfloat(1.0f));
    simdgroup_multiply(sum, b, bones);
    EXPECT(sum.thread_elements()[1] == 8.0f * (1.0f + float(r) / 128.0f));
    simdgroup_half8x8 narrow = make_filled_simdgroup_matrix<half, 8, 8>(2048.0h);
    simdgroup_multiply_accumulate(narrow, ones, ones, narrow);
    EXPECT(narrow.thread_elements()[0] == 2056.0h && c < 8);
}

kernel void factors_of_two_types_multiply(ARGUMENTS) {
    uint r = row_of(i % 32);
    simdgroup_half8x8 a = make_filled_simdgroup_matrix<half, 8, 8>(0.5h);
    simdgroup_float8x8 b, sum = make_filled_simdgroup_matrix<float, 8, 8>(1.0f);
    b.thread_elements() = float2(1.0f + 0x1p-12f, float(r));
    simdgroup_multiply_accumulate(sum, a, b, sum);
    EXPECT(sum.thread_elements()[0] == 5.0f + 0x1p-10f && sum.thread_elements()[1] == 15.0f);
    simdgroup_bfloat8x8 narrow = make_filled_simdgroup_matrix<bfloat, 8, 8>(bfloat(3));
    simdgroup_multiply(sum, narrow, a);
    EXPECT(all(sum.thread_elements() == float2(12.0f)));
    simdgroup_multiply_accumulate(sum, a, narrow, make_filled_simdgroup_matrix<half, 8, 8>(1.0h));
    EXPECT(all(sum.thread_elements() == float2(13.0f)));
}
