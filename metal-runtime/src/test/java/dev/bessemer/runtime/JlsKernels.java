package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.CharArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;

/**
 * Where Java and Metal's C++ differ, a method each. Every one has a kernel that gets its operands from arrays and one whose operands are
 * {@code @Constant}, which the compiler folds.
 */
// They hold what a cautious programmer would not write: precedence unmarked, casts that lose bits.
@SuppressWarnings({
    "lossy-conversions",
    "OperatorPrecedence",
    "UnnecessaryLongToIntConversion",
    "NarrowingCompoundAssignment"
})
final class JlsKernels {
    private JlsKernels() {}

    static void ints(IntArray out, int at, int a, int b) {
        out.set(at, a + b);
        out.set(at + 1, a - b);
        out.set(at + 2, a * b);
        out.set(at + 3, -a);
        out.set(at + 4, Math.abs(a));
        out.set(at + 5, a << b);
        out.set(at + 6, a >> b);
        out.set(at + 7, a >>> b);
        out.set(at + 8, b == 0 ? 7 : a / b);
        out.set(at + 9, b == 0 ? 7 : a % b);
        out.set(at + 10, (byte) a);
        out.set(at + 11, (short) a);
        out.set(at + 12, (char) a);
        out.set(at + 13, a & b | a ^ ~b);
        out.set(at + 14, a < b ? 1 : a > b ? 2 : a == b ? 3 : 4);
        out.set(at + 15, a++ + ++a * a-- - --a);
    }

    @Kernel
    static void intArrays(IntArray a, IntArray b, IntArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            ints(out, 16 * i, a.get(i), b.get(i));
        }
    }

    @Kernel
    static void intConstants(@Constant int a, @Constant int b, IntArray out) {
        ints(out, 0, a, b);
    }

    static void longs(LongArray out, int at, long a, long b) {
        out.set(at, a + b);
        out.set(at + 1, a - b);
        out.set(at + 2, a * b);
        out.set(at + 3, -a);
        out.set(at + 4, Math.abs(a));
        out.set(at + 5, a << b);
        out.set(at + 6, a >> (int) b);
        out.set(at + 7, a >>> b);
        out.set(at + 8, b == 0 ? 7 : a / b);
        out.set(at + 9, b == 0 ? 7 : a % b);
        out.set(at + 10, (int) a);
        out.set(at + 11, (byte) a);
        out.set(at + 12, Long.compare(a, b));
        out.set(at + 13, (long) (float) a);
        out.set(at + 14, a < b ? 1 : a >= b ? 2 : 3);
        out.set(at + 15, (int) a * b + (char) b);
    }

    @Kernel
    static void longArrays(LongArray a, LongArray b, LongArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            longs(out, 16 * i, a.get(i), b.get(i));
        }
    }

    @Kernel
    static void longConstants(@Constant long a, @Constant long b, LongArray out) {
        longs(out, 0, a, b);
    }

    static void floats(IntArray out, int at, float a, float b) {
        out.set(at, bits(a + b));
        out.set(at + 1, bits(a * b + a));
        out.set(at + 2, bits(a / b));
        out.set(at + 3, bits(a % b));
        out.set(at + 4, (int) a);
        out.set(at + 5, (int) ((long) a >>> 32) ^ (int) (long) a);
        out.set(at + 6, bits(Math.min(a, b)));
        out.set(at + 7, bits(Math.max(a, b)));
        out.set(at + 8, bits(Math.signum(a)));
        out.set(at + 9, Math.round(a));
        out.set(at + 10, bits((float) Math.rint(a)));
        out.set(
                at + 11,
                (a < b ? 1 : 0)
                        + (a <= b ? 2 : 0)
                        + (a > b ? 4 : 0)
                        + (a >= b ? 8 : 0)
                        + (a == b ? 16 : 0)
                        + (a != b ? 32 : 0));
        out.set(at + 12, (!(a < b) ? 1 : 0) + (!(a >= b) ? 2 : 0));
        out.set(at + 13, bits(-a) ^ bits(0 - a));
        out.set(at + 14, (short) a + (char) b + (byte) a);
        out.set(at + 15, bits((float) (int) a) + bits((float) Math.sqrt(a)));
    }

    private static int bits(float x) {
        return Float.floatToIntBits(x);
    }

    @Kernel
    static void floatArrays(FloatArray a, FloatArray b, IntArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            floats(out, 16 * i, a.get(i), b.get(i));
        }
    }

    @Kernel
    static void floatConstants(@Constant float a, @Constant float b, IntArray out) {
        floats(out, 0, a, b);
    }

    /** Stores leave what the low bits say; a narrow type's compound assignment casts. */
    @Kernel
    static void narrowTypes(ByteArray bytes, CharArray chars, IntArray out) {
        for (@Parallel int i = 0; i < bytes.getSize(); i++) {
            byte b = bytes.get(i);
            char c = chars.get(i);
            b += c;
            c *= b;
            out.set(2 * i, b);
            out.set(2 * i + 1, c);
            bytes.set(i, b);
            chars.set(i, c++);
        }
    }

    /** Operands are evaluated left to right: each reads what the one before it wrote. */
    @Kernel
    static void evaluationOrder(IntArray state, IntArray out) {
        int i = 0;
        out.set(0, next(state) - next(state) * next(state));
        out.set(i++, i + out.get(0) * i++);
        out.set(i, i += i * 3);
        out.set(3, next(state) > 0 && next(state) > 100 || next(state) > 0 ? next(state) : -1);
    }

    private static int next(IntArray state) {
        state.set(0, state.get(0) * 3 + 1);
        return state.get(0);
    }

    /** A loop whose end the compiler cannot see, and whose value nobody needs, still decides whether what follows is reached. */
    @Kernel
    static void searching(IntArray a, IntArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            int x = a.get(i);
            while (x != 1) {
                x = x % 2 == 0 ? x / 2 : 3 * x + 1;
            }
            out.set(i, x + i);
        }
    }

    @Kernel
    static void quotient(IntArray a, IntArray b, IntArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            out.set(i, a.get(i) / b.get(i));
        }
    }

    @Kernel
    static void remainder(LongArray a, LongArray b, LongArray out) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            out.set(i, a.get(i) % b.get(i));
        }
    }

    @Kernel
    static void indexed(IntArray a, IntArray index, IntArray out) {
        for (@Parallel int i = 0; i < index.getSize(); i++) {
            out.set(i, a.get(index.get(i)));
        }
    }

    @Kernel
    static void localIndexed(IntArray index, IntArray out) {
        for (@Parallel int i = 0; i < index.getSize(); i++) {
            int[] local = new int[4];
            local[index.get(i)] = i;
            out.set(i, local[0] + local[3]);
        }
    }
}
