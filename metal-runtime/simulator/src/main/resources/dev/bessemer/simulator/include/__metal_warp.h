// A SIMD-group as a warp of an NVIDIA GPU, under what __metal_lanes.h and metal_simdgroup_matrix need of any machine.
//
// Lane l of Metal is thread __warp_lane(l) of the warp: so ordered, the two components that a lane holds of a simdgroup_matrix are those that the matrix
// instructions want of a thread for their left operand and for the sum. All threads of a warp take part in each operation, but those that have left the
// kernel: in divergent code the warp waits for ever, which the simulator finds.
#pragma once
#include <metal_common>

namespace metal {

__METAL_CONST uint __warp_lane(uint l) { return (l & 16) | (l & 6) << 1 | (l & 8) >> 2 | (l & 1); }
__METAL_CONST uint __lane_of_warp(uint w) { return (w & 16) | (w & 12) >> 1 | (w & 2) << 2 | (w & 1); }
__METAL_LIB uint __place_in_warp() { return uint(__nvvm_read_ptx_sreg_tid_x()) & 31; }
__METAL_LIB uint __lane() { return __lane_of_warp(__place_in_warp()); }

inline constexpr uint __whole_warp = 0xffffffff;

/** A value as the 32-bit registers that are exchanged. */
template <class T>
struct __words {
    static constexpr uint count = (sizeof(T) + 3) / 4;
    int word[count];
    __METAL_LIB explicit __words(const T &value) {
        word[count - 1] = 0;
        __builtin_memcpy(word, &value, sizeof(T));
    }
    __METAL_LIB T value() const {
        T value;
        __builtin_memcpy(&value, word, sizeof(T));
        return value;
    }
};
/** The value of the thread `place` of the warp. */
template <class T>
__METAL_LIB T __from_warp(T value, uint place) {
    __words<T> words(value);
    for (uint i = 0; i < __words<T>::count; i++) {
        words.word[i] = __nvvm_shfl_sync_idx_i32(__whole_warp, words.word[i], int(place), 31);
    }
    return words.value();
}

/** Reads another lane's number: of `value` from lanes 0..31, of `fill` from 32..63, of one's own below 0. */
template <class T>
__METAL_LIB T __exchange(T value, int from, const char *, __metal_site) {
    return __from_warp(value, from < 0 ? __place_in_warp() : __warp_lane(uint(from) & 31));
}
template <class T>
__METAL_LIB T __exchange(T value, T fill, int from, const char *, __metal_site) {
    uint place = from < 0 ? __place_in_warp() : __warp_lane(uint(from) & 31);
    T of_value = __from_warp(value, place), of_fill = __from_warp(fill, place);
    return from < 32 ? of_value : of_fill;
}

__METAL_LIB uint __warp_votes(bool value) { return uint(__nvvm_vote_ballot_sync(__whole_warp, value)); }

/** Bits in the order of the warp with those of threads apart by `distance`, a power of two, exchanged. */
__METAL_LIB uint __bits_across(uint bits, uint distance) {
    constexpr uint lower[] = {0x55555555, 0x33333333, 0x0f0f0f0f, 0x00ff00ff, 0x0000ffff};
    uint mask = lower[__builtin_ctz(distance)];
    return (bits & mask) << distance | (bits >> distance & mask);
}

/** Combines the numbers of every `width` lanes in butterfly order: lanes far apart first. Lanes that are not there are left out. */
template <int width, class F, class T>
__METAL_LIB T __reduce(T value, const char *, __metal_site) {
    uint place = __place_in_warp(), present = __warp_votes(true);
#pragma clang loop unroll(full)
    for (uint distance = width / 2; distance != 0; distance /= 2) {
        uint apart = __warp_lane(distance);
        T other = __from_warp(value, place ^ apart);
        uint theirs = __bits_across(present, apart);
        if (present >> place & theirs >> place & 1) {
            value = F::combine(value, other);
        } else if (theirs >> place & 1) {
            value = other;
        }
        present |= theirs;
    }
    return value;
}

/** The numbers of the lanes up to one's own, or before it, combined in pairs, fours and so on. */
template <int width, bool inclusive, class F, class T>
__METAL_LIB T __scan(T value, const char *, __metal_site) {
    uint lane = __lane(), place = lane & (width - 1);
#pragma clang loop unroll(full)
    for (uint distance = 1; distance < width; distance *= 2) {
        T before = __from_warp(value, __warp_lane(lane - distance & 31));
        value = place >= distance ? F::combine(before, value) : value;
    }
    if constexpr (inclusive) {
        return value;
    } else {
        T before = __from_warp(value, __warp_lane(lane - 1 & 31));
        return place == 0 ? F::template identity<T>() : before;
    }
}

/** Exchanges bits i of the places in a word with bits j, i below j. */
template <uint i, uint j>
__METAL_LIB uint __exchange_place_bits(uint bits) {
    constexpr uint shift = (1u << j) - (1u << i);
    constexpr uint has_i[] = {0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000};
    constexpr uint moved = has_i[i] & ~has_i[j];
    uint change = (bits ^ bits >> shift) & moved;
    return bits ^ change ^ change << shift;
}
/** In bits, who voted yes and who is there. */
struct __votes {
    uint yes, active;
};
__METAL_LIB uint __by_lane(uint bits_of_warp) { return __exchange_place_bits<1, 2>(__exchange_place_bits<1, 3>(bits_of_warp)); }
__METAL_LIB __votes __vote(bool value, const char *, __metal_site) { return {__by_lane(__warp_votes(value)), __by_lane(__warp_votes(true))}; }

}  // namespace metal
