#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

// Java's Math.cbrt: a guess by a third of the exponent, two steps of Newton's method, and one on the exact remainder.
inline float java_cbrt(float x) {
    float a = fabs(x);
    if (a == 0.0f || isnan(x) || isinf(x)) {
        return x;
    }
    bool tiny = a < 1.17549435e-38f;
    a = tiny ? a * 16777216.0f : a;
    float t = as_type<float>(as_type<uint>(a) / 3u + 709921077u);
    t = t - (t - a / (t * t)) * 0.33333334f;
    t = t - (t - a / (t * t)) * 0.33333334f;
    float square = t * t;
    float rest = fma(-square, t, a) - fma(t, t, -square) * t;
    t = t + rest / (3.0f * square);
    return copysign(tiny ? t * 0.00390625f : t, x);
}

// Java's Math.expm1, by Kahan's quotient, in which the rounding of exp(x) cancels.
inline float java_expm1(float x) {
    float u = precise::exp(x);
    if (u == 1.0f || isnan(x)) {
        return x;
    }
    if (u == 0.0f || isinf(u)) {
        return u - 1.0f;
    }
    return fabs(x) > 1.0f ? u - 1.0f : (u - 1.0f) * (x / precise::log(u));
}

// Java's Math.log1p, by Kahan's quotient, in which the rounding of 1 + x cancels.
inline float java_log1p(float x) {
    float u = 1.0f + x;
    if (u == 1.0f || isnan(x)) {
        return x;
    }
    return u == 0.0f || isinf(u) ? precise::log(u) : precise::log(u) * (x / (u - 1.0f));
}

// Java's Math.hypot: no intermediate overflows, and an infinite leg wins over NaN.
inline float java_hypot(float x, float y) {
    if (isinf(x) || isinf(y)) {
        return INFINITY;
    }
    float longer = fmax(fabs(x), fabs(y));
    if (isnan(x) || isnan(y)) {
        return NAN;
    }
    float scale = longer > 1.0e18f ? 5.421011e-20f : longer < 1.0e-18f ? 1.8446744e19f : 1.0f;
    float a = x * scale;
    float b = y * scale;
    return precise::sqrt(fma(a, a, b * b)) / scale;
}

// Java's Math.toRadians.
inline float java_to_radians(float x) {
    return isinf(x) ? x : fma(x, 0.017453292f, x * 1.351996E-10f);
}

// Java's Math.toDegrees.
inline float java_to_degrees(float x) {
    return isinf(x) ? x : fma(x, 57.29578f, x * -6.6880244E-7f);
}

[[kernel]] void functions(
        device float* a [[buffer(0)]],
        constant float& x [[buffer(1)]],
        constant float& y [[buffer(2)]]) {
    // Functions.java:2
    float v0 = java_cbrt(x);
    a[0] = v0;
    // Functions.java:3
    float v1 = java_expm1(x);
    a[1] = v1;
    // Functions.java:4
    float v2 = java_log1p(x);
    a[2] = v2;
    // Functions.java:5
    float v3 = java_to_radians(x);
    a[3] = v3;
    // Functions.java:6
    float v4 = java_to_degrees(x);
    a[4] = v4;
    // Functions.java:7
    float v5 = precise::asin(x);
    a[5] = v5;
    // Functions.java:8
    float v6 = precise::acos(x);
    a[6] = v6;
    // Functions.java:9
    float v7 = precise::atan(x);
    a[7] = v7;
    // Functions.java:10
    float v8 = precise::sinh(x);
    a[8] = v8;
    // Functions.java:11
    float v9 = precise::cosh(x);
    a[9] = v9;
    // Functions.java:12
    float v10 = fast::exp(x);
    a[10] = v10;
    // Functions.java:13
    float v11 = fast::exp2(x);
    a[11] = v11;
    // Functions.java:14
    float v12 = fast::log(x);
    a[12] = v12;
    // Functions.java:15
    float v13 = fast::log2(x);
    a[13] = v13;
    // Functions.java:16
    float v14 = fast::sin(x);
    a[14] = v14;
    // Functions.java:17
    float v15 = fast::cos(x);
    a[15] = v15;
    // Functions.java:18
    float v16 = precise::atan2(x, y);
    a[16] = v16;
    // Functions.java:19
    float v17 = java_hypot(x, y);
    a[17] = v17;
}
