package dev.bessemer.runtime.differential;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The operators and library methods that generated expressions are made of. In a column of parts {@code z b s c l f} are the types boolean to
 * float, {@code i} is what promotes to int, {@code j} any integer and {@code n} any number. A divisor is made odd, which keeps it from being 0. What a NaN's
 * sign or payload could show through is left out or given numbers only, since the JLS leaves those bits open.
 */
final class Rules {
    private static final Map<JavaType, List<Rule>> OPERATORS = Rule.table("""
            int      (# + #)                        i i
            int      (# - #)                        i i
            int      (# * #)                        i i
            int      (# & #)                        i i
            int      (# | #)                        i i
            int      (# ^ #)                        i i
            int      (# << #)                       i j
            int      (# >> #)                       i j
            int      (# >>> #)                      i j
            int      (# / (# | 1))                  i i
            int      (# % (# | 1))                  i i
            int      (-#)                           i
            int      (~#)                           i
            int      (+#)                           i
            int      ((int) #)                      n
            int      ((int) #)                      f
            int      ((int) #)                      l
            long     (# + #)                        l j
            long     (# + #)                        j l
            long     (# - #)                        l j
            long     (# - #)                        j l
            long     (# * #)                        l j
            long     (# & #)                        j l
            long     (# | #)                        l j
            long     (# ^ #)                        l j
            long     (# << #)                       l j
            long     (# >> #)                       l j
            long     (# >>> #)                      l j
            long     (# / (# | 1L))                 j j
            long     (# % (# | 1))                  l j
            long     (-#)                           l
            long     (~#)                           l
            long     ((long) #)                     n
            long     ((long) #)                     f
            float    (# + #)                        f n
            float    (# + #)                        n f
            float    (# - #)                        f n
            float    (# - #)                        n f
            float    (# * #)                        f n
            float    (# * #)                        n f
            float    (# / #)                        f n
            float    (# / #)                        n f
            float    (# % #)                        f n
            float    (# % #)                        n f
            float    (-#)                           f
            float    ((float) #)                    n
            boolean  (# < #)                        n n
            boolean  (# <= #)                       n n
            boolean  (# > #)                        n n
            boolean  (# >= #)                       n n
            boolean  (# == #)                       n n
            boolean  (# != #)                       n n
            boolean  (# < #)                        i i
            boolean  (# >= #)                       f f
            boolean  (# && #)                       z z
            boolean  (# || #)                       z z
            boolean  (# & #)                        z z
            boolean  (# | #)                        z z
            boolean  (# ^ #)                        z z
            boolean  (# == #)                       z z
            boolean  (# != #)                       z z
            boolean  (!#)                           z
            byte     ((byte) #)                     n
            byte     ((byte) #)                     i
            short    ((short) #)                    n
            short    ((short) #)                    i
            boolean  FLAGS[# & 7]                   i
            byte     BYTES[# & 7]                   i
            short    SHORTS[# & 7]                  i
            char     CHARS[# & 7]                   i
            int      INTS[# & 7]                    i
            long     LONGS[# & 7]                   i
            float    FLOATS[# & 7]                  i
            int      GRID[# & 1][# & 3]             i i
            int      Way.values()[# & 3].step       i
            int      Way.values()[# & 3].next().ordinal()  i
            int      twice((q1, q2) -> q1 * 31 ^ q2, #, #)  i i
            int      twice(Math::max, #, #)         i i
            char     ((char) #)                     n
            char     ((char) #)                     i
            """);

