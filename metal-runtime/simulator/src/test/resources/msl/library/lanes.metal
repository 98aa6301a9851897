// Which lane reads from which.
#include "expect.h"

kernel void shuffles_read_the_lane_they_name(ARGUMENTS) {
    uint l = i % 32, group = i / 32 * 1000;
    uint v = group + l;
    EXPECT(simd_shuffle(v, ushort((l * 7) % 32)) == group + (l * 7) % 32);
    EXPECT(simd_broadcast(v, 13) == group + 13 && simd_broadcast_first(v) == group);
    EXPECT(simd_shuffle_xor(v, 21) == group + (l ^ 21));
    EXPECT(simd_shuffle_down(v, 5) == group + (l + 5 < 32 ? l + 5 : l));
    EXPECT(simd_shuffle_up(v, 5) == group + (l >= 5 ? l - 5 : l));
    EXPECT(simd_shuffle_rotate_down(v, 5) == group + (l + 5) % 32);
    EXPECT(simd_shuffle_rotate_up(v, 5) == group + (l + 27) % 32);
}

// The two are one row of twice the width, which is shifted; of parts of `modulo` lanes each on its own.
kernel void shuffles_fill_from_the_second_value(ARGUMENTS) {
    uint l = i % 32, fill = 100 + l;
    EXPECT(simd_shuffle_and_fill_down(l, fill, 3) == (l + 3 < 32 ? l + 3 : 100 + l + 3 - 32));
    EXPECT(simd_shuffle_and_fill_up(l, fill, 3) == (l >= 3 ? l - 3 : 100 + l - 3 + 32));
    uint part = l / 8 * 8, at = l % 8;
    EXPECT(simd_shuffle_and_fill_down(l, fill, 3, 8) == part + (at + 3 < 8 ? at + 3 : 100 + at + 3 - 8));
    EXPECT(simd_shuffle_and_fill_up(l, fill, 3, 8) == part + (at >= 3 ? at - 3 : 100 + at - 3 + 8));
}

kernel void quads_stay_among_four_lanes(ARGUMENTS) {
    uint l = i % 32, quad = l & ~3u, at = l % 4;
    EXPECT(quad_shuffle(l, ushort(3 - at)) == quad + 3 - at && quad_broadcast(l, 2) == quad + 2 && quad_broadcast_first(l) == quad);
    EXPECT(quad_shuffle_xor(l, 1) == (l ^ 1) && quad_shuffle_down(l, 1) == (at < 3 ? l + 1 : l) && quad_shuffle_up(l, 1) == (at > 0 ? l - 1 : l));
    EXPECT(quad_shuffle_rotate_down(l, 1) == quad + (at + 1) % 4 && quad_shuffle_rotate_up(l, 1) == quad + (at + 3) % 4);
    EXPECT(quad_shuffle_and_fill_down(l, 100 + l, 1) == (at < 3 ? l + 1 : 100 + quad));
    EXPECT(quad_sum(l) == 4 * quad + 6 && quad_max(l) == quad + 3 && quad_min(l) == quad && quad_product(at + 1) == 24);
    EXPECT(quad_prefix_inclusive_sum(at) == at * (at + 1) / 2 && quad_prefix_exclusive_sum(at) == at * (at - 1) / 2 * uint(at != 0));
    EXPECT(quad_and(l) == quad && quad_or(l) == quad + 3 && quad_xor(l) == 0);
    EXPECT(quad_any(l == 5) == (quad == 4) && quad_all(l < 4) == (quad == 0) && uint(quad_vote::vote_t(quad_ballot(l % 4 == 1))) == 2);
}

kernel void reductions_and_scans_cover_all_lanes(ARGUMENTS) {
    int l = int(i % 32);
    EXPECT(simd_sum(l) == 496 && simd_min(l - 7) == -7 && simd_max(7 - l) == 7);
    EXPECT(simd_sum(half(l)) == 496.0h && simd_sum(bfloat(float(l % 2))) == bfloat(16.0f) && simd_sum(short(-l)) == -496);
    EXPECT(simd_product(l % 2 == 0 ? 3 : 1) == 43046721 && simd_product(1.5f * float(l == 3) + float(l != 3)) == 1.5f);
    EXPECT(simd_and(~(1 << l)) == 0 && simd_or(1u << l) == 0xffffffffu && simd_xor(l) == 0);
    EXPECT(simd_prefix_inclusive_sum(l) == l * (l + 1) / 2 && simd_prefix_exclusive_sum(l) == l * (l - 1) / 2);
    EXPECT(simd_prefix_inclusive_product(l % 8 == 7 ? 2 : 1) == 1 << (l + 1) / 8);
    EXPECT(simd_prefix_exclusive_product(float(l % 8 == 7 ? 2 : 1)) == float(1 << l / 8));
    EXPECT(all(simd_sum(int4(l, 2 * l, 1, -l)) == int4(496, 992, 32, -496)));
    EXPECT(simd_max(l == 9 ? NAN : float(l)) == 31.0f && simd_min(l == 0 ? NAN : float(l)) == 1.0f);
}

// 16 lanes apart first, then 8, 4, 2, 1: of 2^24 and ones the ones survive where they are added to each other first.
kernel void float_sums_add_distant_lanes_first(ARGUMENTS) {
    uint l = i % 32;
    EXPECT(simd_sum(l == 0 ? 0x1p24f : l == 8 || l == 24 ? 1.0f : 0.0f) == 0x1p24f + 2.0f);
    EXPECT(simd_sum(l == 0 ? 0x1p24f : l == 16 || l == 8 ? 1.0f : 0.0f) == 0x1p24f);
}

kernel void votes_have_a_bit_a_lane(ARGUMENTS) {
    uint l = i % 32;
    simd_vote vote = simd_ballot(l % 3 == 0);
    EXPECT(simd_vote::vote_t(vote) == 0x49249249ul && vote.any() && !vote.all());
    EXPECT(simd_all(l < 32) && !simd_all(l < 31) && simd_any(l == 31) && !simd_any(l == 32));
    EXPECT(simd_vote::vote_t(simd_active_threads_mask()) == 0xfffffffful && simd_is_first() == (l == 0) && !simd_is_helper_thread());
}
