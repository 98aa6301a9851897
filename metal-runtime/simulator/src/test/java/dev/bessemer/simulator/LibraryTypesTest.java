package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every function of the Metal library is there for every type that it takes, and gives the type that it has to. */
@NeedsToolchain
class LibraryTypesTest {
    private static final List<String> FLOATS = List.of("half", "bfloat", "float");
    private static final List<String> INTEGERS =
            List.of("char", "uchar", "short", "ushort", "int", "uint", "long", "ulong");
    private static final List<String> LANE_TYPES =
            List.of("half", "bfloat", "float", "char", "uchar", "short", "ushort", "int", "uint");

    private static final List<String> FLOAT_1 = words("""
            acos acosh asin asinh atan atanh ceil cos cosh cospi exp exp2 exp10 fabs abs floor fract log log2 log10 rint round rsqrt sin sinh
            sinpi sqrt tan tanh tanpi trunc saturate sign""");
    private static final List<String> FLOAT_2 =
            words("atan2 copysign divide fdim fmax fmin fmod max min nextafter pow powr step");
    private static final List<String> FLOAT_3 =
            words("clamp fma fmax3 max3 fmedian3 median3 fmin3 min3 mix smoothstep");
    private static final List<String> INTEGER_1 = words("abs clz ctz popcount reverse_bits");
    private static final List<String> INTEGER_2 = words("absdiff addsat hadd max min mulhi rhadd rotate subsat");
    private static final List<String> INTEGER_3 = words("clamp madhi madsat max3 median3 min3");
    private static final List<String> TESTS_1 = words("isfinite isinf isnan isnormal signbit");
    private static final List<String> SHUFFLES =
            words("shuffle shuffle_xor shuffle_up shuffle_down shuffle_rotate_up shuffle_rotate_down broadcast");
    private static final List<String> SCANS = words("""
            sum product min max prefix_inclusive_sum prefix_exclusive_sum prefix_inclusive_product prefix_exclusive_product""");

    /** Collects assertions; each becomes a line of a kernel. */
    private static final class Facts {
        private final List<String> lines = new ArrayList<>();

        /** Says that a call gives a type. */
        void gives(String type, String call) {
            lines.add("static_assert(is_same_v<decltype(" + call + "), " + type + ">, \"" + type + "\");");
            lines.add("(void)(" + call + ");");
        }

        /** A statement that has to compile. */
        void compiles(String statement) {
            lines.add(statement);
        }

        DynamicTest test(String name) {
            return DynamicTest.dynamicTest(name, () -> {
                assertFalse(lines.isEmpty());
                MslReport report = MslChecker.check(source(name, lines), MslOptions.DEFAULT);
                assertEquals("", report.toString());
            });
        }
    }

    private static List<String> words(String text) {
        return List.of(text.split("\\s+"));
    }

    private static MslSource source(String name, List<String> lines) {
        return MslSource.of(name + ".metal", """
                #include <metal_stdlib>
                #include <metal_simdgroup_matrix>
                using namespace metal;
                kernel void facts(device uint* words [[buffer(0)]], threadgroup uint* shared [[threadgroup(0)]]) {
                """ + String.join("\n", lines) + "\n}\n");
    }

    private static List<String> vectors(String type) {
        return List.of(type, type + "2", type + "3", type + "4");
    }

    private static String value(String type) {
        return type + "(1)";
    }

    private static String call(String function, String type, int arguments) {
        return function + "(" + String.join(", ", Collections.nCopies(arguments, value(type))) + ")";
    }

    @TestFactory
    Stream<DynamicTest> floatFunctions_everyType_keepIt() {
        return FLOATS.stream().map(scalar -> {
            Facts facts = new Facts();
            for (String type : vectors(scalar)) {
                boolean onlyOne = type.endsWith("2") || type.endsWith("3");
                for (String space : onlyOne ? List.of("") : List.of("", "fast::", "precise::")) {
                    FLOAT_1.forEach(f -> facts.gives(type, call(space + f, type, 1)));
                    FLOAT_2.forEach(f -> facts.gives(type, call(space + f, type, 2)));
                    FLOAT_3.forEach(f -> facts.gives(type, call(space + f, type, 3)));
                }
                String counts = type.substring(scalar.length());
                facts.gives(type, "ldexp(" + value(type) + ", int" + counts + "(2))");
                facts.gives("int" + counts, "ilogb(" + value(type) + ")");
                TESTS_1.forEach(f -> facts.gives("bool" + counts, call(f, type, 1)));
                facts.gives("bool" + counts, call("isordered", type, 2));
                facts.gives("bool" + counts, call("isunordered", type, 2));
                facts.compiles("{ " + type + " s, r = sincos(" + value(type) + ", s); r = modf(r, s); int" + counts
                        + " e; s = frexp(r, e); }");
            }
            geometry(facts, scalar);
            return facts.test(scalar);
        });
    }

