// bfloat: the upper half of a float. A class, because Metal converts it as no type of C++ is: by itself to float and from integers, to and from half and
// from float where that is written.
#pragma once
#include <__metal_runtime.h>

typedef _Float16 half;

template <bool B>
struct __metal_if {};
template <>
struct __metal_if<true> {
    typedef int type;
};

struct bfloat {
    ushort __bits;

    bfloat() = default;
    template <class I, typename __metal_if<__is_integral(I)>::type = 0>
    __METAL_CONST bfloat(I x) : __bits(__rounded(float(x))) {}
    template <class F, typename __metal_if<__is_floating_point(F)>::type = 0, int = 0>
    __METAL_CONST explicit bfloat(F x) : __bits(__rounded(float(x))) {}

    /** To float by itself: a template, so that there is no way from here to other types but the next operator. */
    template <class F, typename __metal_if<__is_same(F, float)>::type = 0>
    __METAL_CONST operator F() const {
        return __builtin_bit_cast(float, uint(__bits) << 16);
    }
    template <class N, typename __metal_if<(__is_integral(N) || __is_floating_point(N)) && !__is_same(N, float)>::type = 0, int = 0>
    __METAL_CONST explicit operator N() const {
        return N(float(*this));
    }

    __METAL_CONST bfloat operator-() const { return __from_bits(__bits ^ 0x8000); }
    __METAL_CONST bfloat operator+() const { return *this; }
    __METAL_CONST bool operator!() const { return float(*this) == 0; }
    __METAL_LIB constexpr bfloat &operator++() { return *this = bfloat(float(*this) + 1.0f); }
    __METAL_LIB constexpr bfloat &operator--() { return *this = bfloat(float(*this) - 1.0f); }
    __METAL_LIB constexpr bfloat operator++(int) {
        bfloat before = *this;
        ++*this;
        return before;
    }
    __METAL_LIB constexpr bfloat operator--(int) {
        bfloat before = *this;
        --*this;
        return before;
    }

#define __METAL_BFLOAT_OPERATOR(op) \
    __METAL_CONST friend bfloat operator op(bfloat a, bfloat b) { return bfloat(float(a) op float(b)); } \
    template <class I, typename __metal_if<__is_integral(I)>::type = 0> \
    __METAL_CONST friend bfloat operator op(bfloat a, I b) { \
        return a op bfloat(b); \
    } \
    template <class I, typename __metal_if<__is_integral(I)>::type = 0> \
    __METAL_CONST friend bfloat operator op(I a, bfloat b) { \
        return bfloat(a) op b; \
    } \
    template <class B> \
    __METAL_LIB constexpr bfloat &operator op##=(B b) { \
        return *this = bfloat(*this op b); \
    }
#define __METAL_BFLOAT_COMPARISON(op) \
    __METAL_CONST friend bool operator op(bfloat a, bfloat b) { return float(a) op float(b); } \
    template <class I, typename __metal_if<__is_integral(I)>::type = 0> \
    __METAL_CONST friend bool operator op(bfloat a, I b) { \
        return float(a) op float(bfloat(b)); \
    } \
    template <class I, typename __metal_if<__is_integral(I)>::type = 0> \
    __METAL_CONST friend bool operator op(I a, bfloat b) { \
        return float(bfloat(a)) op float(b); \
    }
    __METAL_BFLOAT_OPERATOR(+)
    __METAL_BFLOAT_OPERATOR(-)
    __METAL_BFLOAT_OPERATOR(*)
    __METAL_BFLOAT_OPERATOR(/)
    __METAL_BFLOAT_COMPARISON(==)
    __METAL_BFLOAT_COMPARISON(!=)
    __METAL_BFLOAT_COMPARISON(<)
    __METAL_BFLOAT_COMPARISON(>)
    __METAL_BFLOAT_COMPARISON(<=)
    __METAL_BFLOAT_COMPARISON(>=)
#undef __METAL_BFLOAT_OPERATOR
#undef __METAL_BFLOAT_COMPARISON

    __METAL_CONST static bfloat __from_bits(uint bits) {
        bfloat x = bfloat(0);
        x.__bits = ushort(bits);
        return x;
    }


    /** The bits of the nearest, the even one of two as near; NaN stays NaN. */
    __METAL_CONST static ushort __rounded(float x) {
        uint bits = __builtin_bit_cast(uint, x);
        bool is_nan = (bits & 0x7fffffffu) > 0x7f800000u;
        return ushort(is_nan ? bits >> 16 | 0x40 : (bits + 0x7fff + (bits >> 16 & 1)) >> 16);
    }
};
