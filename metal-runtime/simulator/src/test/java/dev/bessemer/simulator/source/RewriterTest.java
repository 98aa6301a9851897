package dev.bessemer.simulator.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Metal spells otherwise than C++ is rewritten, and leads back to where it was. */
class RewriterTest {
    @Test
    void rewrite_literals_haveMetalsTypes() {
        assertEquals("1.0f", Literals.translate("1.0"));
        assertEquals("1e-3f", Literals.translate("1e-3"));
        assertEquals(".5f", Literals.translate(".5"));
        assertEquals("0x1p-3f", Literals.translate("0x1p-3"));
        assertEquals("2.f", Literals.translate("2.f"));
        assertEquals("half(1.5f16)", Literals.translate("1.5h"));
        assertEquals("bfloat(1.5f)", Literals.translate("1.5bf"));
        assertEquals("0x1e3", Literals.translate("0x1e3"));
        assertEquals("12u", Literals.translate("12u"));
    }

    @Test
    void rewrite_attributes_goUnlessTheyAreOfCpp() {
        assertEquals(
                " void k(device float* a , uint i ) { [[maybe_unused]] int x; }",
                checked(
                        "kernel void k(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) { [[maybe_unused]] int x; }"));
    }

    @Test
    void rewrite_threadgroupVariable_isStaticWithItsBytes() {
        assertEquals(
                "void k() { static threadgroup float a[4]; typedef char __metal_bytes_of_a[sizeof(a)]; }",
                checked("void k() { threadgroup float a[4]; }"));
        assertEquals(
                "void k() { static __attribute__((section(\".metal_threadgroup\"))) threadgroup float a[4]; }",
                executed("void k() { threadgroup float a[4]; }", Map.of()));
    }

    @Test
    void rewrite_operandsInDifferentMemories_areTheirValues() {
        assertEquals(
                "x = c ? __metal_value(a[i + (1)]) : __metal_value(metal::float4(0));",
                values("x = c ? a[i + (1)] : metal::float4(0);", 3));
        assertEquals(
                "f(c ? __metal_value(b(1)) : __metal_value(a[0]), b ? a[0] : a[1]);",
                values("f(c ? b(1) : a[0], b ? a[0] : a[1]);", 3));
        assertEquals(
                "x = c ? __metal_value(a) : __metal_value(d ? __metal_value(b) : __metal_value(vec<float, 2>{1}));",
                values("x = c ? a : d ? b : vec<float, 2>{1};", 3, 7));
        assertEquals("x = c ? a : b; l: y = 2;", values("x = c ? a : b; l: y = 2;"));
    }

    private static String values(String source, Integer... questions) {
        PreprocessedText text = PreprocessedText.parse(source);
        return firstLine(CheckRewriter.rewrite(text, OutlineParser.parse(text), Set.of(questions)));
    }

    @Test
    void rewrite_functionConstants_haveTheirValues() {
        String text = "constant int n [[function_constant(3)]]; constant bool b = is_function_constant_defined(n);";
        assertEquals("extern constant int n ; constant bool b = !!sizeof(n);", checked(text));
        assertEquals("static constexpr constant int n = 4 ; constant bool b = true;", executed(text, Map.of("3", "4")));
        String sum = "constant int n [[function_constant((1 + 0x2))]];";
        assertEquals("static constexpr constant int n = 4   ;", executed(sum, Map.of("3", "4")));
        assertEquals("static constexpr constant int n{} ; constant bool b = false;", executed(text, Map.of()));
    }

    @Test
    void rewrite_constantWithoutValue_isRefusedByName() {
        ExecutionRefusedException refused = assertThrows(
                ExecutionRefusedException.class, () -> executed("constant int n [[function_constant(3)]];", Map.of()));
        assertEquals("no value was given for function constant n (3)", refused.getMessage());
    }

    @Test
    void rewrite_someKernels_needTheConstantsThatTheyUseAlone() {
        PreprocessedText text = PreprocessedText.parse("""
                constant int n [[function_constant(0)]];
                constant int m [[function_constant(1)]];
                constant int twice = 2 * m;
                struct S { int operator()(int x) { return x + 1; } };
                template <typename T> T times(T x) { return x * twice; }
                kernel void a(device int *p [[buffer(0)]]) { p[0] = n; }
                template <typename T> kernel void b(device T *p [[buffer(0)]]) { p[0] = times(p[0]); }
                template [[host_name("b_int")]] kernel void b<int>(device int *p);
                template [[host_name("b_float")]] kernel void b<float>(device float *p);
                """);
        assertEquals("", missing(text, Map.of("0", "3"), "a"));
        assertEquals("m (1)", missing(text, Map.of("0", "3"), "b_int"));
        assertEquals("n (0)", missing(text, Map.of("m", "3"), "b_float", "a"));
        assertEquals("n (0), m (1)", missing(text, Map.of()));
        String built = ExecutionRewriter.rewrite(
                        text, OutlineParser.parse(text), Map.of("1", "2"), Set.of("b_int"), ExecutionTarget.WORKER)
                .text();
        assertTrue(built.contains("{\"b_int\", __metal_kernel_0}"), built);
        assertFalse(built.contains("b<float>") || built.contains("\"a\""), built);
    }

    private static String missing(PreprocessedText text, Map<String, String> constants, String... kernels) {
        try {
            ExecutionRewriter.rewrite(
                    text, OutlineParser.parse(text), constants, Set.of(kernels), ExecutionTarget.WORKER);
            return "";
        } catch (ExecutionRefusedException e) {
            return String.valueOf(e.getMessage()).replaceAll("no value was given for function constants? ", "");
        }
    }

