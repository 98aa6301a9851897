package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.IrParser;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels of more code than HotSpot compiles in one method, one of each style, against plain Java. */
class LargeKernelTest {
    private static final int LARGEST_COMPILED = 8000;
    private static final int PIECE = 2000;
    private static final int STEPS = 600;
    private static final int THREADS = 64;

    /** Steps on four values, as IR text and as Java: most add, some branch, loop, divide or read memory. */
    private static final class Steps {
        final StringBuilder ir = new StringBuilder();
        private final long seed = 20261122;
        private int names;

        /** Appends the steps to the text; gives the last values' names. */
        String[] write(String array) {
            Random random = new Random(seed);
            String[] values = {"%x", "%i", "%three", "%five"};
            for (int step = 0; step < STEPS; step++) {
                int at = random.nextInt(4);
                String a = values[random.nextInt(4)];
                String b = values[random.nextInt(4)];
                values[at] = step(random.nextInt(5), a, b, array);
            }
            return values;
        }

        private String name() {
            return "%s" + names++;
        }

        private String step(int kind, String a, String b, String array) {
            String result = name();
            String part = name();
            String test = name();
            ir.append(
                    switch (kind) {
                        case 0 -> "%s:i32 = multiply %s, %s\n".formatted(result, a, b);
                        case 1 ->
                            "%s:bool = compare lt %s, %s\n%s:i32 = if %s {\nyield %s\n} else {\n%s:i32 = add %s, %s\nyield %s\n}\n"
                                    .formatted(test, a, b, result, test, b, part, a, b, part);
                        case 2 ->
                            "%s:i32 = for ^l%s %s:i32 = %%zero to %%three step 1 carry (%s:i32 = %s) {\n%sn:i32 = xor %s, %s\n%sm:i32 = add %sn, %s\ncontinue ^l%s(%sm)\n}\n"
                                    .formatted(
                                            result, names, part, test, a, test, test, b, test, test, part, names, test);
                        case 3 ->
                            "%s:i32 = and %s, %%mask\n%s:i32 = load %s[%s]\n%s:i32 = subtract %s, %s\n"
                                    .formatted(part, a, test, array, part, result, test, b);
                        default ->
                            "%s:i32 = or %s, %%five\n%s:i32 = divide %s, %s\n%s:i32 = xor %s, %s\n"
                                    .formatted(part, b, test, a, part, result, test, b);
                    });
            return result;
        }

        /** What the steps make of a thread's values. */
        int[] compute(int x, int i, int[] array) {
            Random random = new Random(seed);
            int[] values = {x, i, 3, 5};
            for (int step = 0; step < STEPS; step++) {
                int at = random.nextInt(4);
                int a = values[random.nextInt(4)];
                int b = values[random.nextInt(4)];
                values[at] = switch (random.nextInt(5)) {
                    case 0 -> a * b;
                    case 1 -> a < b ? b : a + b;
                    case 2 -> looped(a, b);
                    case 3 -> array[a & 63] - b;
                    default -> a / (b | 5) ^ b;
                };
            }
            return values;
        }

        private static int looped(int a, int b) {
            int carried = a;
            for (int i = 0; i < 3; i++) {
                carried = (carried ^ b) + i;
            }
            return carried;
        }
    }

    private static final String CONSTANTS = """
            %zero:i32 = constant 0
            %three:i32 = constant 3
            %five:i32 = constant 5
            %mask:i32 = constant 63
            """;

    private static int[] input() {
        return new Random(7).ints(THREADS).toArray();
    }

    private static void assertCompilable(String ir) {
        int methods = 0;
        for (MethodModel method :
                ClassFile.of().parse(JvmBackend.emit(IrParser.parse(ir), true)).methods()) {
            int bytes = method.findAttribute(Attributes.code()).orElseThrow().codeLength();
            assertTrue(bytes <= LARGEST_COMPILED, method.methodName() + " has " + bytes + " bytes");
            methods++;
        }
        assertTrue(methods > 4, "the kernel is not large");
    }

    private static int mixed(int[] values) {
        return values[0] ^ values[1] ^ values[2] ^ values[3];
    }

    private static String mix(String[] values) {
        return """
                %%m0:i32 = xor %s, %s
                %%m1:i32 = xor %s, %s
                %%m:i32 = xor %%m0, %%m1
                """.formatted(values[0], values[1], values[2], values[3]);
    }

