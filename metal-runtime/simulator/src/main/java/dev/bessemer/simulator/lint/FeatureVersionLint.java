package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.PreprocessedText;
import dev.bessemer.simulator.source.SourceMap;
import dev.bessemer.simulator.source.Token;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Features that came with a version of the language newer than the declared one. */
final class FeatureVersionLint implements Lint {
    /**
     * A feature.
     *
     * @param words the words that show its use
     * @param since the version it came with
     */
    private record Feature(Pattern words, int since) {}

    private static final List<Feature> FEATURES = List.of(
            feature(
                    "simdgroup_(matrix|multiply|multiply_accumulate|load|store|(float|half)8x8)|make_filled_simdgroup_matrix",
                    230),
            feature("simd_shuffle_and_fill_(up|down)", 240),
            feature("atomic_float", 300),
            feature("bfloat[234]?|packed_bfloat[234]|simdgroup_bfloat8x8|atomic_ulong", 310),
            feature(
                    "tensor|tensor_(inline|handle|offset)|cooperative_tensor|d?extents|matmul2d(_descriptor)?|tensor_ops",
                    400));

    private static final int FP_PRAGMA_SINCE = 320;
    private static final int LAMBDA_SINCE = 320;
    private static final int TENSOR_SINCE = 400;

    private static Feature feature(String words, int since) {
        return new Feature(Pattern.compile(words), since);
    }

    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        for (PreprocessedText.Line line : context.text().lines()) {
            SourceMap.Place place = new SourceMap.Place(line.file(), line.number(), 1);
            if (line.text().startsWith("#pragma METAL fp")) {
                report(context, place, "#pragma METAL fp", FP_PRAGMA_SINCE, findings);
            } else if (line.text().matches("#include <(metal_tensor|MetalPerformancePrimitives/.*)>.*")) {
                report(context, place, line.text().replaceAll(" */\\*.*", ""), TENSOR_SINCE, findings);
            }
        }
        List<Token> tokens = context.text().tokens();
        for (int i = 0; i < tokens.size(); i++) {
            checkToken(context, tokens, i, findings);
        }
    }

    private static void checkToken(LintContext context, List<Token> tokens, int i, Consumer<Finding> findings) {
        Token token = tokens.get(i);
        if (token.kind() == Token.Kind.WORD) {
            for (Feature feature : FEATURES) {
                if (feature.since() > context.version()
                        && feature.words().matcher(token.text()).matches()) {
                    report(context, context.at(token), "'" + token.text() + "'", feature.since(), findings);
                }
            }
        } else if (LAMBDA_SINCE > context.version() && isLambda(tokens, i)) {
            report(context, context.at(token), "a lambda", LAMBDA_SINCE, findings);
        }
    }

    /** A bracket that begins a lambda: where an operand is expected, and not the one of an attribute. */
    private static boolean isLambda(List<Token> tokens, int i) {
        if (i == 0
                || !tokens.get(i).is("[")
                || i + 2 >= tokens.size()
                || tokens.get(i + 1).is("[")) {
            return false;
        }
        boolean operand = List.of("=", "(", ",", "return", "{", ";", "}")
                .contains(tokens.get(i - 1).text());
        return operand
                && (List.of("&", "=", "]").contains(tokens.get(i + 1).text())
                        || tokens.get(i + 2).is("]"));
    }

    private static void report(
            LintContext context, SourceMap.Place place, String what, int since, Consumer<Finding> findings) {
        if (since > context.version()) {
            findings.accept(new Finding(
                    place,
                    what + " came with Metal " + name(since) + ", and the declared version is "
                            + name(context.version()),
                    "declare a newer version, or put it between #if __METAL_VERSION__ >= " + since + " and #endif"));
        }
    }

    private static String name(int version) {
        return version / 100 + "." + version / 10 % 10;
    }
}
