package dev.bessemer.simulator.source;

/** The directives that preprocessing leaves: includes of the Metal library and pragmas. */
final class Directives {
    private Directives() {}

    /** The directive as clang may have it: Metal's pragmas about floating-point arithmetic change nothing here. */
    static String translate(String directive) {
        return directive.startsWith("#pragma METAL") ? "" : directive;
    }
}
