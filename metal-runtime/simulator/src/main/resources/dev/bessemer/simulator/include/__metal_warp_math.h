// What an NVIDIA GPU has no instruction for, and what the C library does elsewhere: computed in double, with errors far below half a unit in a float's last
// place, and rounded once. 2^x of a float alone is the instruction's, within 2 units.
#pragma once
#include <__metal_runtime.h>

namespace metal {
namespace __gpu {

__METAL_LIB double __poly(double, double c) { return c; }
template <class... C>
__METAL_LIB double __poly(double x, double c, C... rest) {
    return __builtin_fma(__poly(x, rest...), x, c);
}
__METAL_LIB double __with_exponent(int k) { return __builtin_bit_cast(double, ulong(k + 1023) << 52); }
__METAL_LIB double __infinity() { return __builtin_inf(); }
__METAL_LIB double __nan() { return __builtin_nan(""); }

/** 2^x, from 2^-1022 to 2^1023; 0 and infinity beyond. */
__METAL_LIB double __exp2(double x) {
    if (!(x > -1022)) {
        return x != x ? x : 0;
    }
    if (x >= 1023) {
        return __infinity();
    }
    double n = __builtin_rint(x), r = (x - n) * 0.69314718055994530942;
    return __with_exponent(int(n))
            * __poly(r, 1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800);
}
__METAL_LIB double __exp(double x) { return __exp2(x * 1.44269504088896340736); }

/** The inverse hyperbolic tangent of a small number, below 0.18 in magnitude. */
__METAL_LIB double __atanh_of_small(double s) {
    double q = s * s;
    return s * __poly(q, 1, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19);
}
/** The natural logarithm of a double that is 0 or has an exponent of its own. */
__METAL_LIB double __log(double x) {
    if (!(x > 0) || x == __infinity()) {
        return x == 0 ? -__infinity() : x < 0 ? __nan() : x;
    }
    long bits = __builtin_bit_cast(long, x);
    int k = int(bits >> 52) - 1023;
    double m = __builtin_bit_cast(double, (bits & 0xfffffffffffffl) | 0x3ff0000000000000l);
    bool high = m > 1.4142135623730951;
    m = high ? m / 2 : m;
    return (k + high) * 0.69314718055994530942 + 2 * __atanh_of_small((m - 1) / (m + 1));
}

/** A quarter of a turn's number n, modulo 4, and the rest of an angle. */
struct __angle {
    double rest;
    int quarters;
};
__METAL_LIB __angle __reduce_angle(float x) {
    if (!(x - x == 0)) {
        return {__nan(), 0};
    }
    uint bits = __builtin_bit_cast(uint, x);
    int exponent = int(bits >> 23 & 255) - 150;
    if (exponent < 8) {
        double n = __builtin_rint(x * 0.63661977236758134308);
        return {__builtin_fma(-n, 6.123233995736766e-17, __builtin_fma(-n, 1.57079632679489655800, double(x))), int(long(n)) & 3};
    }
    // A fraction of a turn: the number's 24 bits times 64 bits of 1 / (2 pi), from where they no longer make whole turns, and 32 bits more.
    constexpr uint words[] = {0x28be60db, 0x9391054a, 0x7f09d5f4, 0x7d4d3770, 0x36d8a566, 0x4f10e410, 0x7f9458ea};
    ulong m = (bits & 0x7fffff) | 0x800000;
    int word = exponent / 32, shift = exponent % 32;
    uint w0 = words[word], w1 = words[word + 1], w2 = words[word + 2], w3 = words[word + 3];
    ulong high = (ulong(w0) << 32 | w1) << shift | (shift == 0 ? 0 : w2 >> (32 - shift));
    ulong low = ((ulong(w2) << 32 | w3) << shift) >> 32;
    ulong product = m * high + (m * low >> 32);
    int quarters = int(product >> 62);
    long fraction = long(product << 2);
    quarters += fraction < 0;
    double rest = double(fraction) * 0x1p-64 * 1.57079632679489661923;
    return x < 0 ? __angle{-rest, -quarters & 3} : __angle{rest, quarters & 3};
}
__METAL_LIB double __sin_of_small(double r) {
    double q = r * r;
    return r * __poly(q, 1, -1.0 / 6, 1.0 / 120, -1.0 / 5040, 1.0 / 362880, -1.0 / 39916800, 1.0 / 6227020800);
}
__METAL_LIB double __cos_of_small(double r) {
    double q = r * r;
    return __poly(q, 1, -1.0 / 2, 1.0 / 24, -1.0 / 720, 1.0 / 40320, -1.0 / 3628800, 1.0 / 479001600);
}
/** The sine of an angle `quarters` quarter turns further. */
__METAL_LIB double __sin_of(__angle a, int quarters) {
    int q = a.quarters + quarters;
    double s = q & 1 ? __cos_of_small(a.rest) : __sin_of_small(a.rest);
    return q & 2 ? -s : s;
}

/** The arc tangent, the argument halved twice on its way. */
__METAL_LIB double __atan(double x) {
    double a = __builtin_fabs(x), t = a > 1 ? 1 / a : a;
    t = t / (1 + __builtin_sqrt(1 + t * t));
    t = t / (1 + __builtin_sqrt(1 + t * t));
    double q = t * t;
    double r = 4 * t * __poly(q, 1, -1.0 / 3, 1.0 / 5, -1.0 / 7, 1.0 / 9, -1.0 / 11, 1.0 / 13, -1.0 / 15, 1.0 / 17);
    return __builtin_copysign(a > 1 ? 1.57079632679489661923 - r : r, x);
}
__METAL_LIB double __atan2(double y, double x) {
    double a = __builtin_fabs(x), b = __builtin_fabs(y);
    double r = a == b ? (a == 0 ? 0 : 0.78539816339744830962) : b > a ? 1.57079632679489661923 - __atan(a / b) : __atan(b / a);
    r = x != x || y != y ? __nan() : __builtin_signbit(x) ? 3.14159265358979323846 - r : r;
    return __builtin_copysign(r, y);
}
__METAL_LIB double __acosh(double x) { return x < 1 ? __nan() : __log(x + __builtin_sqrt(x - 1) * __builtin_sqrt(x + 1)); }
__METAL_LIB double __asinh(double x) {
    double a = __builtin_fabs(x), q = x * x;
    return a < 0.01 ? x * __poly(q, 1, -1.0 / 6, 3.0 / 40, -15.0 / 336) : __builtin_copysign(__log(a + __builtin_sqrt(q + 1)), x);
}
__METAL_LIB double __atanh(double x) { return __builtin_fabs(x) < 0.17 ? __atanh_of_small(x) : __log((1 + x) / (1 - x)) / 2; }
__METAL_LIB double __sinh(double x) {
    double q = x * x;
    return __builtin_fabs(x) < 0.1 ? x * __poly(q, 1, 1.0 / 6, 1.0 / 120, 1.0 / 5040) : (__exp(x) - __exp(-x)) / 2;
}
__METAL_LIB double __tanh(double x) {
    double a = __builtin_fabs(x);
    return a > 20 ? __builtin_copysign(1.0, x) : a < 0.1 ? __sinh(x) / ((__exp(x) + __exp(-x)) / 2) : 1 - 2 / (__exp(2 * x) + 1);
}

/** x^y as C defines it. */
__METAL_LIB double __pow(double x, double y) {
    if (y == 0 || x == 1) {
        return 1;
    }
    if (x != x || y != y) {
        return __nan();
    }
    double a = __builtin_fabs(x);
    bool whole = __builtin_rint(y) == y, odd = whole && __builtin_fabs(y) < 0x1p53 && (long(y) & 1) != 0;
    double r;
    if (a == 1) {
        r = 1;
    } else if (__builtin_fabs(y) == __infinity() || a == 0 || a == __infinity()) {
        r = (a > 1) == (y > 0) ? __infinity() : 0;
    } else if (x < 0 && !whole) {
        return __nan();
    } else {
        r = __exp2(y * (__log(a) * 1.44269504088896340736));
    }
    return odd && __builtin_signbit(x) ? -r : r;
}

/** The rest of x / y with x's sign: exact, by subtracting multiples of y that have its digits. */
__METAL_LIB float __fmod(float x, float y) {
    double a = __builtin_fabs(double(x)), b = __builtin_fabs(double(y));
    if (!(a < __infinity()) || b == 0 || b != b) {
        return float(__nan());
    }
    while (a >= b && b < __infinity()) {
        double multiple = b * __with_exponent(int(__builtin_bit_cast(long, a) >> 52) - int(__builtin_bit_cast(long, b) >> 52));
        a -= multiple > a ? multiple / 2 : multiple;
    }
    return __builtin_copysignf(float(a), x);
}
__METAL_LIB float __ldexp(float x, int k) {
    k = k < -400 ? -400 : k > 400 ? 400 : k;
    return float(double(x) * __with_exponent(k));
}
__METAL_LIB float __frexp(float x, int *k) {
    if (x == 0 || x - x != 0) {
        *k = 0;
        return x;
    }
    long bits = __builtin_bit_cast(long, double(x));
    *k = int(bits >> 52 & 2047) - 1022;
    return float(__builtin_bit_cast(double, (bits & ~0x7ff0000000000000l) | 0x3fe0000000000000l));
}

}  // namespace __gpu
}  // namespace metal

