package dev.bessemer.simulator.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions, kernels, parameters and variables are found in what C++ allows around them. */
class OutlineParserTest {
    @Test
    void parse_functionsOfAllForms_areFoundByName() {
        Outline outline = parse("""
                namespace a { inline namespace b::c {
                template <typename T, int N = (1 > 0)> inline __attribute__((always_inline)) T f(T x) { return x; }
                } }
                float g(float x);
                struct alignas(16) S : Base<1> {
                    float m;
                    S(int x) : m{1.0f}, n(2) { }
                    float get(const thread S& o) const { return m; }
                    static constexpr constant int K = 4;
                    thread S& operator=(const thread S& o) { return *this; }
                };
                typedef struct { int a; } T;
                using U = vec<float, 4>;
                """);
        assertEquals(
                List.of("a::b::c::f", "g", "S::S", "S::get", "S::operator ="),
                outline.functions().stream().map(Outline.Function::expression).toList());
        assertTrue(outline.functions().get(0).template());
        assertEquals(Outline.Form.DECLARATION, outline.functions().get(1).form());
        assertTrue(outline.functions().get(3).member());
        assertEquals(List.of(), outline.variables());
    }

    @Test
    void parse_kernel_hasItsParametersAndSlots() {
        Outline outline = parse("""
                [[kernel]] void k(device const float* a [[buffer(3)]], constant metal::array<int, 2>& s,
                    threadgroup half *t [[threadgroup(1)]], ushort2 p [[thread_position_in_grid]],
                    threadgroup float (&m)[4], uint lane [[thread_index_in_simdgroup]]) {}
                """);
        Outline.Function kernel = outline.functions().getFirst();
        assertTrue(kernel.kernel());
        assertEquals(
                List.of("a", "s", "t", "p", "m", "lane"),
                kernel.parameters().stream().map(Outline.Parameter::name).toList());
        assertEquals(
                List.of("BUFFER 3", "BUFFER 0", "THREADGROUP 1", "INPUT -1", "THREADGROUP 0", "INPUT -1"),
                KernelArgument.of(kernel).stream()
                        .map(argument -> argument.kind() + " " + argument.index())
                        .toList());
    }

    @Test
    void parse_instantiations_nameTheKernelsOfTheHost() {
        Outline outline = parse("""
                template <typename T> kernel void add(device T* a) {}
                template [[host_name("add_f")]] [[kernel]] void add<float>(device float*);
                typedef decltype(add<float>) add_t;
                template [[host_name("add_h")]] kernel add_t add<half>;
                template [[host_name("add_i")]] [[kernel]] decltype(add<int>) add<int>;
                kernel void plain(device float* a) {}
                """);
        List<Outline.Function> kernels = Kernels.launched(outline);
        assertEquals(
                List.of("add_f", "add_h", "add_i", "plain"),
                kernels.stream().map(Outline.Function::hostName).toList());
        assertEquals(
                List.of("add < float >", "add < half >", "add < int >", "plain"),
                kernels.stream().map(Outline.Function::expression).toList());
        assertEquals(
                "a",
                Kernels.definition(outline, kernels.get(1))
                        .parameters()
                        .getFirst()
                        .name());
    }

    @Test
    void parse_slotsWithNames_areTheirNumbers() {
        Outline outline = parse("""
                typedef enum Slot { In = 2, Out, Last = Out + 4, Behind } Slot;
                enum class Other : uint { First, Second };
                constant int bias = 11;
                constexpr constant uint shared = 0x1u;
                kernel void k(device float* a [[buffer(In)]], device float* b [[buffer(Out)]], constant float& c [[buffer(Behind + 1)]],
                        device float* d [[buffer(bias)]], threadgroup float* e [[threadgroup(shared)]], device float* f) {}
                """);
        List<KernelArgument> arguments =
                KernelArgument.of(Kernels.launched(outline).getFirst());
        assertEquals(
                List.of(2, 3, 9, 11, 1, 0),
                arguments.stream().map(KernelArgument::index).toList());
    }

    @Test
    void parse_threadgroupMemory_tellsVariablesFromPointers() {
        Outline outline = parse("""
                kernel void k(threadgroup float* p) {
                    threadgroup float a[4], b[2][3];
                    threadgroup float* q = p;
                    for (;;) { const threadgroup float (*r)[4] = &a; }
                    threadgroup metal::array<float, 4> c;
                    alignas(16) threadgroup float4 d;
                    threadgroup auto& e = a[0];
                }
                threadgroup int outside;
                """);
        assertEquals(
                List.of(List.of("a", "b"), List.of("c"), List.of("d"), List.of("outside")),
                outline.threadgroupVariables().stream()
                        .map(Outline.ThreadgroupVariable::names)
                        .toList());
        assertTrue(outline.functionAround(outline.threadgroupVariables().get(0).from())
                .isPresent());
        assertFalse(outline.functionAround(outline.threadgroupVariables().get(3).from())
                .isPresent());
    }

    @Test
    void parse_programScope_findsConstantsAndFunctionConstants() {
        Outline outline = parse("""
                constant float table[2] = {1, 2};
                constant bool flag [[function_constant(7)]];
                constant constexpr int n{3};
                """);
        assertEquals(
                List.of("table", "flag", "n"),
                outline.variables().stream().map(Outline.Variable::name).toList());
        assertEquals(
                "7", outline.variables().get(1).functionConstant().orElseThrow().text());
    }

    @Test
    void parse_unfinishedText_ends() {
        for (String text : List.of(
                "kernel void f(", "template <", "struct {", "namespace", "[[", "extern", "a < b", "f() {", ")")) {
            parse(text);
        }
    }

    static Outline parse(String text) {
        return OutlineParser.parse(PreprocessedText.parse(text));
    }
}
