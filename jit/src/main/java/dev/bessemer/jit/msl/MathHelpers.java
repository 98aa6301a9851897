package dev.bessemer.jit.msl;

/** Functions of Java's Math that Metal's library lacks. Their bounds are those of docs/kernel-language.md. */
final class MathHelpers {
    static final String CBRT = """
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
            """;

    static final String EXPM1 = """
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
            """;

    static final String LOG1P = """
            // Java's Math.log1p, by Kahan's quotient, in which the rounding of 1 + x cancels.
            inline float java_log1p(float x) {
                float u = 1.0f + x;
                if (u == 1.0f || isnan(x)) {
                    return x;
                }
                return u == 0.0f || isinf(u) ? precise::log(u) : precise::log(u) * (x / (u - 1.0f));
            }
            """;

    static final String HYPOT = """
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
            """;

    static final String TO_RADIANS = turn("java_to_radians", "Math.toRadians", Math.PI / 180);

    static final String TO_DEGREES = turn("java_to_degrees", "Math.toDegrees", 180 / Math.PI);

    private MathHelpers() {}

    /** A product by a constant that takes two floats to write. */
    private static String turn(String name, String method, double factor) {
        float high = (float) factor;
        return """
                // Java's %s.
                inline float %s(float x) {
                    return isinf(x) ? x : fma(x, %sf, x * %sf);
                }
                """.formatted(method, name, high, (float) (factor - high));
    }
}