    @Test
    void rewrite_overloadsForTwoAddressSpaces_leaveOne() {
        assertEquals(
                "float f(device const float* p) { return *p; }  float f(device float* p) { return 1; }",
                executed(
                                "float f(device const float* p) { return *p; } float f(threadgroup const float* p) { return *p; }"
                                        + " float f(device float* p) { return 1; }",
                                Map.of())
                        .replaceAll(" {2,}", "  "));
    }

    @Test
    void rewrite_overloadsThatDoDifferentThings_areRefused() {
        String text = "int f(device int* p) { return *p; } int f(threadgroup int* p) { return *p + 1; }";
        ExecutionRefusedException refused =
                assertThrows(ExecutionRefusedException.class, () -> executed(text, Map.of()));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("functions f differ in address spaces alone"));
    }

    @Test
    void rewrite_membersForTwoAddressSpaces_leaveOne() {
        assertEquals(
                "struct S { int n; int get() const { return n; }  };",
                checked("struct S { int n; int get() const thread { return n; } int get() constant { return n; } };")
                        .replaceAll(" {2,}", "  ")
                        .replace("const  {", "const {"));
    }

    @Test
    void rewrite_specialisationsForTwoAddressSpaces_leaveOne() {
        String text = "template <class P> struct X; template <class T> struct X<device T*> { typedef T t; };";
        assertEquals(
                text + "  int after;",
                executed(text + " template <class T> struct X<thread T*> { typedef T t; }; int after;", Map.of())
                        .replaceAll(" {2,}", "  "));
    }

    @Test
    void rewrite_specialisationsThatHoldDifferentThings_areRefused() {
        String text = "template <> struct X<device int*> { int a; }; template <> struct X<thread int*> { int b; };";
        ExecutionRefusedException refused =
                assertThrows(ExecutionRefusedException.class, () -> executed(text, Map.of()));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("specialisations of X differ in address spaces"));
    }

    @Test
    void rewrite_kernel_isInTheTable() {
        RewrittenText rewritten = execute(
                "kernel void k(device float* a [[buffer(2)]], uint2 p [[thread_position_in_grid]]) {}", Map.of());
        assertTrue(
                rewritten
                        .text()
                        .contains(
                                "__metal_launch(&::k, *arguments, __metal_buffer<2>{}, __metal_input_thread_position_in_grid{});"),
                rewritten.text());
        assertTrue(rewritten.text().contains("{\"k\", __metal_kernel_0},"), rewritten.text());
    }

    @Test
    void map_tokenBehindInsertions_leadsToItsColumn() {
        String written = "void k() { threadgroup float a[N(2)]; int b = a; }";
        String output = "# 7 \"x.metal\"\nvoid k() { threadgroup float a[(2+1)]; int b = a; }\n";
        PreprocessedText text = PreprocessedText.parse(output);
        RewrittenText rewritten = CheckRewriter.rewrite(text, OutlineParser.parse(text), Set.of());
        String line = rewritten.text().lines().findFirst().orElseThrow();
        int token = rewritten.map().token(1, line.lastIndexOf("a; }") + 1).orElseThrow();
        assertEquals(
                new SourceMap.Place("x.metal", 7, written.lastIndexOf("a; }") + 1),
                SourceMap.origin(text, text.tokens().get(token), place -> Optional.of(written)));
    }

    @Test
    void map_tokenOutOfAMacro_leadsToTheMacro() {
        String written = "int y = WRONG(a) + b;";
        PreprocessedText text = PreprocessedText.parse("int y = nothing(a, 2) + b;");
        assertEquals(
                9,
                SourceMap.origin(text, text.tokens().get(3), place -> Optional.of(written))
                        .column());
        assertEquals(
                20,
                SourceMap.origin(text, text.tokens().get(10), place -> Optional.of(written))
                        .column());
    }

    @Test
    void nvidia_memoryOfEachKind_isNamedAsCudaDoes() {
        PreprocessedText text = PreprocessedText.parse("""
                constant float factor = 2;
                kernel void f(constant int *n [[buffer(0)]], device int *out [[buffer(1)]]) { threadgroup int shared[4]; }
                """);
        String rewritten = ExecutionRewriter.rewrite(
                        text, OutlineParser.parse(text), Map.of(), Set.of(), ExecutionTarget.NVIDIA)
                .text();
        assertTrue(rewritten.contains("__attribute__((constant)) constant float factor"), rewritten);
        assertTrue(rewritten.contains("constant int *__restrict__ n"), rewritten);
        assertTrue(rewritten.contains("device int *out"), rewritten);
        assertTrue(rewritten.contains("static __attribute__((shared)) threadgroup int shared[4];"), rewritten);
        assertTrue(rewritten.contains("__attribute__((global)) void metal_kernel_0("), rewritten);
        assertTrue(
                rewritten.contains("__metal_launch_here(&::f, arguments, __metal_buffer<0>{}, __metal_buffer<1>{})"),
                rewritten);
    }

    private static String checked(String source) {
        return values(source);
    }

    private static String executed(String source, Map<String, String> constants) {
        return firstLine(execute(source, constants));
    }

    private static RewrittenText execute(String source, Map<String, String> constants) {
        PreprocessedText text = PreprocessedText.parse(source);
        return ExecutionRewriter.rewrite(text, OutlineParser.parse(text), constants, Set.of(), ExecutionTarget.WORKER);
    }

    private static String firstLine(RewrittenText rewritten) {
        return rewritten
                .text()
                .lines()
                .filter(line -> !line.startsWith("#pragma clang attribute"))
                .filter(line -> !line.startsWith("#line"))
                .findFirst()
                .orElseThrow();
    }
}
