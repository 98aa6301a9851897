package dev.bessemer.simulator.source;

import java.util.List;
import java.util.Set;

/**
 * Spells Metal source for the check: address spaces stay, as attributes that the Metal library's headers define.
 *
 * <p>It leaves marks for whoever reads clang's syntax tree: after a threadgroup variable {@code v} a type {@code __metal_bytes_of_v} of as many chars as the
 * variable has bytes, and at the end for kernel number {@code k} a variable {@code __metal_kernel_k} with its function's type and for its parameter number
 * {@code p} a type {@code __metal_bytes_k_p} of as many chars as what it points to has bytes.
 */
public final class CheckRewriter {
    /** The mark for the bytes of a threadgroup variable. */
    public static final String BYTES_OF = "__metal_bytes_of_";

    /** The mark for a kernel's function. */
    public static final String KERNEL = "__metal_kernel_";

    /** The mark for the bytes that a kernel's parameter points to. */
    public static final String BYTES = "__metal_bytes_";

    private CheckRewriter() {}

    /**
     * The text for the check.
     *
     * @param questions the tokens of question marks between whose operands clang finds no common type because they are in different address spaces
     */
    public static RewrittenText rewrite(PreprocessedText text, Outline outline, Set<Integer> questions) {
        Edits edits = Rewriter.common(text, outline);
        TokenCursor cursor = new TokenCursor(text.tokens());
        for (Outline.ThreadgroupVariable variable : outline.threadgroupVariables()) {
            boolean isStatic = cursor.is(variable.from(), "static");
            if (outline.functionAround(variable.from()).isPresent()) {
                edits.insertBefore(variable.from(), isStatic ? "" : "static ");
                variable.names().forEach(name -> edits.insertAfter(variable.to() - 1, bytesOf(name)));
            }
        }
        for (Outline.Variable variable : outline.variables()) {
            if (variable.functionConstant().isPresent()) {
                edits.insertBefore(variable.from(), "extern ");
            }
        }
        replaceQueries(edits, cursor);
        ConditionalOperands.rewrite(edits, cursor, questions);
        appendMarks(edits, outline);
        return edits.render(false);
    }

    private static String bytesOf(String name) {
        return " typedef char " + BYTES_OF + name + "[sizeof(" + name + ")];";
    }

    private static void replaceQueries(Edits edits, TokenCursor cursor) {
        for (int i = 0; i < cursor.size(); i++) {
            if (Rewriter.isQueryOfConstant(cursor, i)) {
                edits.replace(i, "!!sizeof");
            }
        }
    }

    private static void appendMarks(Edits edits, Outline outline) {
        List<Outline.Function> kernels = Kernels.launched(outline);
        edits.append("#include <__metal_kernel.h>\n");
        for (int k = 0; k < kernels.size(); k++) {
            Outline.Function kernel = kernels.get(k);
            String address = "&::" + kernel.expression();
            edits.append("static auto *const " + KERNEL + k + " = " + address + ";\n");
            List<Outline.Parameter> parameters =
                    Kernels.definition(outline, kernel).parameters();
            for (int p = 0; p < parameters.size(); p++) {
                edits.append("typedef char " + BYTES + k + "_" + p + "[__metal_pointee_bytes<" + p + ">(" + address
                        + ")];\n");
            }
        }
    }
}
