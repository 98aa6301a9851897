package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.CheckRewriter;
import dev.bessemer.simulator.source.SourceMap;
import dev.bessemer.simulator.syntax.SyntaxNode;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kernel's variables in threadgroup memory together: 32,768 bytes at most. */
public final class ThreadgroupMemoryLint implements Lint {
    /** The bytes that a threadgroup has. */
    public static final int LIMIT = 32768;

    private static final Pattern CHARS = Pattern.compile("char\\[(\\d+)]");

    ThreadgroupMemoryLint() {}

    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        context.tree().visit(node -> {
            if (node.isA("FunctionDecl")) {
                long bytes = bytesOf(node);
                if (bytes > LIMIT) {
                    context.at(node).ifPresent(place -> findings.accept(finding(place, node.name(), bytes)));
                }
            }
        });
    }

    private static Finding finding(SourceMap.Place place, String kernel, long bytes) {
        return new Finding(
                place,
                "the threadgroup variables of " + kernel + " take " + bytes + " bytes, and a threadgroup has " + LIMIT,
                "use smaller tiles, or one array for several purposes");
    }

    /** The bytes of all threadgroup variables of a function in clang's tree. */
    public static long bytesOf(SyntaxNode function) {
        long[] sum = new long[1];
        function.visit(node -> {
            if (node.isA("TypedefDecl") && node.name().startsWith(CheckRewriter.BYTES_OF)) {
                sum[0] += charsOf(node);
            }
        });
        return sum[0];
    }

    /** How many chars the array type of a declaration has; 0 where that depends on a template's parameters. */
    public static long charsOf(SyntaxNode node) {
        Matcher matcher = CHARS.matcher(node.details());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