    private static void geometry(Facts facts, String scalar) {
        for (String type : vectors(scalar).subList(1, 4)) {
            for (String f : List.of("dot", "distance", "distance_squared")) {
                facts.gives(scalar, call(f, type, 2));
            }
            for (String f : List.of("length", "length_squared")) {
                facts.gives(scalar, call(f, type, 1));
            }
            facts.gives(type, call("normalize", type, 1));
            facts.gives(type, call("reflect", type, 2));
            facts.gives(type, call("faceforward", type, 3));
            facts.gives(type, "refract(" + value(type) + ", " + value(type) + ", " + value(scalar) + ")");
            facts.gives(type, "max(" + value(type) + ", " + value(scalar) + ")");
            facts.gives(type, "mix(" + value(type) + ", " + value(type) + ", " + value(scalar) + ")");
            facts.gives(type, "smoothstep(" + value(scalar) + ", " + value(scalar) + ", " + value(type) + ")");
        }
        facts.gives(scalar + "3", call("cross", scalar + "3", 2));
    }

    @TestFactory
    Stream<DynamicTest> integerFunctions_everyType_keepIt() {
        return INTEGERS.stream().map(scalar -> {
            Facts facts = new Facts();
            for (String type : vectors(scalar)) {
                INTEGER_1.forEach(f -> facts.gives(type, call(f, type, 1)));
                INTEGER_2.forEach(f -> facts.gives(type, call(f, type, 2)));
                INTEGER_3.forEach(f -> facts.gives(type, call(f, type, 3)));
                facts.gives(type, "extract_bits(" + value(type) + ", 1, 2)");
                facts.gives(type, "insert_bits(" + value(type) + ", " + value(type) + ", 1, 2)");
            }
            if (scalar.endsWith("int")) {
                vectors(scalar).forEach(type -> facts.gives(type, call("mul24", type, 2)));
                vectors(scalar).forEach(type -> facts.gives(type, call("mad24", type, 3)));
            }
            return facts.test(scalar);
        });
    }

    @TestFactory
    Stream<DynamicTest> vectors_everyType_convertAndCompute() {
        List<String> scalars = new ArrayList<>(FLOATS);
        scalars.addAll(INTEGERS);
        return scalars.stream().map(scalar -> {
            Facts facts = new Facts();
            for (String type : vectors(scalar).subList(1, 4)) {
                String size = type.substring(scalar.length());
                scalars.forEach(other -> facts.gives(type, type + "(" + value(other + size) + ")"));
                for (String op : List.of("+", "-", "*", "/")) {
                    facts.gives(type, value(type) + " " + op + " " + value(type));
                    facts.gives(type, value(scalar) + " " + op + " " + value(type));
                    facts.gives(type, value("packed_" + type) + " " + op + " " + value(scalar));
                    facts.compiles("{ " + type + " v = " + value(type) + "; v " + op + "= " + value(scalar) + "; }");
                }
                for (String op : List.of("==", "!=", "<", ">", "<=", ">=")) {
                    facts.gives("bool" + size, value(type) + " " + op + " " + value(type));
                }
                facts.gives(type, "select(" + value(type) + ", " + value(type) + ", bool" + size + "(true))");
                facts.gives(scalar + "2", value(type) + ".yx");
                facts.gives(scalar + "4", value(type) + ".grgr");
            }
            return facts.test(scalar);
        });
    }

    @TestFactory
    Stream<DynamicTest> laneFunctions_everyType_keepIt() {
        return LANE_TYPES.stream().map(scalar -> {
            Facts facts = new Facts();
            for (String type : vectors(scalar)) {
                for (String group : List.of("simd_", "quad_")) {
                    SHUFFLES.forEach(f -> facts.gives(type, group + f + "(" + value(type) + ", 1)"));
                    SCANS.forEach(f -> facts.gives(type, call(group + f, type, 1)));
                    facts.gives(type, call(group + "broadcast_first", type, 1));
                    for (String f : List.of("shuffle_and_fill_up", "shuffle_and_fill_down")) {
                        String values = "(" + value(type) + ", " + value(type);
                        facts.gives(type, group + f + values + ", 1)");
                        facts.gives(type, group + f + values + ", 1, 8)");
                    }
                    if (!FLOATS.contains(scalar)) {
                        List.of("and", "or", "xor").forEach(f -> facts.gives(type, call(group + f, type, 1)));
                    }
                }
            }
            return facts.test(scalar);
        });
    }

