// Functions of floating-point numbers: exact ones by their bits, others within Metal's bounds.
#include "expect.h"

static bool near(float x, float wanted, int ulps) { return x == wanted || abs(as_type<int>(x) - as_type<int>(wanted)) <= ulps; }

kernel void exact_functions_are_exact(ARGUMENTS) {
    float z = float(i & 0);
    EXPECT(rint(2.5f + z) == 2.0f && rint(3.5f + z) == 4.0f && round(2.5f + z) == 3.0f && round(-2.5f + z) == -3.0f && trunc(-2.7f + z) == -2.0f);
    EXPECT(floor(-0.5f + z) == -1.0f && ceil(-0.5f + z) == 0.0f && signbit(ceil(-0.5f + z)) && ceil(0.5h + half(z)) == 1.0h && round(0x1.fffffep-2f + z) == 0.0f);
    EXPECT(as_type<uint>(sqrt(2.0f + z)) == 0x3fb504f3u && as_type<uint>(1.0f / (3.0f + z)) == 0x3eaaaaabu && isnan(sqrt(-1.0f + z)));
    EXPECT(fma(0x1.000002p0f + z, 0x1.000002p0f, -0x1.000004p0f) == 0x1p-46f && (0x1.000002p0f + z) * 0x1.000002p0f - 0x1.000004p0f == 0.0f);
    EXPECT(fmod(-7.5f + z, 2.0f) == -1.5f && fmod(1e30f + z, 7.0f) == 1.0f && isnan(fmod(1.0f, z)) && fmod(7.0h + half(z), 4.0h) == 3.0h);
    EXPECT(fract(-0.25f + z) == 0.75f && fract(-1e-10f + z) == 0x1.fffffep-1f && fract(half(-1e-4f + z)) < 1.0h);
    EXPECT(ldexp(3.0f + z, -2) == 0.75f && ldexp(1.0f + z, -149) == 0x1p-149f && ldexp(1.0h + half(z), 15) == 32768.0h && ilogb(0.3f + z) == -2 && ilogb(8.0h + half(z)) == 3);
    EXPECT(copysign(3.0f, -0.0f + z * -1.0f) == -3.0f && fdim(5.0f + z, 3.0f) == 2.0f && fdim(3.0f + z, 5.0f) == 0.0f && as_type<uint>(abs(-0.0f - z)) == 0u);
    int exponent;
    float whole;
    EXPECT(frexp(-6.0f + z, exponent) == -0.75f && exponent == 3 && modf(-2.25f + z, whole) == -0.25f && whole == -2.0f);
    int2 exponents;
    EXPECT(all(frexp(float2(1.0f, 0.1875f) + z, exponents) == float2(0.5f, 0.75f)) && all(exponents == int2(1, -2)));
    EXPECT(modf(INFINITY + z, whole) == 0.0f && isinf(whole));
}

kernel void of_a_number_and_nan_the_number_is_taken(ARGUMENTS) {
    float n = as_type<float>(0x7fc00000u | (i & 0));
    EXPECT(min(n, 1.0f) == 1.0f && min(1.0f, n) == 1.0f && max(n, -1.0f) == -1.0f && max(-1.0f, n) == -1.0f && isnan(min(n, n)));
    EXPECT(fmin(half(n), 2.0h) == 2.0h && fmax(2.0h, half(n)) == 2.0h && max(bfloat(n), bfloat(3.0f)) == bfloat(3.0f));
    EXPECT(fast::max(n, 4.0f) == 4.0f && precise::min(n, 4.0f) == 4.0f && all(max(float2(n, 1.0f), 0.5f) == float2(0.5f, 1.0f)));
    EXPECT(max3(n, 1.0f, 2.0f) == 2.0f && min3(1.0f, n, 2.0f) == 1.0f && clamp(n, 1.0f, 2.0f) == 1.0f && saturate(n) == 0.0f && sign(n) == 0.0f);
    EXPECT(isnan(n) && !isordered(n, 1.0f) && isunordered(1.0f, n) && !(n == n) && n != n && !(n < 1.0f) && !(n >= 1.0f) && !isfinite(n) && !isinf(n) && !isnormal(n));
}

kernel void common_functions(ARGUMENTS) {
    float z = float(i & 0);
    EXPECT(median3(3.0f + z, 1.0f, 2.0f) == 2.0f && clamp(5.0f + z, 0.0f, 2.0f) == 2.0f && saturate(-3.0f + z) == 0.0f && mix(2.0f + z, 4.0f, 0.25f) == 2.5f);
    EXPECT(step(2.0f, 1.0f + z) == 0.0f && step(2.0f, 2.0f + z) == 1.0f && smoothstep(0.0f, 4.0f, 1.0f + z) == 0.15625f && sign(-3.0f + z) == -1.0f);
    EXPECT(as_type<uint>(sign(-0.0f - z)) == 0x80000000u && mix(2.0h, 4.0h, 0.5h) == 3.0h && all(mix(float2(0, 2), float2(4, 4), 0.5f) == float2(2, 3)));
    EXPECT(isnormal(0x1p-126f + z) && !isnormal(0x1p-127f + z) && isnormal(0x1p-14h) && !isnormal(half(0x1p-15f)) && signbit(-1.0h) && isinf(half(1e6f)));
    EXPECT(all(isnan(float2(NAN, 1)) == bool2(true, false)) && any(bool3(false, false, true)) && !all(bool4(true, true, true, false)));
    EXPECT(divide(1.0f, 4.0f + z) == 0.25f && powr(2.0f + z, 3.0f) == 8.0f && isnan(powr(-2.0f + z, 2.0f)) && pow(-2.0f + z, 3.0f) == -8.0f);
}

