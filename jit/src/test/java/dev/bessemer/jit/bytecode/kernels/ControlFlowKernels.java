package dev.bessemer.jit.bytecode.kernels;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.types.IntArray;

/** Every kind of control flow javac makes; each kernel is executed as Java and as IR over many arguments. */
@SuppressWarnings({
    "fallthrough",
    "FallThrough",
    "LabelledBreakTarget",
    "OperatorPrecedence",
    "ShortCircuitBoolean",
    "NarrowCalculation",
    "NarrowingCompoundAssignment",
    "StatementSwitchToExpressionSwitch",
    "UnusedVariable"
})
public final class ControlFlowKernels {
    private ControlFlowKernels() {}

    @Kernel
    static void diamond(IntArray out, int a, int b) {
        int x;
        if (a < b) {
            x = a * 3;
        } else {
            x = b - 7;
        }
        out.set(0, x);
    }

    @Kernel
    static void forLoop(IntArray out, int a, int b) {
        int sum = 0;
        for (int i = 0; i < a; i++) {
            sum += i * b;
        }
        out.set(0, sum);
    }

    @Kernel
    static void whileLoop(IntArray out, int a, int b) {
        int n = a;
        int steps = 0;
        while (n > 1 && steps < 50) {
            n = n % 2 == 0 ? n / 2 : 3 * n + b;
            steps++;
        }
        out.set(0, n);
        out.set(1, steps);
    }

    @Kernel
    static void doWhile(IntArray out, int a, int b) {
        int n = a;
        int m = b;
        do {
            n--;
            if (n == 5) {
                continue;
            }
            m += n;
        } while (n > 0 && m < 100);
        out.set(0, m);
    }

    @Kernel
    static void endlessWithBreaks(IntArray out, int a, int b) {
        int i = 0;
        while (true) {
            i++;
            if (i * i > a) {
                break;
            }
            if (i == b) {
                i += 100;
                break;
            }
        }
        out.set(0, i);
    }

    @Kernel
    static void labels(IntArray out, int a, int b) {
        int count = 0;
        outer:
        for (int i = 0; i < a; i++) {
            for (int j = 0; j < b; j++) {
                if (j == i + 1) {
                    continue outer;
                }
                if (i * j == 12) {
                    count += 1000;
                    break outer;
                }
                if (count > 40) {
                    out.set(1, i);
                    return;
                }
                count++;
            }
            count += 10;
        }
        out.set(0, count);
    }

    @Kernel
    static void labelledBlock(IntArray out, int a, int b) {
        int x = 1;
        found:
        {
            if (a > b) {
                x = 2;
                if (a > 2 * b) {
                    break found;
                }
                x = 3;
            }
            x += 10;
        }
        out.set(0, x);
    }

    @Kernel
    static void earlyReturns(IntArray out, int a, int b) {
        if (a < 0) {
            return;
        }
        out.set(0, 1);
        for (int i = 0; i < b; i++) {
            if (i == a) {
                return;
            }
            out.set(1, i);
        }
        out.set(2, 3);
    }

    @Kernel
    static void denseSwitch(IntArray out, int a, int b) {
        int x = 0;
        switch (a) {
            case 0:
                x = 10;
            case 1:
                x += b;
                break;
            case 2:
            case 3:
                x = 3;
                break;
            default:
                x = -1;
        }
        out.set(0, x);
    }

    @Kernel
    static void sparseSwitch(IntArray out, int a, int b) {
        int x = switch (a) {
            case -5 -> b;
            case 7, 1000 -> 2 * b;
            case 3 -> {
                int y = b;
                while (y > 10) {
                    y -= 7;
                }
                yield y;
            }
            default -> a;
        };
        out.set(0, x);
    }

    @Kernel
    static void switchInLoop(IntArray out, int a, int b) {
        int x = 0;
        loop:
        for (int i = 0; i < a; i++) {
            switch (i % 5) {
                case 1:
                    continue loop;
                case 2:
                    x += b;
                    break;
                case 4:
                    if (x > 30) {
                        break loop;
                    }
                    break;
                default:
                    x++;
            }
            x += 2;
        }
        out.set(0, x);
    }

    @Kernel
    static void shortCircuits(IntArray out, int a, int b) {
        int n = out.getSize();
        boolean inside = a >= 0 && a < n || b == 3;
        boolean both = a > 2 & b > 2;
        out.set(0, inside ? 1 : 0);
        if (!(a > 1 || b > 1) && !inside) {
            out.set(1, 5);
        }
        if (a >= 0 && a < n && out.get(a) == 0 || b > 7 && both) {
            out.set(2, 9);
        }
        if ((a > 3 ? b > 3 : b < 3) ^ inside) {
            out.set(3, 4);
        }
    }

    @Kernel
    static void ternaries(IntArray out, int a, int b) {
        int x = a < b ? a < 0 ? -a : a : b < 0 ? -b : b;
        int y = a == b ? 1 : out.get(0) + x;
        out.set(1, x * 100 + y);
    }

