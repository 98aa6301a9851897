package dev.bessemer.jit.ir;

/** Relations between two scalars of one type. */
public enum CompareKind {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE;

    /** The relation that holds for (b, a) where this one holds for (a, b). */
    public CompareKind swapped() {
        return switch (this) {
            case EQ, NE -> this;
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
        };
    }

    /** The relation that holds where this one does not; on integers only, a NaN makes it wrong. */
    public CompareKind negated() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT -> GE;
            case LE -> GT;
            case GT -> LE;
            case GE -> LT;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