    @Test
    void emit_aLargeParallelLoop_cutsIt() {
        Steps steps = new Steps();
        String mix = mix(steps.write("%in"));
        String ir = "kernel @k(%in:device<i32> at 0, %out:device<i32> at 1) {\n" + CONSTANTS
                + "%n:i32 = size %out\nparallel_for 0 %i:i32 = %zero to %n step 1 {\n%x:i32 = load %in[%i]\n" + steps.ir
                + mix + "store %out[%i], %m\nyield\n}\nreturn\n}\n";
        assertCompilable(ir);
        int[] in = input();
        int[] out = KernelRun.of(ir, true, PIECE)
                .ints(in)
                .ints(new int[THREADS])
                .launchInParts(13)
                .intsOf(1);
        for (int i = 0; i < THREADS; i++) {
            assertEquals(mixed(steps.compute(in[i], i, in)), out[i]);
        }
    }

    @Test
    void emit_aLargeKernelWithBarriers_cutsIt() {
        Steps before = new Steps();
        String first = mix(before.write("%in"));
        Steps after = new Steps();
        String second = mix(after.write("%shared"));
        String ir =
                "kernel @k(%in:device<i32> at 0, %out:device<i32> at 1) {\n%shared:threadgroup<i32 x 64> = allocate\n"
                        + CONSTANTS + "%i:i32 = builtin local_id_x\n%x:i32 = load %in[%i]\n" + before.ir + first
                        + "store %shared[%i], %m\nbarrier\n"
                        + (after.ir + second)
                                .replace("%s", "%t")
                                .replace("%thared", "%shared")
                                .replace("%m", "%q")
                                .replace("%qask", "%mask")
                        + "store %out[%i], %q\nreturn\n}\n";
        assertCompilable(ir);
        int[] in = input();
        int[] out = KernelRun.of(ir, true, PIECE)
                .ints(in)
                .ints(new int[THREADS])
                .grid(1, THREADS)
                .launch()
                .intsOf(1);
        int[] shared = new int[THREADS];
        for (int i = 0; i < THREADS; i++) {
            shared[i] = mixed(before.compute(in[i], i, in));
        }
        for (int i = 0; i < THREADS; i++) {
            assertEquals(mixed(after.compute(in[i], i, shared)), out[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void emit_aLargeKernelOfTiles_cutsIt(boolean vectorApi) {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < STEPS; i++) {
            steps.append("""
                    %%t%d:tile<f32,8x8> = map_elements (%%t%d) to (%%r%d:i32, %%c%d:i32, %%e%d:f32) {
                      %%s%d:f32 = add %%e%d, %%one
                      yield %%s%d
                    }
                    """.formatted(i + 1, i, i, i, i, i, i, i));
        }
        String ir = """
                kernel @k(%a:device<f32> at 0) {
                  %zero:i32 = constant 0
                  %eight:i32 = constant 8
                  %one:f32 = load %a[%zero]
                  %t0:tile<f32,8x8> = load_tile %a[%zero stride %eight]
                """ + steps + "store_tile %t" + STEPS + ", %a[%zero stride %eight]\nreturn\n}\n";
        assertCompilable(ir);
        float[] a = new float[64];
        Arrays.fill(a, 1);
        for (float element :
                KernelRun.of(ir, vectorApi, PIECE).floats(a).launch().floatsOf(0)) {
            assertEquals(1 + STEPS, element);
        }
    }

    @Test
    void emit_aLargeElementFunction_cutsIt() {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < STEPS; i++) {
            steps.append("%%p%d:f32 = multiply %%e%d, %%one\n".formatted(i, i));
            steps.append("%%e%d:f32 = add %%p%d, %%one\n".formatted(i + 1, i));
        }
        String ir = """
                kernel @k(%a:device<f32> at 0) {
                  %zero:i32 = constant 0
                  %eight:i32 = constant 8
                  %one:f32 = load %a[%zero]
                  %t:tile<f32,8x8> = load_tile %a[%zero stride %eight]
                  %u:tile<f32,8x8> = map_elements (%t) to (%r:i32, %c:i32, %e0:f32) {
                """ + steps + "yield %e" + STEPS + "\n}\nstore_tile %u, %a[%zero stride %eight]\nreturn\n}\n";
        assertCompilable(ir);
        float[] a = new float[64];
        Arrays.fill(a, 1);
        for (float element : KernelRun.of(ir, true, PIECE).floats(a).launch().floatsOf(0)) {
            assertEquals(1 + STEPS, element);
        }
    }
}
