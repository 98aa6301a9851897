package dev.bessemer.jit.ir;

/** What an atomic op puts in the place of an element: the old one combined with its operand, or its operand. */
public enum AtomicKind {
    /** The sum; integers wrap. */
    ADD,
    /** The smaller one, as {@link Math#min}. */
    MIN,
    /** The larger one, as {@link Math#max}. */
    MAX,
    /** Bitwise and, of integers. */
    AND,
    /** Bitwise or, of integers. */
    OR,
    /** Bitwise exclusive or, of integers. */
    XOR,
    /** The operand. */
    EXCHANGE,
    /** The operand where the old one was the one expected, bit for bit. */
    COMPARE_EXCHANGE;

    private final String text = name().toLowerCase(java.util.Locale.ROOT);

    /** The IR text's word. */
    @Override
    public String toString() {
        return text;
    }
}
