package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.Literals;
import dev.bessemer.simulator.source.Token;
import java.util.Map;
import java.util.function.Consumer;

/** Words of C++ that Metal has no meaning for. */
final class ForbiddenWordsLint implements Lint {
    private static final String NO_EXCEPTIONS = "return a status, or write it to a buffer";
    private static final String NO_HEAP = "use an array in the kernel, or a buffer that the host binds";
    private static final String NO_VIRTUAL = "use a template parameter, or a switch";
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("double", "use float"),
            Map.entry("goto", "use if, break, or a function that returns early"),
            Map.entry("new", NO_HEAP),
            Map.entry("delete", NO_HEAP),
            Map.entry("try", NO_EXCEPTIONS),
            Map.entry("catch", NO_EXCEPTIONS),
            Map.entry("throw", NO_EXCEPTIONS),
            Map.entry("virtual", NO_VIRTUAL),
            Map.entry("dynamic_cast", NO_VIRTUAL),
            Map.entry("typeid", NO_VIRTUAL),
            Map.entry("thread_local", "declare the variable in the kernel"));

    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        for (int i = 0; i < context.text().tokens().size(); i++) {
            Token token = context.text().tokens().get(i);
            String remedy = REMEDIES.get(token.text());
            if (token.kind() == Token.Kind.WORD && remedy != null && !isDeleted(context, i)) {
                findings.accept(new Finding(context.at(token), "Metal has no '" + token.text() + "'", remedy));
            } else if (token.kind() == Token.Kind.NUMBER && Literals.isLongDouble(token.text())) {
                findings.accept(new Finding(context.at(token), "Metal has no 'long double'", "drop the suffix"));
            }
        }
    }

    /** In {@code f() = delete} the word is no operator. */
    private static boolean isDeleted(LintContext context, int i) {
        return i > 0
                && context.text().tokens().get(i - 1).is("=")
                && context.text().tokens().get(i).is("delete");
    }
}
