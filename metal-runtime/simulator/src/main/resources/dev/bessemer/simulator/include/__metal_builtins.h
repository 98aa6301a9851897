// Scalar functions under the names that the compiler's own have on macOS, for float and half. The last argument, fast or precise, changes nothing here.
//
// What IEEE 754 defines exactly is exact; the rest is the C library's, or computed in double and rounded once.
// A half function computes in float and rounds: right for one operation, because float has more than twice half's digits.
#pragma once
#include <metal_limits>

// The C library's functions of floats, which a GPU lacks.
#if defined(__METAL_PTX__)
#include <__metal_warp_math.h>
#else
#define __METAL_C_1(name) \
    __METAL_LIB float __metal_c_##name(float x) { return __builtin_##name##f(x); }
#define __METAL_C_2(name) \
    __METAL_LIB float __metal_c_##name(float x, float y) { return __builtin_##name##f(x, y); }
__METAL_C_1(acos) __METAL_C_1(acosh) __METAL_C_1(asin) __METAL_C_1(asinh) __METAL_C_1(atan) __METAL_C_1(atanh)
__METAL_C_1(cos) __METAL_C_1(cosh) __METAL_C_1(exp) __METAL_C_1(exp2) __METAL_C_1(exp10) __METAL_C_1(log)
__METAL_C_1(log2) __METAL_C_1(log10) __METAL_C_1(sin) __METAL_C_1(sinh) __METAL_C_1(tan) __METAL_C_1(tanh)
__METAL_C_2(atan2) __METAL_C_2(fdim) __METAL_C_2(fmod) __METAL_C_2(pow)
__METAL_LIB float __metal_c_ldexp(float x, int k) { return __builtin_ldexpf(x, k); }
__METAL_LIB float __metal_c_frexp(float x, int *k) { return __builtin_frexpf(x, k); }
__METAL_LIB double __metal_c_sin_of_quarter(double x) { return __builtin_sin(x); }
#undef __METAL_C_1
#undef __METAL_C_2
#endif

#define __METAL_FAST_MATH__ 1
#define __METAL_PRECISE_MATH__ 0
#define __METAL_MAYBE_FAST_MATH__ 2

#define __METAL_BUILTIN_1(name, value) \
    __METAL_LIB float __metal_##name(float x, int = 0) { return value; } \
    __METAL_LIB half __metal_##name(half x, int = 0) { return half(__metal_##name(float(x))); }
#define __METAL_BUILTIN_2(name, value) \
    __METAL_LIB float __metal_##name(float x, float y, int = 0) { return value; } \
    __METAL_LIB half __metal_##name(half x, half y, int = 0) { return half(__metal_##name(float(x), float(y))); }
#define __METAL_BUILTIN_3(name, value) \
    __METAL_LIB float __metal_##name(float x, float y, float z, int = 0) { return value; } \
    __METAL_LIB half __metal_##name(half x, half y, half z, int = 0) { return half(__metal_##name(float(x), float(y), float(z))); }

/** sin(pi x) for an exact x, exact at multiples of a half. */
__METAL_LIB double __metal_sin_of_pi(double x) {
    double r = x - 2 * __builtin_rint(x / 2);
    r = r > 0.5 ? 1 - r : r < -0.5 ? -1 - r : r;
    return r == 0.5 ? 1.0 : r == -0.5 ? -1.0 : __metal_c_sin_of_quarter(r * 3.14159265358979323846);
}
/** cos(pi x) for an exact x. */
__METAL_LIB double __metal_cos_of_pi(double x) {
    double r = __builtin_fabs(x - 2 * __builtin_rint(x / 2));
    return __metal_sin_of_pi(0.5 - r);
}

// A number less the greatest integer not above it, never 1.
__METAL_LIB float __metal_fract(float x, int = 0) { return __builtin_fminf(x - __builtin_floorf(x), 0x1.fffffep-1f); }
__METAL_LIB half __metal_fract(half x, int = 0) {
    return half(__builtin_fminf(float(x) - __builtin_floorf(float(x)), 0x1.ffcp-1f));
}

