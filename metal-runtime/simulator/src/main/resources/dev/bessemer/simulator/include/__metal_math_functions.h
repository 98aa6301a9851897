// Included by metal_math once in each of its namespaces. bfloat's functions are templates, so that a file may define its own.

#define __METAL_MATH_1(name, builtin) \
    __METAL_LIB float name(float x) { return __metal_##builtin(x); } \
    __METAL_LIB half name(half x) { return __metal_##builtin(x); } \
    template <class X> \
    __METAL_LIB __float_result_t<X> name(X x) { \
        typedef __float_result_t<X> R; \
        if constexpr (__is_bfloat<R>) { \
            return bfloat(__metal_##builtin(float(x))); \
        } else { \
            const R p = x; \
            __METAL_MAP_1(R, name) \
        } \
    }
#define __METAL_MATH_2(name, builtin) \
    __METAL_LIB float name(float x, float y) { return __metal_##builtin(x, y); } \
    __METAL_LIB half name(half x, half y) { return __metal_##builtin(x, y); } \
    template <class X, class Y> \
    __METAL_LIB __float_result_t<X, Y> name(X x, Y y) { \
        typedef __float_result_t<X, Y> R; \
        if constexpr (__is_bfloat<R>) { \
            return bfloat(__metal_##builtin(float(x), float(y))); \
        } else { \
            const R p = __as_vector<R>(x), q = __as_vector<R>(y); \
            __METAL_MAP_2(R, name) \
        } \
    }
#define __METAL_MATH_3(name, builtin) \
    __METAL_LIB float name(float x, float y, float z) { return __metal_##builtin(x, y, z); } \
    __METAL_LIB half name(half x, half y, half z) { return __metal_##builtin(x, y, z); } \
    template <class X, class Y, class Z> \
    __METAL_LIB __float_result_t<X, Y, Z> name(X x, Y y, Z z) { \
        typedef __float_result_t<X, Y, Z> R; \
        if constexpr (__is_bfloat<R>) { \
            return bfloat(__metal_##builtin(float(x), float(y), float(z))); \
        } else { \
            const R p = __as_vector<R>(x), q = __as_vector<R>(y), s = __as_vector<R>(z); \
            __METAL_MAP_3(R, name) \
        } \
    }

__METAL_MATH_1(acos, acos)
__METAL_MATH_1(acosh, acosh)
__METAL_MATH_1(asin, asin)
__METAL_MATH_1(asinh, asinh)
__METAL_MATH_1(atan, atan)
__METAL_MATH_1(atanh, atanh)
__METAL_MATH_1(ceil, ceil)
__METAL_MATH_1(cos, cos)
__METAL_MATH_1(cosh, cosh)
__METAL_MATH_1(cospi, cospi)
__METAL_MATH_1(exp, exp)
__METAL_MATH_1(exp2, exp2)
__METAL_MATH_1(exp10, exp10)
__METAL_MATH_1(fabs, fabs)
__METAL_MATH_1(abs, fabs)
__METAL_MATH_1(floor, floor)
__METAL_MATH_1(fract, fract)
__METAL_MATH_1(log, log)
__METAL_MATH_1(log2, log2)
__METAL_MATH_1(log10, log10)
__METAL_MATH_1(rint, rint)
__METAL_MATH_1(round, round)
__METAL_MATH_1(rsqrt, rsqrt)
__METAL_MATH_1(sin, sin)
__METAL_MATH_1(sinh, sinh)
__METAL_MATH_1(sinpi, sinpi)
__METAL_MATH_1(sqrt, sqrt)
__METAL_MATH_1(tan, tan)
__METAL_MATH_1(tanh, tanh)
__METAL_MATH_1(tanpi, tanpi)
__METAL_MATH_1(trunc, trunc)
__METAL_MATH_1(saturate, saturate)
__METAL_MATH_1(sign, sign)

__METAL_MATH_2(atan2, atan2)
__METAL_MATH_2(copysign, copysign)
__METAL_MATH_2(divide, divide)
__METAL_MATH_2(fdim, fdim)
__METAL_MATH_2(fmax, fmax)
__METAL_MATH_2(fmin, fmin)
__METAL_MATH_2(fmod, fmod)
__METAL_MATH_2(max, fmax)
__METAL_MATH_2(min, fmin)
__METAL_MATH_2(pow, pow)
__METAL_MATH_2(powr, powr)
__METAL_MATH_2(step, step)

__METAL_MATH_3(clamp, clamp)
__METAL_MATH_3(fmax3, fmax3)
__METAL_MATH_3(max3, fmax3)
__METAL_MATH_3(fmedian3, fmedian3)
__METAL_MATH_3(median3, fmedian3)
__METAL_MATH_3(fmin3, fmin3)
__METAL_MATH_3(min3, fmin3)
__METAL_MATH_3(mix, mix)
__METAL_MATH_3(smoothstep, smoothstep)

#undef __METAL_MATH_1
#undef __METAL_MATH_2
#undef __METAL_MATH_3

// One rounding for bfloat too, not one in float and one after it.
__METAL_LIB float fma(float x, float y, float z) { return __metal_fma(x, y, z); }
__METAL_LIB half fma(half x, half y, half z) { return __metal_fma(x, y, z); }
template <class X, class Y, class Z>
__METAL_LIB __float_result_t<X, Y, Z> fma(X x, Y y, Z z) {
    typedef __float_result_t<X, Y, Z> R;
    if constexpr (__is_bfloat<R>) {
        return __metal_narrow_fma(x, y, z);
    } else {
        const R p = __as_vector<R>(x), q = __as_vector<R>(y), s = __as_vector<R>(z);
        __METAL_MAP_3(R, fma)
    }
}
__METAL_LIB float nextafter(float x, float y) { return __metal_nextafter(x, y); }
__METAL_LIB half nextafter(half x, half y) { return __metal_nextafter(x, y); }
template <class X, class Y>
__METAL_LIB __float_result_t<X, Y> nextafter(X x, Y y) {
    typedef __float_result_t<X, Y> R;
    if constexpr (__is_bfloat<R>) {
        return __metal_next<ushort>(x, y);
    } else {
        const R p = __as_vector<R>(x), q = __as_vector<R>(y);
        __METAL_MAP_2(R, nextafter)
    }
}

// Functions with an integer or a second result.
__METAL_LIB float ldexp(float x, int k) { return __metal_ldexp(x, k); }
__METAL_LIB half ldexp(half x, int k) { return __metal_ldexp(x, k); }
template <class X, class K>
__METAL_LIB __float_result_t<X> ldexp(X x, K k) {
    typedef __float_result_t<X> R;
    if constexpr (__is_bfloat<R>) {
        return bfloat(__metal_ldexp(float(x), k));
    } else {
        const R p = x;
        const __like<R, int> q = k;
        __METAL_MAP_2(R, ldexp)
    }
}
__METAL_LIB int ilogb(float x) { return __metal_ilogb(x); }
__METAL_LIB int ilogb(half x) { return __metal_ilogb(x); }
template <class X, class V = __float_result_t<X>>
__METAL_LIB auto ilogb(X x) {
    if constexpr (__is_bfloat<V>) {
        return __metal_ilogb(float(x));
    } else {
        const V p = x;
        typedef __like<V, int> R;
        __METAL_MAP_1(R, ilogb)
    }
}
template <class T>
__METAL_LIB enable_if_t<__is_float<T>, T> frexp(T x, thread int &k) {
    return T(__metal_frexp(float(x), &k));
}
template <class T, int N>
__METAL_LIB vec<T, N> frexp(vec<T, N> x, thread vec<int, N> &k) {
    vec<T, N> r;
    for (int i = 0; i < N; i++) {
        r[i] = frexp(x[i], k[i]);
    }
    return r;
}
template <class T>
__METAL_LIB enable_if_t<__is_float<T>, T> modf(T x, thread type_identity_t<T> &whole) {
    whole = T(__builtin_truncf(float(x)));
    float rest = float(x) - float(whole);
    return T(__builtin_copysignf(x - x != x - x && x == x ? 0.0f : rest, float(x)));
}
template <class T>
__METAL_LIB enable_if_t<__is_float<T>, T> sincos(T x, thread type_identity_t<T> &cosine) {
    cosine = T(cos(x));
    return T(sin(x));
}
#define __METAL_SECOND_RESULT(name) \
    template <class T, int N> \
    __METAL_LIB vec<T, N> name(vec<T, N> x, thread vec<T, N> &second) { \
        vec<T, N> r; \
        for (int i = 0; i < N; i++) { \
            r[i] = name(x[i], second[i]); \
        } \
        return r; \
    }
__METAL_SECOND_RESULT(modf)
__METAL_SECOND_RESULT(sincos)
#undef __METAL_SECOND_RESULT
