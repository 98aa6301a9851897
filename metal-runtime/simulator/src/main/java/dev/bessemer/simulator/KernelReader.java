package dev.bessemer.simulator;

import dev.bessemer.simulator.lint.MetalNames;
import dev.bessemer.simulator.lint.ThreadgroupMemoryLint;
import dev.bessemer.simulator.source.Attribute;
import dev.bessemer.simulator.source.CheckRewriter;
import dev.bessemer.simulator.source.KernelArgument;
import dev.bessemer.simulator.source.Kernels;
import dev.bessemer.simulator.source.Outline;
import dev.bessemer.simulator.syntax.SyntaxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads the kernels of a checked file: names and slots from its outline, types and sizes from the marks in clang's tree. */
final class KernelReader {
    private final Map<String, SyntaxNode> functions = new HashMap<>();
    private final Map<String, SyntaxNode> marks = new HashMap<>();

    private KernelReader(SyntaxNode tree) {
        tree.visit(node -> {
            if (node.isA("FunctionDecl")) {
                functions.put(node.address(), node);
            } else if (node.isA("VarDecl", "TypedefDecl") && node.name().startsWith("__metal_")) {
                marks.put(node.name(), node);
            }
        });
    }

    static List<MslKernel> read(Outline outline, SyntaxNode tree) {
        KernelReader reader = new KernelReader(tree);
        List<Outline.Function> kernels = Kernels.launched(outline);
        List<MslKernel> read = new ArrayList<>();
        for (int k = 0; k < kernels.size(); k++) {
            read.add(reader.kernel(k, kernels.get(k), Kernels.definition(outline, kernels.get(k))));
        }
        return read;
    }

    private MslKernel kernel(int k, Outline.Function kernel, Outline.Function definition) {
        SyntaxNode mark = marks.get(CheckRewriter.KERNEL + k);
        List<String> types = mark == null ? List.of() : parameterTypes(MetalNames.readable(mark.type()));
        List<KernelArgument> arguments = KernelArgument.of(definition);
        List<MslKernel.Parameter> parameters = new ArrayList<>();
        for (int p = 0; p < arguments.size(); p++) {
            String type = p < types.size()
                    ? types.get(p)
                    : arguments.get(p).parameter().type();
            parameters.add(parameter(arguments.get(p), type, bytes(k, p)));
        }
        return new MslKernel(
                kernel.hostName(),
                kernel.expression().replace(" ", ""),
                parameters,
                threadgroupBytes(k),
                maxThreads(definition));
    }

    private static MslKernel.Parameter parameter(KernelArgument argument, String type, long bytes) {
        MslKernel.Binding binding = switch (argument.kind()) {
            case BUFFER -> MslKernel.Binding.BUFFER;
            case THREADGROUP -> MslKernel.Binding.THREADGROUP;
            case INPUT, UNKNOWN -> MslKernel.Binding.INPUT;
        };
        boolean indirect =
                argument.parameter().indirect() && !type.contains("constant") && !type.matches(".*\\bconst\\b.*[*&].*");
        boolean writable = indirect || type.matches("(metal::)?tensor<(?!.*\\bconst\\b).*");
        boolean optional = argument.parameter().attribute("function_constant").isPresent();
        return new MslKernel.Parameter(
                argument.parameter().name(),
                binding,
                argument.index(),
                argument.input(),
                type,
                writable,
                bytes,
                optional);
    }

    private long bytes(int k, int p) {
        SyntaxNode mark = marks.get(CheckRewriter.BYTES + k + "_" + p);
        return mark == null ? 0 : ThreadgroupMemoryLint.charsOf(mark);
    }

    /** The types between the outer parentheses of {@code void (*const)(device float *, uint)}. */
    static List<String> parameterTypes(String function) {
        int open = function.indexOf(")(") + 2;
        List<String> types = new ArrayList<>();
        int depth = 0;
        int start = open;
        for (int i = open; i < function.length(); i++) {
            char c = function.charAt(i);
            if (depth == 0 && (c == ',' || c == ')')) {
                types.add(function.substring(start, i).strip());
                start = i + 1;
            }
            depth += c == '(' || c == '<' || c == '[' ? 1 : c == ')' || c == '>' || c == ']' ? -1 : 0;
        }
        return types;
    }

    private long threadgroupBytes(int k) {
        SyntaxNode mark = marks.get(CheckRewriter.KERNEL + k);
        long[] bytes = new long[1];
        if (mark != null) {
            mark.visit(node -> node.target()
                    .map(functions::get)
                    .filter(function -> node.isA("DeclRefExpr"))
                    .ifPresent(function -> bytes[0] = ThreadgroupMemoryLint.bytesOf(function)));
        }
        return bytes[0];
    }

    private static OptionalInt maxThreads(Outline.Function definition) {
        return definition
                .attribute("max_total_threads_per_threadgroup")
                .map(Attribute::number)
                .orElse(OptionalInt.empty());
    }
}