__METAL_BUILTIN_1(fabs, __builtin_fabsf(x))
__METAL_BUILTIN_1(abs, __builtin_fabsf(x))
__METAL_BUILTIN_1(ceil, __builtin_ceilf(x))
__METAL_BUILTIN_1(floor, __builtin_floorf(x))
__METAL_BUILTIN_1(rint, __builtin_rintf(x))
__METAL_BUILTIN_1(round, __builtin_roundf(x))
__METAL_BUILTIN_1(trunc, __builtin_truncf(x))
__METAL_BUILTIN_1(sqrt, __builtin_sqrtf(x))
__METAL_BUILTIN_1(rsqrt, float(1.0 / __builtin_sqrt(double(x))))
__METAL_BUILTIN_1(acos, __metal_c_acos(x))
__METAL_BUILTIN_1(acosh, __metal_c_acosh(x))
__METAL_BUILTIN_1(asin, __metal_c_asin(x))
__METAL_BUILTIN_1(asinh, __metal_c_asinh(x))
__METAL_BUILTIN_1(atan, __metal_c_atan(x))
__METAL_BUILTIN_1(atanh, __metal_c_atanh(x))
__METAL_BUILTIN_1(cos, __metal_c_cos(x))
__METAL_BUILTIN_1(cosh, __metal_c_cosh(x))
__METAL_BUILTIN_1(cospi, float(__metal_cos_of_pi(x)))
__METAL_BUILTIN_1(exp, __metal_c_exp(x))
__METAL_BUILTIN_1(exp2, __metal_c_exp2(x))
__METAL_BUILTIN_1(exp10, __metal_c_exp10(x))
__METAL_BUILTIN_1(log, __metal_c_log(x))
__METAL_BUILTIN_1(log2, __metal_c_log2(x))
__METAL_BUILTIN_1(log10, __metal_c_log10(x))
__METAL_BUILTIN_1(sin, __metal_c_sin(x))
__METAL_BUILTIN_1(sinh, __metal_c_sinh(x))
__METAL_BUILTIN_1(sinpi, float(__metal_sin_of_pi(x)))
__METAL_BUILTIN_1(tan, __metal_c_tan(x))
__METAL_BUILTIN_1(tanh, __metal_c_tanh(x))
__METAL_BUILTIN_1(tanpi, float(__metal_sin_of_pi(x) / __metal_cos_of_pi(x)))
__METAL_BUILTIN_1(saturate, __builtin_fminf(__builtin_fmaxf(x, 0.0f), 1.0f))
__METAL_BUILTIN_1(sign, x > 0 ? 1.0f : x < 0 ? -1.0f : x == 0 ? x : 0.0f)

__METAL_BUILTIN_2(atan2, __metal_c_atan2(x, y))
__METAL_BUILTIN_2(copysign, __builtin_copysignf(x, y))
__METAL_BUILTIN_2(divide, x / y)
__METAL_BUILTIN_2(fdim, __metal_c_fdim(x, y))
__METAL_BUILTIN_2(fmax, __builtin_fmaxf(x, y))
__METAL_BUILTIN_2(fmin, __builtin_fminf(x, y))
__METAL_BUILTIN_2(fmod, __metal_c_fmod(x, y))
__METAL_BUILTIN_2(pow, __metal_c_pow(x, y))
__METAL_BUILTIN_2(powr, x < 0 ? __builtin_nanf("") : __metal_c_pow(x, y))
__METAL_BUILTIN_2(step, y < x ? 0.0f : 1.0f)

__METAL_BUILTIN_3(fmax3, __builtin_fmaxf(x, __builtin_fmaxf(y, z)))
__METAL_BUILTIN_3(fmin3, __builtin_fminf(x, __builtin_fminf(y, z)))
__METAL_BUILTIN_3(fmedian3, __builtin_fmaxf(__builtin_fminf(x, y), __builtin_fminf(__builtin_fmaxf(x, y), z)))
__METAL_BUILTIN_3(clamp, __builtin_fminf(__builtin_fmaxf(x, y), z))