kernel void transcendental_functions_are_near(ARGUMENTS) {
    float z = float(i & 0);
    EXPECT(near(precise::exp(1.0f + z), 2.7182817f, 4) && near(precise::log(10.0f + z), 2.3025851f, 4) && near(precise::sin(1.0f + z), 0.84147098f, 4));
    EXPECT(near(precise::cos(1.0f + z), 0.54030231f, 4) && near(precise::tan(1.0f + z), 1.5574077f, 6) && near(precise::tanh(0.5f + z), 0.46211716f, 5));
    EXPECT(near(asin(0.5f + z), 0.52359878f, 4) && near(acos(0.5f + z), 1.0471976f, 4) && near(atan(2.0f + z), 1.1071487f, 5) && near(atan2(-1.0f + z, -1.0f), -2.3561945f, 6));
    EXPECT(near(sinh(1.0f + z), 1.1752012f, 4) && near(cosh(1.0f + z), 1.5430806f, 4) && near(asinh(1.0f + z), 0.88137359f, 4) && near(acosh(2.0f + z), 1.3169579f, 4));
    EXPECT(near(atanh(0.5f + z), 0.54930614f, 5) && exp2(10.0f + z) == 1024.0f && near(exp10(-2.0f + z), 0.01f, 4) && log2(8.0f + z) == 3.0f && near(log10(1000.0f + z), 3.0f, 2));
    EXPECT(near(rsqrt(2.0f + z), 0.70710678f, 2) && near(pow(2.0f + z, 0.5f), 1.4142135f, 16) && rsqrt(4.0h + half(z)) == 0.5h);
    EXPECT(sinpi(1.0f + z) == 0.0f && sinpi(0.5f + z) == 1.0f && cospi(0.5f + z) == 0.0f && cospi(1.0f + z) == -1.0f && near(tanpi(0.25f + z), 1.0f, 1) && sinpi(1e10f + z) == 0.0f);
    float c;
    EXPECT(near(sincos(2.0f + z, c), 0.90929743f, 4) && near(c, -0.41614684f, 4));
    EXPECT(abs(exp(1.0h + half(z)) - 2.71875h) <= 0.002h && exp(bfloat(z)) == bfloat(1.0f) && all(exp2(float3(1, 2, 3) + z) == float3(2, 4, 8)));
}

kernel void vectors_point_somewhere(ARGUMENTS) {
    float z = float(i & 0);
    float3 a = float3(1, 2, 3) + z, b = float3(4, -5, 6);
    EXPECT(dot(a, b) == 12.0f && all(cross(a, b) == float3(27, 6, -13)) && length(float2(3, 4) + z) == 5.0f && length_squared(a) == 14.0f);
    EXPECT(distance(float4(1, 1, 1, 1), float4(2, 2, 2, 2)) == 2.0f && distance_squared(a, b) == 67.0f && all(normalize(float2(0, -2) + z) == float2(0, -1)));
    EXPECT(all(reflect(float2(1, -1) + z, float2(0, 1)) == float2(1, 1)) && all(faceforward(a, b, b) == -a) && all(refract(float2(0, -1), float2(0, 1), 0.5f) == float2(0, -1)));
    EXPECT(dot(half2(3.0h, 4.0h), half2(1.0h, 2.0h)) == 11.0h && all(packed_float3(1, 2, 3) * 2.0f == float3(2, 4, 6)));
}

kernel void matrices_multiply_by_columns(ARGUMENTS) {
    float z = float(i & 0);
    float2x3 m = float2x3(float3(1, 2, 3) + z, float3(4, 5, 6));
    EXPECT(all(m * float2(1, 10) == float3(41, 52, 63)) && all(float3(1, 1, 1) * m == float2(6, 15)) && m[1][2] == 6.0f && transpose(m)[2][1] == 6.0f);
    EXPECT(transpose(m) * m == float2x2(14, 32, 32, 77) && float2x2(2.0f) * 3.0f == float2x2(6, 0, 0, 6) && m + m == 2.0f * m && m - m != m);
    EXPECT(determinant(float2x2(1, 2, 3, 4)) == -2.0f && determinant(float3x3(float3(2, 0, 0), float3(0, 3, 0), float3(1, 1, 4))) == 24.0f);
    EXPECT(determinant(float4x4(float4(0, 2, 0, 0), float4(3, 0, 0, 0), float4(0, 0, 1, 0), float4(0, 0, 0, 5))) == -30.0f && half2x2(m[0].xy.x)[1][1] == half(1.0f));
}
