package dev.bessemer.jit.ir;

/** How a reduction combines two values. */
public enum ReduceKind {
    SUM,
    MIN,
    MAX,
    AND,
    OR,
    XOR;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
