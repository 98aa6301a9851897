package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.types.BFloat16;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scalar ops compute what Java computes, at the edges of their types too. */
class ScalarCodeTest {
    @Test
    void yield_afterWhatNeverEnds_isNotCode() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0, %n:i32 at 1, %m:i32 at 2) {
                  %zero:i32 = constant 0
                  %r:i32 = block ^0 {
                    %c:bool = compare lt %n, %m
                    %none:i32 = if %c {
                      break ^0(%n)
                    } else {
                      break ^0(%m)
                    }
                    yield %none
                  }
                  store %a[%zero], %r
                  return
                }
                """).ints(0).scalar(7).scalar(4).grid(1, 1);
        assertArrayEquals(new int[] {4}, run.launch().intsOf(0));
    }

    private static final int[] INTS = {
        0, 1, -1, 2, 7, -7, 31, 32, 33, 63, 64, 65, 255, 256, 0x8000, Integer.MAX_VALUE, Integer.MIN_VALUE, 123456789
    };
    private static final long[] LONGS = {
        0, 1, -1, 7, -7, 1L << 31, -(1L << 31), 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, 0x123456789ABCDEFL
    };
    private static final float[] FLOATS = {
        0f,
        -0f,
        1f,
        -1f,
        0.5f,
        -0.5f,
        1.5f,
        2.5f,
        -2.5f,
        3e9f,
        -3e9f,
        1e20f,
        -1e20f,
        65519f,
        65520f,
        Float.MIN_VALUE,
        6e-8f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        0.333f,
        300f
    };

    interface FloatOperator {
        float apply(float x, float y);
    }

    private static Arguments ints(String op, IntBinaryOperator expected) {
        return Arguments.of(op, expected);
    }

    static Stream<Arguments> intOps() {
        return Stream.of(
                ints("add %x, %y", (x, y) -> x + y),
                ints("subtract %x, %y", (x, y) -> x - y),
                ints("multiply %x, %y", (x, y) -> x * y),
                ints("and %x, %y", (x, y) -> x & y),
                ints("or %x, %y", (x, y) -> x | y),
                ints("xor %x, %y", (x, y) -> x ^ y),
                ints("shift_left %x, %y", (x, y) -> x << y),
                ints("shift_right %x, %y", (x, y) -> x >> y),
                ints("shift_right_unsigned %x, %y", (x, y) -> x >>> y),
                ints("min %x, %y", Math::min),
                ints("max %x, %y", Math::max),
                ints("negate %x", (x, y) -> -x),
                ints("abs %x", (x, y) -> Math.abs(x)),
                ints("bit_count %x", (x, y) -> Integer.bitCount(x)),
                ints("leading_zeros %x", (x, y) -> Integer.numberOfLeadingZeros(x)),
                ints("trailing_zeros %x", (x, y) -> Integer.numberOfTrailingZeros(x)),
                ints("reverse_bits %x", (x, y) -> Integer.reverse(x)));
    }

    @ParameterizedTest
    @MethodSource("intOps")
    void int_everyPair_isJavas(String op, IntBinaryOperator expected) {
        int n = INTS.length;
        int[] actual = pairs("i32", "%z:i32 = " + op, "i32")
                .ints(INTS)
                .ints(new int[n * n])
                .launch()
                .intsOf(1);
        for (int i = 0; i < n * n; i++) {
            assertEquals(
                    expected.applyAsInt(INTS[i / n], INTS[i % n]),
                    actual[i],
                    op + " of " + INTS[i / n] + ", " + INTS[i % n]);
        }
    }

    private static Arguments longs(String op, LongBinaryOperator expected) {
        return Arguments.of(op, expected);
    }

    static Stream<Arguments> longOps() {
        return Stream.of(
                longs("%z:i64 = add %x, %y", (x, y) -> x + y),
                longs("%z:i64 = multiply %x, %y", (x, y) -> x * y),
                longs("%z:i64 = xor %x, %y", (x, y) -> x ^ y),
                longs("%s:i32 = convert %y %z:i64 = shift_left %x, %s", (x, y) -> x << (int) y),
                longs("%s:i32 = convert %y %z:i64 = shift_right_unsigned %x, %s", (x, y) -> x >>> (int) y),
                longs("%z:i64 = min %x, %y", Math::min),
                longs("%z:i64 = leading_zeros %x", (x, y) -> Long.numberOfLeadingZeros(x)),
                longs("%z:i64 = reverse_bits %x", (x, y) -> Long.reverse(x)),
                longs("%s:i8 = convert %x %z:i64 = convert %s", (x, y) -> (byte) x),
                longs("%s:u16 = convert %x %z:i64 = convert %s", (x, y) -> (char) x),
                longs("%s:f32 = convert %x %z:i64 = convert %s", (x, y) -> (long) (float) x),
                longs("%c:bool = compare lt %x, %y %z:i64 = select %c, %x, %y", (x, y) -> x < y ? x : y),
                longs("%c:bool = compare ge %x, %y %z:i64 = select %c, %x, %y", (x, y) -> x >= y ? x : y));
    }

    @ParameterizedTest
    @MethodSource("longOps")
    void long_everyPair_isJavas(String op, LongBinaryOperator expected) {
        int n = LONGS.length;
        long[] actual = pairs("i64", op, "i64")
                .longs(LONGS)
                .longs(new long[n * n])
                .launch()
                .longsOf(1);
        for (int i = 0; i < n * n; i++) {
            assertEquals(
                    expected.applyAsLong(LONGS[i / n], LONGS[i % n]),
                    actual[i],
                    op + " of " + LONGS[i / n] + ", " + LONGS[i % n]);
        }
    }

    private static Arguments floats(String op, FloatOperator expected) {
        return Arguments.of(op, expected);
    }

    static Stream<Arguments> floatOps() {
        return Stream.of(
                floats("%z:f32 = add %x, %y", (x, y) -> x + y),
                floats("%z:f32 = divide %x, %y", (x, y) -> x / y),
                floats("%z:f32 = remainder %x, %y", (x, y) -> x % y),
                floats("%z:f32 = min %x, %y", Math::min),
                floats("%z:f32 = max %x, %y", Math::max),
                floats("%z:f32 = pow %x, %y", (x, y) -> (float) Math.pow(x, y)),
                floats("%z:f32 = copy_sign %x, %y", Math::copySign),
                floats("%z:f32 = fma %x, %y, %x", (x, y) -> Math.fma(x, y, x)),
                floats("%z:f32 = negate %x", (x, y) -> -x),
                floats("%z:f32 = abs %x", (x, y) -> Math.abs(x)),
                floats("%z:f32 = sqrt %x", (x, y) -> (float) Math.sqrt(x)),
                floats("%z:f32 = floor %x", (x, y) -> (float) Math.floor(x)),
                floats("%z:f32 = ceil %x", (x, y) -> (float) Math.ceil(x)),
                floats("%z:f32 = rint %x", (x, y) -> (float) Math.rint(x)),
                floats("%z:f32 = signum %x", (x, y) -> Math.signum(x)),
                floats("%z:f32 = exp %x", (x, y) -> (float) Math.exp(x)),
                floats("%z:f32 = exp2 %x", (x, y) -> KernelMath.exp2(x)),
                floats("%z:f32 = log %x", (x, y) -> (float) Math.log(x)),
                floats("%z:f32 = log2 %x", (x, y) -> KernelMath.log2(x)),
                floats("%z:f32 = rsqrt %x", (x, y) -> KernelMath.rsqrt(x)),
                floats("%z:f32 = sin %x", (x, y) -> (float) Math.sin(x)),
                floats("%z:f32 = tanh %x", (x, y) -> (float) Math.tanh(x)),
                floats(
                        "%s:f16 = convert %x %z:f32 = convert %s",
                        (x, y) -> Float.float16ToFloat(Float.floatToFloat16(x))),
                floats(
                        "%s:bf16 = convert %x %z:f32 = convert %s",
                        (x, y) -> BFloat16.of(x).toFloat()),
                floats("%s:i32 = convert %x %z:f32 = convert %s", (x, y) -> (int) x),
                floats("%s:i64 = convert %x %z:f32 = convert %s", (x, y) -> (long) x),
                floats("%s:i8 = convert %x %z:f32 = convert %s", (x, y) -> (byte) x),
                floats("%s:i16 = convert %x %z:f32 = convert %s", (x, y) -> (short) x),
                floats("%s:u16 = convert %x %z:f32 = convert %s", (x, y) -> (char) x),
                floats("%s:i32 = bitcast %x %z:f32 = convert %s", (x, y) -> Float.floatToRawIntBits(x)),
                floats("%c:bool = compare eq %x, %y %z:f32 = select %c, %x, %y", (x, y) -> x == y ? x : y),
                floats("%c:bool = compare ne %x, %y %z:f32 = select %c, %x, %y", (x, y) -> x != y ? x : y),
                floats("%c:bool = compare lt %x, %y %z:f32 = select %c, %x, %y", (x, y) -> x < y ? x : y),
                floats("%c:bool = compare le %x, %y %z:f32 = select %c, %x, %y", (x, y) -> x <= y ? x : y),
                floats("%c:bool = compare gt %x, %y %z:f32 = select %c, %x, %y", (x, y) -> x > y ? x : y),
                floats(
                        "%c:bool = compare ge %x, %y %d:bool = not %c %z:f32 = select %d, %x, %y",
                        (x, y) -> x >= y ? y : x));
    }

    @ParameterizedTest
    @MethodSource("floatOps")
    void float_everyPair_isJavas(String op, FloatOperator expected) {
        int n = FLOATS.length;
        float[] actual = pairs("f32", op, "f32")
                .floats(FLOATS)
                .floats(new float[n * n])
                .launch()
                .floatsOf(1);
        for (int i = 0; i < n * n; i++) {
            assertEquals(
                    expected.apply(FLOATS[i / n], FLOATS[i % n]),
                    actual[i],
                    op + " of " + FLOATS[i / n] + ", " + FLOATS[i % n]);
        }
    }

    @Test
    void divide_smallestByMinusOne_wraps() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0, %l:device<i64> at 1) {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  parallel_for 0 %i:i32 = %zero to %one step 1 {
                    %m:i32 = constant -1
                    %ml:i64 = constant -1
                    %x:i32 = load %a[%i]
                    %q:i32 = int_divide %x, %m
                    %two:i32 = constant 2
                    store %a[%one], %q
                    %r:i32 = int_remainder %x, %m
                    store %a[%two], %r
                    %xl:i64 = load %l[%i]
                    %ql:i64 = int_divide unchecked %xl, %ml
                    store %l[%one], %ql
                    yield
                  }
                  return
                }
                """)
                .ints(Integer.MIN_VALUE, 5, 5)
                .longs(Long.MIN_VALUE, 5)
                .launch();
        assertArrayEquals(new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE, 0}, run.intsOf(0));
        assertArrayEquals(new long[] {Long.MIN_VALUE, Long.MIN_VALUE}, run.longsOf(1));
    }

    /** out[i * n + j] = op(in[i], in[j]), as x and y. */
    private static KernelRun pairs(String in, String op, String out) {
        return KernelRun.of("""
                kernel @pairs(%%in:device<%s> at 0, %%out:device<%s> at 1) {
                  %%zero:i32 = constant 0
                  %%n:i32 = size %%in
                  parallel_for 1 %%i:i32 = %%zero to %%n step 1 {
                    parallel_for 0 %%j:i32 = %%zero to %%n step 1 {
                      %%x:%s = load %%in[%%i]
                      %%y:%s = load %%in[%%j]
                      %s
                      %%row:i32 = multiply %%i, %%n
                      %%at:i32 = add %%row, %%j
                      store %%out[%%at], %%z
                      yield
                    }
                    yield
                  }
                  return
                }
                """.formatted(in, out, in, in, op));
    }
}