// These round after each operation in half too.
#define __METAL_BUILTIN_OF(T) \
    __METAL_LIB T __metal_mix(T x, T y, T a, int = 0) { return x + (y - x) * a; } \
    __METAL_LIB T __metal_smoothstep(T low, T high, T x, int = 0) { \
        T t = __metal_saturate(T((x - low) / (high - low))); \
        return t * t * (T(3) - T(2) * t); \
    }
__METAL_BUILTIN_OF(float)
__METAL_BUILTIN_OF(half)
#undef __METAL_BUILTIN_OF

/** x y + z with one rounding: to odd in double, then to T, which has less than half as many digits. */
template <class T>
__METAL_LIB T __metal_narrow_fma(T x, T y, T z) {
    double product = double(float(x)) * double(float(y)), addend = double(float(z));
    double sum = product + addend;
    double back = sum - product;
    double lost = (product - (sum - back)) + (addend - back);
    if (lost != 0 && lost == lost) {
        long bits = __builtin_bit_cast(long, sum);
        if ((bits & 1) == 0) {
            bits += (lost > 0) == (sum > 0) ? 1 : -1;
            sum = __builtin_bit_cast(double, bits);
        }
    }
    float near = float(sum);
    double rest = sum - double(near);
    if (rest != 0 && rest == rest) {
        int bits = __builtin_bit_cast(int, near);
        if ((bits & 1) == 0) {
            near = __builtin_bit_cast(float, bits + ((rest > 0) == (sum > 0) ? 1 : -1));
        }
    }
    return T(near);
}
__METAL_LIB float __metal_fma(float x, float y, float z, int = 0) { return __builtin_fmaf(x, y, z); }
__METAL_LIB half __metal_fma(half x, half y, half z, int = 0) { return __metal_narrow_fma(x, y, z); }

__METAL_LIB float __metal_ldexp(float x, int k, int = 0) { return __metal_c_ldexp(x, k); }
__METAL_LIB half __metal_ldexp(half x, int k, int = 0) { return half(__metal_c_ldexp(float(x), k)); }
__METAL_LIB float __metal_frexp(float x, int *k) {
    *k = 0;
    return __metal_c_frexp(x, k);
}
__METAL_LIB half __metal_frexp(half x, int *k) { return half(__metal_frexp(float(x), k)); }
__METAL_LIB int __metal_ilogb(float x) {
    int k = 0;
    return x == 0 || x - x != 0 ? (x == x && x != 0 ? INT_MAX : FP_ILOGB0) : (__metal_c_frexp(x, &k), k - 1);
}
__METAL_LIB int __metal_ilogb(half x) { return __metal_ilogb(float(x)); }

/** The next value of T after x towards y; I is T's bits. */
template <class I, class T>
__METAL_LIB T __metal_next(T x, T y) {
    if (x != x || y != y) {
        return x + y;
    }
    if (x == y) {
        return y;
    }
    constexpr I sign = I(I(1) << (sizeof(I) * 8 - 1));
    if (x == T(0)) {
        return __builtin_bit_cast(T, I(y > x ? 1 : sign | 1));
    }
    I bits = __builtin_bit_cast(I, x);
    bool away = (y > x) == (x > T(0));
    return __builtin_bit_cast(T, I(away ? bits + 1 : bits - 1));
}
__METAL_LIB float __metal_nextafter(float x, float y, int = 0) { return __metal_next<uint>(x, y); }
__METAL_LIB half __metal_nextafter(half x, half y, int = 0) { return __metal_next<ushort>(x, y); }

#undef __METAL_BUILTIN_1
#undef __METAL_BUILTIN_2
#undef __METAL_BUILTIN_3