// The C library's functions of floats by their names there.
__METAL_LIB float __metal_c_acos(float x) { return float(2 * metal::__gpu::__atan2(__builtin_sqrt(1 - double(x)), __builtin_sqrt(1 + double(x)))); }
__METAL_LIB float __metal_c_asin(float x) { return float(metal::__gpu::__atan2(double(x), __builtin_sqrt((1 - double(x)) * (1 + double(x))))); }
__METAL_LIB float __metal_c_atan(float x) { return float(metal::__gpu::__atan(x)); }
__METAL_LIB float __metal_c_atan2(float y, float x) { return float(metal::__gpu::__atan2(y, x)); }
__METAL_LIB float __metal_c_acosh(float x) { return float(metal::__gpu::__acosh(x)); }
__METAL_LIB float __metal_c_asinh(float x) { return float(metal::__gpu::__asinh(x)); }
__METAL_LIB float __metal_c_atanh(float x) { return float(metal::__gpu::__atanh(x)); }
__METAL_LIB float __metal_c_sin(float x) { return x == 0 ? x : float(metal::__gpu::__sin_of(metal::__gpu::__reduce_angle(x), 0)); }
__METAL_LIB float __metal_c_cos(float x) { return float(metal::__gpu::__sin_of(metal::__gpu::__reduce_angle(x), 1)); }
__METAL_LIB float __metal_c_tan(float x) {
    metal::__gpu::__angle a = metal::__gpu::__reduce_angle(x);
    return x == 0 ? x : float(metal::__gpu::__sin_of(a, 0) / metal::__gpu::__sin_of(a, 1));
}
__METAL_LIB float __metal_c_sinh(float x) { return float(metal::__gpu::__sinh(x)); }
__METAL_LIB float __metal_c_cosh(float x) { return float((metal::__gpu::__exp(x) + metal::__gpu::__exp(-double(x))) / 2); }
__METAL_LIB float __metal_c_tanh(float x) { return float(metal::__gpu::__tanh(x)); }
__METAL_LIB float __metal_c_exp(float x) { return float(metal::__gpu::__exp(x)); }
__METAL_LIB float __metal_c_exp2(float x) { return __nvvm_ex2_approx_f(x); }
__METAL_LIB float __metal_c_exp10(float x) { return float(metal::__gpu::__exp2(x * 3.32192809488736234787)); }
__METAL_LIB float __metal_c_log(float x) { return float(metal::__gpu::__log(x)); }
__METAL_LIB float __metal_c_log2(float x) { return float(metal::__gpu::__log(x) * 1.44269504088896340736); }
__METAL_LIB float __metal_c_log10(float x) { return float(metal::__gpu::__log(x) * 0.43429448190325182765); }
__METAL_LIB float __metal_c_pow(float x, float y) { return float(metal::__gpu::__pow(x, y)); }
__METAL_LIB float __metal_c_fmod(float x, float y) { return metal::__gpu::__fmod(x, y); }
__METAL_LIB float __metal_c_fdim(float x, float y) { return x != x || y != y ? x + y : x > y ? x - y : 0.0f; }
__METAL_LIB float __metal_c_ldexp(float x, int k) { return metal::__gpu::__ldexp(x, k); }
__METAL_LIB float __metal_c_frexp(float x, int *k) { return metal::__gpu::__frexp(x, k); }
/** The sine of a double up to a quarter turn. */
__METAL_LIB double __metal_c_sin_of_quarter(double x) {
    return x > 0.78539816339744830962 ? metal::__gpu::__cos_of_small(1.57079632679489661923 - x)
         : x < -0.78539816339744830962 ? -metal::__gpu::__cos_of_small(1.57079632679489661923 + x) : metal::__gpu::__sin_of_small(x);
}