    private static final Map<JavaType, List<Rule>> LIBRARY = Rule.table("""
            int      Math.min(#, #)                 i i
            int      Math.max(#, #)                 i i
            int      Math.abs(#)                    i
            int      Math.floorDiv(#, (# | 1))      i i
            int      Math.floorMod(#, (# | 1))      i i
            int      Math.ceilDiv(#, (# | 1))       i i
            int      Math.round(#)                  f
            int      Math.getExponent(#)            f
            int      KernelMath.clamp(#, -50, 90)   i
            int      Integer.bitCount(#)            i
            int      Integer.numberOfLeadingZeros(#)   i
            int      Integer.numberOfTrailingZeros(#)  i
            int      Integer.reverse(#)             i
            int      Integer.reverseBytes(#)        i
            int      Integer.rotateLeft(#, #)       i i
            int      Integer.rotateRight(#, #)      i i
            int      Integer.highestOneBit(#)       i
            int      Integer.lowestOneBit(#)        i
            int      Integer.compare(#, #)          i i
            int      Integer.compareUnsigned(#, #)  i i
            int      Integer.divideUnsigned(#, (# | 1))     i i
            int      Integer.remainderUnsigned(#, (# | 1))  i i
            int      Integer.signum(#)              i
            int      Integer.compress(#, #)         i i
            int      Integer.expand(#, #)           i i
            int      Long.bitCount(#)               j
            int      Long.numberOfLeadingZeros(#)   j
            int      Long.numberOfTrailingZeros(#)  l
            int      Long.compare(#, #)             j j
            int      Long.signum(#)                 l
            int      Float.floatToIntBits(#)        f
            int      Float.floatToRawIntBits((float) #)  j
            int      Float.compare(#, #)            f f
            int      Float.hashCode(#)              f
            int      Long.hashCode(#)               l
            int      Byte.toUnsignedInt(#)          b
            int      Short.toUnsignedInt(#)         s
            int      Boolean.compare(#, #)          z z
            int      Character.compare(#, #)        c c
            short    Short.reverseBytes(#)          s
            char     Character.reverseBytes(#)      c
            short    Float.floatToFloat16((float) #)     j
            long     Math.min(#, #)                 l j
            long     Math.max(#, #)                 j l
            long     Math.abs(#)                    l
            long     Math.floorDiv(#, (# | 1L))     l j
            long     Math.floorMod(#, (# | 1L))     l j
            long     Math.multiplyHigh(#, #)        l l
            long     Math.unsignedMultiplyHigh(#, #)     l l
            long     Math.multiplyFull(#, #)        i i
            long     Long.reverse(#)                j
            long     Long.reverseBytes(#)           j
            long     Long.rotateLeft(#, #)          l i
            long     Long.rotateRight(#, #)         l i
            long     Long.highestOneBit(#)          l
            long     Long.lowestOneBit(#)           l
            long     Long.divideUnsigned(#, (# | 1L))    l l
            long     Long.remainderUnsigned(#, (# | 1L))  l l
            long     Long.compress(#, #)            l l
            long     Long.expand(#, #)              l l
            long     Integer.toUnsignedLong(#)      i
            float    Math.min(#, #)                 f f
            float    Math.max(#, #)                 f n
            float    Math.abs(#)                    f
            float    Math.fma(#, #, #)              f f f
            float    Math.signum(#)                 f
            float    Math.copySign(#, (float) #)    f j
            float    Math.nextUp(#)                 f
            float    Math.nextDown(#)               f
            float    Math.ulp(#)                    f
            float    (float) Math.floor(#)          f
            float    (float) Math.ceil(#)           f
            float    (float) Math.rint(#)           f
            float    (float) Math.sqrt(#)           f
            float    (float) Math.exp(#)            f
            float    (float) Math.log(#)            f
            float    (float) Math.sin(#)            f
            float    (float) Math.cos(#)            f
            float    (float) Math.tan(#)            f
            float    (float) Math.atan(#)           f
            float    (float) Math.tanh(#)           f
            float    (float) Math.cbrt(#)           f
            float    (float) Math.pow(#, #)         f f
            float    (float) Math.atan2(#, #)       f f
            float    (float) Math.hypot(#, #)       f f
            float    KernelMath.exp2(#)             f
            float    KernelMath.mix(#, #, #)        f f f
            float    KernelMath.sigmoid(#)          f
            float    KernelMath.erf(#)              f
            float    KernelMath.clamp(#, -1f, 7.5f)  f
            float    Float.intBitsToFloat(#)        i
            float    Float.float16ToFloat(#)        s
            float    HalfFloat.of(#).toFloat()      f
            float    BFloat16.of(#).toFloat()       f
            float    HalfFloat.add(HalfFloat.of(#), HalfFloat.of(#)).toFloat()     f f
            float    BFloat16.mult(BFloat16.of(#), BFloat16.of(#)).toFloat()       f f
            boolean  Float.isNaN(#)                 f
            boolean  Float.isInfinite(#)            f
            boolean  Float.isFinite(#)              f
            boolean  Boolean.logicalXor(#, #)       z z
            """);

    /** Divisions whose divisor may be 0. */
    private static final Map<JavaType, List<Rule>> FAULTY = Rule.table("""
            int      (# / #)                        i i
            int      (# % #)                        i i
            int      Math.floorMod(#, #)            i i
            long     (# / #)                        l j
            long     (# % #)                        j l
            """);

    /** What devices compute within a bound, rather than to the bit. */
    private static final Pattern INEXACT =
            Pattern.compile("Math\\.(exp|log|sin|cos|tan|atan|tanh|cbrt|pow|atan2|hypot|exp2|sigmoid|erf)\\(");

    private Rules() {}

    static List<Rule> operators(JavaType type) {
        return OPERATORS.getOrDefault(type, List.of());
    }

    /**
     * Those of a type; there may be none.
     *
     * @param exact without what devices compute within a bound only
     */
    static List<Rule> library(JavaType type, boolean exact) {
        List<Rule> all = LIBRARY.getOrDefault(type, List.of());
        return exact ? all.stream().filter(rule -> isExact(rule.template())).toList() : all;
    }

    /** Whether a source calls nothing that devices compute within a bound only. */
    static boolean isExact(String source) {
        return !INEXACT.matcher(source).find();
    }

    /** Those of a type; there may be none. */
    static List<Rule> faulty(JavaType type) {
        return FAULTY.getOrDefault(type, List.of());
    }
}