    @Kernel
    static void usedAfterLoops(IntArray out, int a, int b) {
        int i = 0;
        int last = -1;
        for (; i < a; i++) {
            int j = 0;
            while (j < b) {
                last = i * j;
                if (last == 6) {
                    break;
                }
                j += 2;
            }
            if (j > 5) {
                out.set(1, j);
                break;
            }
        }
        out.set(0, i * 1000 + last);
    }

    @Kernel
    static void swapped(IntArray out, int a, int b) {
        int x = a;
        int y = b;
        for (int i = 0; i < 5; i++) {
            int t = x;
            x = y;
            y = t + i;
        }
        out.set(0, x);
        out.set(1, y);
    }

    @Kernel
    static void innerContinuesOuter(IntArray out, int a, int b) {
        int n = a;
        int k = 0;
        outer:
        while (n > 0) {
            n--;
            while (true) {
                k++;
                if (k % 3 == 0) {
                    continue outer;
                }
                if (k > b) {
                    return;
                }
                out.set(0, k);
            }
        }
        out.set(1, n);
    }

    @Kernel
    static void calls(IntArray out, int a, int b) {
        out.set(0, sign(a) * 10 + sign(b));
        out.set(1, find(out, sign(a) * 10));
        fill(out, a);
        out.set(3, Math.floorMod(a, 7) + Integer.signum(b) + Integer.rotateLeft(a, 5) + Integer.bitCount(b));
    }

    private static int sign(int x) {
        if (x > 0) {
            return 1;
        }
        return x < 0 ? -1 : 0;
    }

    private static int find(IntArray in, int key) {
        for (int i = 0; i < in.getSize(); i++) {
            if (in.get(i) == key) {
                return i;
            }
        }
        return -1;
    }

    private static void fill(IntArray out, int a) {
        if (a > 3) {
            return;
        }
        out.set(2, a);
    }

    @Kernel
    static void threadArrays(IntArray out, int a, int b) {
        int[] digits = new int[10];
        boolean[] seen = new boolean[10];
        int n = a < 0 ? -(a + 1) : a;
        for (int i = 0; i < digits.length; i++) {
            digits[i] = n % 10;
            seen[n % 10] = true;
            n = n / 10 + (b & 3);
        }
        for (int i = 0; i < 10; i++) {
            out.set(0, out.get(0) * 3 + digits[i] + (seen[i] ? 1 : 0));
        }
    }

    @Kernel
    static void longsAndFloats(IntArray out, int a, int b) {
        long l = (long) a << 33 | b;
        float f = a / 3f;
        long m = l >>> 3 ^ l >> 2;
        int x = l > m ? 1 : 2;
        x += f >= 1 ? 10 : 20;
        x += !(f < b) ? 100 : 200;
        x += (0f / a) != 0 ? 1000 : 2000;
        x += (int) m + (short) (a * 70000) + (byte) (b * 300) + (char) -a;
        out.set(0, x);
        out.set(1, (int) (f * 1e9f));
        out.set(2, Math.round(f) + (int) Math.floor(f) + Float.floatToRawIntBits((float) Math.sqrt(f * f)));
        out.set(3, (int) (l / 7 % 1000) + (int) Math.max(l, m));
    }

    @Kernel
    static void compoundAssignments(IntArray out, int a, int b) {
        int[] counts = new int[3];
        long[] sums = new long[2];
        for (int i = 0; i < 7; i++) {
            counts[i % 3]++;
            counts[(i + 1) % 3] += a;
            sums[i & 1] -= (long) b << i;
            sums[0] = sums[1] += counts[0]--;
        }
        int x = a;
        x = x++ + ++x;
        byte small = (byte) b;
        small += 100;
        out.set(0, counts[0] * 100 + counts[1] * 10 + counts[2]);
        out.set(1, (int) (sums[0] ^ sums[1] >> 3));
        out.set(2, x + small);
        int y;
        out.set(3, (y = a + 1) * y);
    }

    @Kernel
    static void booleans(IntArray out, int a, int b) {
        boolean f = a > 0;
        boolean g = b > 0;
        boolean h = f & g | !f ^ g;
        int steps = 0;
        while (f && steps < 9) {
            steps++;
            f = steps < a;
            g = !g && f || steps == b;
        }
        out.set(0, h == g ? 1 : 0);
        out.set(1, g ? 3 : 4);
        out.set(2, steps);
    }

    @Kernel
    static void lambdas(IntArray out, int a, int b) {
        out.set(0, apply((x, y) -> x < y ? x * a : y - b, a, b));
        out.set(1, apply(Math::max, a, b) + apply(ControlFlowKernels::firstPositive, a, b));
    }

    private interface IntFunction {
        int apply(int x, int y);
    }

    private static int apply(IntFunction f, int x, int y) {
        return f.apply(x, y) + f.apply(y, x);
    }

    private static int firstPositive(int x, int y) {
        while (true) {
            if (x > 0) {
                return x;
            }
            if (y-- < 0) {
                return y;
            }
        }
    }
}