    @TestFactory
    Stream<DynamicTest> atomics_everySpace_takeTheirTypes() {
        return Stream.of("int", "uint").map(type -> {
            Facts facts = new Facts();
            for (String object :
                    List.of("((device atomic_" + type + "*)words)", "((threadgroup atomic_" + type + "*)shared)")) {
                for (String f :
                        words("exchange fetch_add fetch_sub fetch_and fetch_or fetch_xor fetch_max fetch_min")) {
                    facts.gives(type, "atomic_" + f + "_explicit(" + object + ", 1, memory_order_relaxed)");
                }
                facts.gives(type, "atomic_load_explicit(" + object + ", memory_order_relaxed)");
                facts.gives("void", "atomic_store_explicit(" + object + ", 1, memory_order_relaxed)");
                facts.compiles("{ " + type + " old = 0; bool done = atomic_compare_exchange_weak_explicit(" + object
                        + ", &old, 1, memory_order_relaxed, memory_order_relaxed); (void)done; }");
            }
            return facts.test("atomic_" + type);
        });
    }

    @TestFactory
    Stream<DynamicTest> matrices_everyShape_multiply() {
        return Stream.of("half", "float").map(scalar -> {
            Facts facts = new Facts();
            for (int c = 2; c <= 4; c++) {
                for (int r = 2; r <= 4; r++) {
                    String type = scalar + c + "x" + r;
                    String transposed = scalar + r + "x" + c;
                    facts.gives(transposed, "transpose(" + value(type) + ")");
                    facts.gives(scalar + r, value(type) + " * " + value(scalar + c));
                    facts.gives(scalar + c, value(scalar + r) + " * " + value(type));
                    facts.gives(scalar + r + "x" + r, value(type) + " * " + value(transposed));
                    facts.gives(type, value(type) + " + " + value(type) + " * " + value(scalar));
                }
                facts.gives(scalar, "determinant(" + value(scalar + c + "x" + c) + ")");
            }
            return facts.test(scalar + " matrices");
        });
    }

    @Test
    void headers_byThemselves_areThere() {
        for (String header : words("""
                metal_array metal_atomic metal_common metal_compute metal_extents metal_geometric metal_integer metal_limits metal_math metal_matrix
                metal_pack metal_quadgroup metal_relational metal_simdgroup metal_simdgroup_matrix metal_stdlib metal_type_traits metal_types
                metal_utility simd/simd.h""")) {
            String text = "#include <" + header + ">\nkernel void k(device float* a [[buffer(0)]]) { a[0] = 1; }\n";
            assertEquals(
                    "",
                    MslChecker.check(MslSource.of("header.metal", text), MslOptions.DEFAULT)
                            .toString(),
                    header);
        }
    }

    @Test
    void mistakes_withTheLibrary_areRefused() {
        List<String> mistakes = List.of(
                "int x = max(1, 2u); (void)x;",
                "float4 v = int4(1); (void)v;",
                "float4 v = float4(float3(1)); (void)v;",
                "float4 v = float4(1); v.xx = float2(1);",
                "float3 v = float3(1); v.w = 1;",
                "float4 v = half4(1) + float4(1); (void)v;",
                "int4 v = int4(1) & float4(1); (void)v;",
                "float x = fma(float4(1), float3(1), float4(1)).x; (void)x;",
                "int x = clz(1.0f); (void)x;",
                "bfloat x = 1.0f; (void)x;",
                "half x = bfloat(1); (void)x;",
                "float x = half(1) * bfloat(1); (void)x;",
                "simdgroup_float8x8 a, b; float2x2 c; simdgroup_multiply(a, b, c);",
                "simdgroup_float8x8 m; simdgroup_load(m, (device half*)words);",
                "atomic_fetch_add_explicit((device uint*)words, 1, memory_order_relaxed);",
                "atomic_fetch_and_explicit((device atomic_float*)words, 1, memory_order_relaxed);",
                "uint x = as_type<uint>(half3(1)); (void)x;",
                "float2x2 m = float2x3(1); (void)m;",
                "threadgroup_barrier(2);");
        List<String> functions =
                mistakes.stream().map(mistake -> "{ " + mistake + " }").toList();
        MslSource source = source("mistakes", functions);
        MslReport report = MslChecker.check(source, MslOptions.DEFAULT);
        List<String> lines = source.text().lines().toList();
        List<String> refused = report.errors().stream()
                .map(error -> lines.get(error.line() - 1))
                .distinct()
                .toList();
        assertEquals(
                List.of(),
                functions.stream().filter(mistake -> !refused.contains(mistake)).toList(),
                report::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simdgroup_matrix<int, 8, 8>",
                "simdgroup_matrix<float, 16, 8>",
                "atomic<half>",
                "matrix<int, 2, 2>"
            })
    void types_ofOtherElements_areRefused(String type) {
        MslReport report = MslChecker.check(source("type", List.of(type + " x; (void)x;")), MslOptions.DEFAULT);
        assertFalse(report.isAccepted());
    }
}
