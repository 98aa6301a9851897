package dev.bessemer.jit.bytecode.kernels;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.types.IntArray;

/** Corners of Java that generated kernels found; each is executed as Java and as IR over many arguments. */
@SuppressWarnings({"NarrowCalculation", "NarrowingCompoundAssignment", "UnusedVariable"})
public final class CornerKernels {
    private CornerKernels() {}

    /** To ask each operand of each sum whether it is a constant takes 2^64 questions. */
    @Kernel
    static void doubledOften(IntArray out, int a, int b) {
        int x = a;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        x += x + x * b;
        out.set(0, x > 0 ? 1 : 2);
    }

    private static boolean never(int count) {
        return false;
    }

    /** The call's constant result takes the only way on from it out of the loop. */
    @Kernel
    static void constantLeavesLoop(IntArray out, int a, int b) {
        int count = a;
        int n = 3;
        while (n-- > 0
                && switch (b & 3) {
                    case 0 -> never(count);
                    case 1 -> true;
                    default -> count < b;
                }) {
            count++;
        }
        out.set(0, count);
        out.set(1, n);
    }

    /** javac widens the branches of such a choice, not what it gives. */
    @Kernel
    static void choiceBecomesDouble(IntArray out, int a, int b) {
        float x = a;
        float y = b;
        out.set(0, (int) (float) Math.sqrt(a > b ? x : y));
        out.set(1, (int) (float) Math.floor(a > b ? x / 3 : 7));
        out.set(2, (int) (float) (a > b ? Math.abs(x) : b > 3 ? Math.ceil(y / 3) : 0.1));
        out.set(3, (int) (float) Math.rint(
                switch (b & 3) {
                    case 0 -> {
                        float third = x / 3;
                        yield third;
                    }
                    case 1 -> 4;
                    default -> y;
                }));
    }
}
