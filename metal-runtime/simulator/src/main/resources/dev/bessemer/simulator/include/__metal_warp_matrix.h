// Products of 8 x 8 matrices on the tensor cores of an NVIDIA GPU: mma of 16 x 8 x 8, whose left operand and sum lie in the warp as __metal_warp.h has
// ordered the lanes. Its right operand lies there turned: a lane has two components of a column, where of the others it has two of a row.
//
// half and bfloat fill the upper 8 rows of 16. float, which the tensor cores round to tf32 of 11 bits, is split: the upper 8 rows are the left operand's
// leading bits and the lower 8 the rest of it, so that one product, or two where the right operand has more than 11 bits as well, is as good as float.
#pragma once
#include <__metal_warp.h>

namespace metal {

/** Two numbers of 16 bits in a register. */
template <class T>
__METAL_LIB uint __pair(vec<T, 2> v) {
    return uint(__builtin_bit_cast(ushort, v.x)) | uint(__builtin_bit_cast(ushort, v.y)) << 16;
}
template <class T>
__METAL_LIB vec<T, 2> __unpair(uint pair) {
    return vec<T, 2>(__builtin_bit_cast(T, ushort(pair)), __builtin_bit_cast(T, ushort(pair >> 16)));
}

/** Turns a matrix of 16-bit components around its diagonal. */
__METAL_LIB uint __turn(uint pair) {
    uint turned;
    asm("movmatrix.sync.aligned.m8n8.trans.b16 %0, %1;" : "=r"(turned) : "r"(pair));
    return turned;
}
template <class T>
__METAL_LIB vec<T, 2> __turn(vec<T, 2> v) {
    if constexpr (sizeof(T) == 2) {
        return __unpair<T>(__turn(__pair(v)));
    } else {
        uint x = __builtin_bit_cast(uint, v.x), y = __builtin_bit_cast(uint, v.y);
        uint low = __turn((x & 0xffff) | y << 16), high = __turn(x >> 16 | (y & 0xffff0000));
        return vec<T, 2>(__builtin_bit_cast(T, (low & 0xffff) | high << 16), __builtin_bit_cast(T, low >> 16 | (high & 0xffff0000)));
    }
}

/** Whether the compiler can see that a float is a number of T's. */
template <class T>
__METAL_LIB bool __comes_from(vec<float, 2> v) {
    bool exact = __builtin_bit_cast(uint, float(T(v.x))) == __builtin_bit_cast(uint, v.x)
            && __builtin_bit_cast(uint, float(T(v.y))) == __builtin_bit_cast(uint, v.y);
    return __builtin_constant_p(exact) && exact;
}

__METAL_LIB float __leading_bits(float x) { return __builtin_bit_cast(float, __builtin_bit_cast(uint, x) & 0xffffe000); }
/** What the leading bits leave, rounded to tf32. The leading bits of what is not finite are itself. */
__METAL_LIB float __other_bits(float x) {
    float leading = __leading_bits(x);
    return leading == x ? 0.0f : __builtin_bit_cast(float, __builtin_bit_cast(uint, x - leading) + 0x1000);
}

/** The rows of a sum: the upper 8 in x and y, the lower 8 in z and w. */
struct __tall_sum {
    float x, y, z, w;
};
#define __METAL_MMA(types, left, right) \
    asm("mma.sync.aligned.m16n8k8.row.col.f32." types ".f32 {%0, %1, %2, %3}, " left ", " right ", {%0, %1, %2, %3};"
/** Sums of products of a left operand's components and a turned right one's. */
template <class T>
__METAL_LIB __tall_sum __mma_of_16_bits(vec<T, 2> a, vec<T, 2> b, __tall_sum c) {
    if constexpr (__is_same(T, half)) {
        __METAL_MMA("f16.f16", "{%4, %5}", "{%6}") : "+f"(c.x), "+f"(c.y), "+f"(c.z), "+f"(c.w) : "r"(__pair(a)), "r"(0), "r"(__pair(b)));
    } else {
        __METAL_MMA("bf16.bf16", "{%4, %5}", "{%6}") : "+f"(c.x), "+f"(c.y), "+f"(c.z), "+f"(c.w) : "r"(__pair(a)), "r"(0), "r"(__pair(b)));
    }
    return c;
}
__METAL_LIB __tall_sum __mma_of_tf32(vec<float, 2> a, vec<float, 2> b, __tall_sum c) {
    __METAL_MMA("tf32.tf32", "{%4, %5, %6, %7}", "{%8, %9}")
        : "+f"(c.x), "+f"(c.y), "+f"(c.z), "+f"(c.w)
        : "r"(__builtin_bit_cast(uint, __leading_bits(a.x))), "r"(__builtin_bit_cast(uint, __other_bits(a.x))),
          "r"(__builtin_bit_cast(uint, __leading_bits(a.y))), "r"(__builtin_bit_cast(uint, __other_bits(a.y))), "r"(__builtin_bit_cast(uint, b.x)),
          "r"(__builtin_bit_cast(uint, b.y)));
    return c;
}
#undef __METAL_MMA

/**
 * a b + c. Where b is made of half the tensor cores add to c themselves, as they do for half. Otherwise the eight products are added to each other there and
 * to c afterwards, which rounds where the tensor cores cut off what does not fit beside a large sum.
 */
__METAL_LIB vec<float, 2> __multiply_floats(vec<float, 2> a, vec<float, 2> b, bool turned, vec<float, 2> c) {
    if (!turned && __comes_from<half>(b)) {
        __tall_sum sum = __mma_of_tf32(a, vec<float, 2>(__turn(vec<half, 2>(b))), __tall_sum{c.x, c.y, 0, 0});
        return vec<float, 2>(sum.x + sum.z, sum.y + sum.w);
    }
    vec<float, 2> across = turned ? b : __turn(b);
    __tall_sum sum = __mma_of_tf32(a, vec<float, 2>(__other_bits(across.x), __other_bits(across.y)), __tall_sum{0, 0, 0, 0});
    sum = __mma_of_tf32(a, vec<float, 2>(__leading_bits(across.x), __leading_bits(across.y)), sum);
    return vec<float, 2>(c.x + (sum.x + sum.z), c.y + (sum.y + sum.w));
}

}  // namespace metal
