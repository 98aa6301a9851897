#include <metal_stdlib>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

// Java's Math.max: NaN wins, and +0 is above -0.
inline float java_max(float a, float b) {
    if (isnan(a) || isnan(b)) {
        return NAN;
    }
    return a == b ? as_type<float>(as_type<uint>(a) & as_type<uint>(b)) : a > b ? a : b;
}

// Java's Math.signum: zeros and NaN stay what they are.
inline float java_signum(float x) {
    return x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x;
}

// Java's Math.pow: unlike C's it gives NaN for 1 to the power NaN, and for +-1 to an infinite one.
inline float java_pow(float x, float y) {
    return isnan(y) || (fabs(x) == 1.0f && isinf(y)) ? NAN : precise::pow(x, y);
}

// Bessemer's KernelMath.exp2, step by step: 2^x = 2^n * 2^f with n whole.
inline float java_exp2(float x) {
    if (isnan(x)) {
        return x;
    }
    float clamped = max(-126.0f, min(129.0f, x));
    float shifted = clamped + 1.2582912e7f;
    float f = clamped - (shifted - 1.2582912e7f);
    float power = fma(1.5326461e-4f, f, 0.0013390806f);
    power = fma(power, f, 0.009618506f);
    power = fma(power, f, 0.0555036f);
    power = fma(power, f, 0.24022648f);
    power = fma(power, f, 0.6931472f);
    power = fma(power, f, 1.0f);
    int n = as_type<int>(shifted) - 0x4B400000;
    int half_n = n >> 1;
    float scaled = power * as_type<float>((half_n + 127) << 23) * as_type<float>((n - half_n + 127) << 23);
    return x < -126.0f ? 0.0f : scaled;
}

[[kernel]] void strict(
        device float* a [[buffer(0)]],
        constant float& x [[buffer(1)]],
        constant float& y [[buffer(2)]]) {
    // Strict.java:3
    a[0] = precise::sqrt(java_exp2(java_max(x, y)));
    // Strict.java:4
    a[0] = java_signum(java_pow(precise::fmod(x, y), y));
    // Strict.java:5
    a[0] = -((x - y) * x + y);
}
