package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A kernel with its helpers, and what it is launched with.
 *
 * @param seed what its arguments are made from
 * @param arrays its array parameters, the first of the parameters
 * @param scalars its other parameters
 * @param constants the names of those that are {@code @Constant}
 * @param threads how many iterations its parallel loops have or threads its grid, or 0 where it has neither
 * @param threadgroup how many threads a threadgroup has, or 0 where the kernel takes no KernelContext
 * @param faulty whether it may divide by zero or use an index out of range
 */
record Program(
        long seed,
        List<DeviceParameter> arrays,
        List<Variable> scalars,
        List<String> constants,
        List<Helper> helpers,
        List<Statement> body,
        int threads,
        int threadgroup,
        boolean faulty) {
    /** How many elements of a written array belong to one thread. */
    static final int SLOT_SIZE = 4;

    private static final List<String> IMPORTED = List.of(
            "dev.bessemer.annotations.*",
            "dev.bessemer.intrinsics.*",
            "dev.bessemer.runtime.*",
            "dev.bessemer.runtime.differential.GeneratedKernel",
            "dev.bessemer.types.*",
            "java.util.Arrays",
            "java.util.function.IntBinaryOperator");

    /** What expressions of every program may use. */
    private static final String MEMBERS = """
            static final boolean[] FLAGS = {true, false, false, true, true, true, false, false};
            static final byte[] BYTES = {0, 1, -1, 127, -128, 5, 7, 64};
            static final short[] SHORTS = {0, 1, -1, 32767, -32768, 255, 256, -300};
            static final char[] CHARS = {0, 1, 'a', 65535, 32768, 255, 256, 127};
            static final int[] INTS = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 31, 32, -100};
            static final long[] LONGS = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, -1L << 32, 63};
            static final float[] FLOATS = {0, -0f, 1.5f, Float.NaN, 1e38f, -1e-40f, Float.NEGATIVE_INFINITY, 2e9f};
            static final int[][] GRID = {{1, -2, 3, 4}, {50, 60, -70, 80}};

            record Pair(int first, float second) {}

            enum Way {
                UP(1), DOWN(-1), LEFT(Integer.MIN_VALUE), RIGHT(77);

                final int step;

                Way(int step) {
                    this.step = step;
                }

                Way next() {
                    return values()[(ordinal() + 1) % values().length];
                }
            }

            static int twice(IntBinaryOperator operator, int a, int b) {
                return operator.applyAsInt(operator.applyAsInt(a, b), b);
            }
            """;

    Program {
        arrays = List.copyOf(arrays);
        scalars = List.copyOf(scalars);
        constants = List.copyOf(constants);
        helpers = List.copyOf(helpers);
        body = List.copyOf(body);
    }

    Program withBody(List<Statement> changed) {
        return new Program(seed, arrays, scalars, constants, helpers, changed, threads, threadgroup, faulty);
    }

    Program withHelpers(List<Helper> changed) {
        return new Program(seed, arrays, scalars, constants, changed, body, threads, threadgroup, faulty);
    }

    Program withHelperBody(int helper, List<Statement> changed) {
        List<Helper> all = new ArrayList<>(helpers);
        all.set(helper, helpers.get(helper).withBody(changed));
        return withHelpers(all);
    }

    Program without(DeviceParameter array) {
        List<DeviceParameter> rest = new ArrayList<>(arrays);
        rest.remove(array);
        return new Program(seed, rest, scalars, constants, helpers, body, threads, threadgroup, faulty);
    }

    Program without(Variable scalar) {
        List<Variable> rest = new ArrayList<>(scalars);
        rest.remove(scalar);
        return new Program(seed, arrays, rest, constants, helpers, body, threads, threadgroup, faulty);
    }

    /** Whether a name stands in the kernel's statements or in those of a helper. */
    boolean names(String name) {
        Pattern word = Pattern.compile("\\b" + name + "\\b");
        return word.matcher(Statement.text(body, 0)).find()
                || helpers.stream()
                        .anyMatch(h -> word.matcher(Statement.text(h.body(), 0)).find());
    }

    /** Whether it takes a KernelContext, and so a grid. */
    boolean hasGrid() {
        return threadgroup > 0;
    }

    /** Whether the parameter at a position of the method is a {@code @Constant}. */
    boolean isConstant(int position) {
        int scalar = position - arrays.size() - (hasGrid() ? 1 : 0);
        return scalar >= 0 && constants.contains(scalars.get(scalar).name());
    }

    String className() {
        return "Kernel" + Long.toUnsignedString(seed, 36);
    }

    /** The class's source. */
    String source() {
        StringBuilder text = new StringBuilder("package generated;\n\n");
        IMPORTED.forEach(name -> text.append("import ").append(name).append(";\n"));
        text.append('\n');
        text.append("public final class ").append(className()).append(" implements GeneratedKernel {\n");
        text.append(MEMBERS.indent(4)).append("\n    @Kernel\n");
        method(text, "void", "kernel", parameters(), body);
        helpers.forEach(
                helper -> method(text, helper.result().keyword(), helper.name(), parameters(helper), helper.body()));
        return text.append(entries()).append("}\n").toString();
    }

    private static void method(
            StringBuilder text, String result, String name, List<String> parameters, List<Statement> body) {
        text.append("    static ").append(result).append(' ').append(name).append('(');
        text.append(String.join(", ", parameters)).append(") {\n");
        text.append(Statement.text(body, 8)).append("    }\n\n");
    }

    private List<String> parameters() {
        List<String> parameters = new ArrayList<>(hasGrid() ? List.of("KernelContext k") : List.of());
        arrays.forEach(array -> parameters.add(array.declaration()));
        for (Variable scalar : scalars) {
            String mark = constants.contains(scalar.name()) ? "@Constant " : "";
            parameters.add(mark + scalar.type().keyword() + " " + scalar.name());
        }
        return parameters;
    }

    private List<String> parameters(Helper helper) {
        List<String> parameters = new ArrayList<>();
        helper.parameters().forEach(p -> parameters.add(p.type().keyword() + " " + p.name()));
        if (helper.arrays()) {
            arrays.forEach(array -> parameters.add(array.declaration()));
            if (threads > 0) {
                parameters.add("int slot");
            }
        }
        return parameters;
    }

    private String entries() {
        List<String> types = parameterTypes();
        String arguments = IntStream.range(0, types.size())
                .mapToObj(i -> "(" + types.get(i) + ") a[" + i + "]")
                .collect(Collectors.joining(", "));
        return """
                    @Override
                    public void plain(Object[] a) {
                        kernel(%s);
                    }

                    @Override
                    public TaskGraph graph(Object[] a) {
                        return new TaskGraph("generated").task("kernel", %s::kernel, %s);
                    }
                """.formatted(arguments, className(), arguments).indent(4);
    }

    private List<String> parameterTypes() {
        List<String> types = new ArrayList<>(hasGrid() ? List.of("KernelContext") : List.of());
        arrays.forEach(array -> types.add(array.kind().className()));
        scalars.forEach(scalar -> types.add(scalar.type().keyword()));
        return types;
    }
}
