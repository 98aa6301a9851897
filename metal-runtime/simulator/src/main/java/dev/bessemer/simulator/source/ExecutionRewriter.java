package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spells Metal source for execution: address spaces are gone, threadgroup variables are statics where the target wants them, function
 * constants have their values, and each kernel has a function that binds its arguments ({@code __metal_kernel.h}).
 */
public final class ExecutionRewriter {
    /** Gives functions to this file alone, so that none but the kernels' entries need be kept. */
    private static final String INTERNAL =
            "#pragma clang attribute push(__attribute__((internal_linkage)), apply_to = function)";

    private final ExecutionTarget target;
    private final Outline outline;
    private final Map<String, String> constants;
    private final Selection selection;
    private final List<String> missing = new ArrayList<>();
    private final TokenCursor cursor;
    private final Edits edits;

    private ExecutionRewriter(
            PreprocessedText text,
            Outline outline,
            Map<String, String> constants,
            Set<String> kernels,
            ExecutionTarget target) {
        this.target = target;
        this.outline = outline;
        this.constants = constants;
        this.cursor = new TokenCursor(text.tokens());
        this.selection = Selection.of(cursor, outline, kernels);
        this.edits = Rewriter.common(text, outline);
    }

    /**
     * The text for execution.
     *
     * @param constants the values of function constants, by name or by index
     * @param kernels the kernels that are wanted, by the names that the host calls them by; all where there are none
     * @throws ExecutionRefusedException where a function constant that a wanted kernel may use has no value, and nothing in the text asks whether it has
     *     one; or where functions that differ in address spaces alone do different things
     */
    public static RewrittenText rewrite(
            PreprocessedText text,
            Outline outline,
            Map<String, String> constants,
            Set<String> kernels,
            ExecutionTarget target) {
        return new ExecutionRewriter(text, outline, constants, kernels, target).rewrite();
    }

    private RewrittenText rewrite() {
        for (Outline.ThreadgroupVariable variable : outline.threadgroupVariables()) {
            boolean isStatic = cursor.is(variable.from(), "static");
            edits.insertBefore(variable.from(), (isStatic ? "" : "static ") + target.threadgroupVariable());
        }
        if (target == ExecutionTarget.WORKER) {
            PrivateArrays.mark(edits, cursor, outline);
        }
        outline.variables().forEach(this::giveValue);
        answerQueries();
        if (!missing.isEmpty()) {
            throw new ExecutionRefusedException(
                    "no value was given for function constant" + (missing.size() == 1 ? " " : "s ")
                            + String.join(", ", missing),
                    "give it one by name or index, as the host does when it makes the pipeline");
        }
        selection.dropped().forEach(kernel -> edits.erase(kernel.from(), kernel.bodyTo()));
        ErasedOverloads.find(cursor, outline).forEach(function -> edits.erase(function.from(), function.bodyTo()));
        ErasedSpecialisations.drop(edits, cursor);
        edits.prepend(INTERNAL);
        switch (target) {
            case WORKER -> appendTable();
            case NVIDIA -> {
                outline.variables().forEach(this::keepOnGpu);
                selection.kernels().forEach(this::keepApart);
                appendEntries();
            }
        }
        return edits.render(true);
    }

    private void giveValue(Outline.Variable variable) {
        variable.functionConstant().ifPresent(attribute -> {
            String value = constants.getOrDefault(variable.name(), constants.get(index(attribute)));
            if (value == null && selection.reaches(variable.name()) && !isAskedFor(variable.name())) {
                missing.add(variable.name() + " (" + index(attribute) + ")");
            }
            edits.insertBefore(variable.from(), "static constexpr ");
            edits.insertAfter(variable.nameAt(), value == null ? "{}" : " = " + value);
        });
    }

    /** The number in a function constant's attribute; its text where that is no number. */
    private static String index(Attribute attribute) {
        return attribute.number().isPresent()
                ? String.valueOf(attribute.number().getAsInt())
                : attribute.text();
    }

    private boolean isAskedFor(String constant) {
        for (int i = 0; i < cursor.size(); i++) {
            if (Rewriter.isQueryOfConstant(cursor, i) && cursor.is(i + 2, constant)) {
                return true;
            }
        }
        return false;
    }

    private void answerQueries() {
        for (int i = 0; i < cursor.size(); i++) {
            if (Rewriter.isQueryOfConstant(cursor, i)) {
                edits.erase(i, cursor.afterGroup(i + 1));
                edits.replace(i, isGiven(cursor.at(i + 2).text()) ? "true" : "false");
            }
        }
    }

    private boolean isGiven(String constant) {
        return outline.variables().stream()
                .filter(variable -> variable.name().equals(constant))
                .flatMap(variable -> variable.functionConstant().stream())
                .anyMatch(attribute -> constants.containsKey(constant) || constants.containsKey(index(attribute)));
    }

    private void keepOnGpu(Outline.Variable variable) {
        if (variable.functionConstant().isEmpty() && !cursor.is(variable.from(), "template")) {
            edits.insertBefore(variable.from(), "__attribute__((constant)) ");
        }
    }

    /** What {@code constant} parameters point to is written by nobody, which lets the compiler read it once. */
    private void keepApart(Outline.Function kernel) {
        for (Outline.Parameter parameter : Kernels.definition(outline, kernel).parameters()) {
            boolean constant = "constant".equals(parameter.addressSpace());
            if (constant && parameter.type().endsWith("*")) {
                for (int i = parameter.from(); i < parameter.to(); i++) {
                    if (cursor.is(i, parameter.name()) && cursor.is(i - 1, "*")) {
                        edits.insertBefore(i, "__restrict__ ");
                    }
                }
            }
        }
    }

    private void appendEntries() {
        List<Outline.Function> kernels = selection.kernels();
        edits.append(HEADER);
        for (int k = 0; k < kernels.size(); k++) {
            Outline.Function kernel = kernels.get(k);
            edits.append("extern \"C\" __attribute__((global)) void " + ExecutionTarget.entry(k)
                    + "(const __metal_launch_arguments arguments) {\n    __metal_launch_here(&::"
                    + kernel.expression() + ", arguments" + binders(kernel) + ");\n}\n");
        }
    }

    private void appendTable() {
        List<Outline.Function> kernels = selection.kernels();
        StringBuilder table = new StringBuilder("extern \"C\" const __metal_kernel_entry __metal_kernels[] = {\n");
        edits.append(HEADER);
        for (int k = 0; k < kernels.size(); k++) {
            Outline.Function kernel = kernels.get(k);
            edits.append(
                    "static void __metal_kernel_" + k + "(const __metal_arguments *arguments) {\n    __metal_launch(&::"
                            + kernel.expression() + ", *arguments" + binders(kernel) + ");\n}\n");
            table.append("    {\"")
                    .append(kernel.hostName())
                    .append("\", __metal_kernel_")
                    .append(k)
                    .append("},\n");
        }
        edits.append(table + "    {nullptr, nullptr}};\n");
    }

    /** The file that what is appended seems to be in. */
    static final String WRAPPERS = "<kernel arguments>";

    private static final String HEADER =
            "#pragma clang attribute pop\n#line 1 \"" + WRAPPERS + "\"\n#include <__metal_kernel.h>\n";

    private String binders(Outline.Function kernel) {
        StringBuilder binders = new StringBuilder();
        for (KernelArgument argument : KernelArgument.of(Kernels.definition(outline, kernel))) {
            binders.append(", ").append(argument.binder()).append("{}");
        }
        return binders.toString();
    }
}
