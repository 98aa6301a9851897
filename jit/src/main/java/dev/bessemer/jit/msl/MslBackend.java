package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Diagnostic;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.msl.MslSource.Binding;
import dev.bessemer.jit.msl.MslSource.Content;
import dev.bessemer.jit.msl.MslSource.LanguageVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a kernel as Metal Shading Language that a person can read: the source's names, its structure, its line numbers. */
public final class MslBackend {
    private static final int SIMD_WIDTH = 32;

    private final Function kernel;
    private final MslScope scope;
    private final List<Binding> bindings = new ArrayList<>();
    private final List<String> declarations = new ArrayList<>();

    private MslBackend(Function kernel) {
        this.kernel = kernel;
        scope = new MslScope(kernel);
        for (int i = 0; i < kernel.parameters().size(); i++) {
            parameter(i, kernel.parameters().get(i).value());
        }
    }

    /**
     * The kernel's source.
     *
     * @param kernel verified, its tiles 8x8
     * @throws MslLimitException if it needs more buffers than a kernel can have
     */
    public static MslSource emit(Function kernel) {
        MslExits exits = new MslExits();
        while (true) {
            MslBackend backend = new MslBackend(kernel);
            new MslFlow(backend.scope, exits).function(kernel.body());
            if (!exits.takeChanged()) {
                return backend.source();
            }
        }
    }

    private void parameter(int index, Value value) {
        String text = scope.names.fresh(value.name().isEmpty() ? "p" + index : value.name());
        if (value.type() instanceof ArrayType array) {
            scope.arrays.add(value, text);
            String constness = scope.uses.isStored(value) || scope.tensors.isFactor(value) ? "" : "const ";
            declare(Content.ARRAY, constness + "device " + MslTypes.spell(array) + "*", text, index);
        } else {
            scope.bind(value, Expression.atom(text));
            declare(Content.SCALAR, "constant " + MslTypes.spell(value.type()) + "&", text, index);
        }
    }

    private void declare(Content content, String type, String text, int parameter) {
        declarations.add(type + " " + text + " [[buffer(" + bindings.size() + ")]]");
        bindings.add(new Binding(bindings.size(), content, text, parameter));
    }

    private MslSource source() {
        if (scope.arrays.usesSizes()) {
            declare(Content.SIZES, "constant long*", MslArrays.SIZES, -1);
        }
        if (scope.arrays.usesFault()) {
            declare(Content.FAULT, "device atomic_uint*", MslArrays.FAULT, -1);
        }
        checkBuffers();
        scope.inputs().forEach(input -> declarations.add(input.declaration()));
        String text = preamble() + helpers() + String.join("", scope.tables()) + signature() + prologue()
                + scope.out.text() + "}\n";
        boolean bfloat = types(kernel).stream().anyMatch(MslBackend::isBfloat);
        return new MslSource(
                text,
                scope.functionName,
                bindings,
                version(bfloat),
                scope.fast(),
                scope.arrays.names(),
                scope.arrays.files(),
                scope.grid.loops());
    }

    private LanguageVersion version(boolean bfloat) {
        if (!scope.tensors.isEmpty()) {
            return scope.tensors.version();
        }
        return bfloat ? LanguageVersion.MSL_3_1 : LanguageVersion.MSL_3_0;
    }

    private void checkBuffers() {
        if (bindings.size() > MslSource.MAX_BUFFERS) {
            throw new MslLimitException(Diagnostic.of(
                    kernel.location(),
                    Refusal.TOO_MANY_BUFFERS,
                    kernel.name(),
                    bindings.size(),
                    MslSource.MAX_BUFFERS));
        }
    }

    private String preamble() {
        String tensors = scope.tensors.isEmpty()
                ? ""
                : "#include <metal_tensor>\n#include <MetalPerformancePrimitives/MetalPerformancePrimitives.h>\n";
        String head = "#include <metal_stdlib>\n" + tensors + "using namespace metal;\n\n";
        boolean floats = types(kernel).stream().anyMatch(MslBackend::isFloat);
        return scope.fast() || !floats ? head : head + """
                #if __METAL_VERSION__ >= 320
                #pragma METAL fp math_mode(safe)
                #pragma METAL fp contract(off)
                #else
                #pragma clang fp contract(off)
                #endif

                """;
    }

    private String helpers() {
        return scope.helpers().stream().map(helper -> helper.text() + "\n").collect(Collectors.joining());
    }

    private String signature() {
        String indent = "        ";
        String parameters = declarations.isEmpty() ? "" : "\n" + indent + String.join(",\n" + indent, declarations);
        return attribute() + " void " + scope.functionName + "(" + parameters + ") {\n";
    }

    /** The attribute with a size of 32 corrupts matrices; the launch gives that size all the same. */
    private String attribute() {
        int threads = kernel.attributes().threadgroup().stream().reduce(1, Math::multiplyExact);
        return threads > SIMD_WIDTH ? "[[kernel, max_total_threads_per_threadgroup(" + threads + ")]]" : "[[kernel]]";
    }

    private String prologue() {
        return Stream.concat(scope.tensors.declarations().stream(), scope.prologue().stream())
                .map(line -> "    " + line + "\n")
                .collect(Collectors.joining());
    }

    private static Set<Type> types(Function kernel) {
        Set<Type> types = new HashSet<>();
        kernel.parameters().forEach(parameter -> types.add(parameter.value().type()));
        MslUses.forEach(kernel.body(), op -> addTypes(op, types));
        return types;
    }

    private static void addTypes(Op op, Set<Type> types) {
        op.results().forEach(result -> types.add(result.type()));
    }

    private static ScalarType elementary(Type type) {
        return switch (type) {
            case ScalarType scalar -> scalar;
            case TileType tile -> tile.element();
            case CooperativeType held -> ScalarType.F32;
            case ArrayType array -> elementary(array.element());
        };
    }

    private static boolean isBfloat(Type type) {
        return elementary(type) == ScalarType.BF16;
    }

    private static boolean isFloat(Type type) {
        return elementary(type).isFloat();
    }
}
