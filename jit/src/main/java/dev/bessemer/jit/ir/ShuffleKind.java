package dev.bessemer.jit.ir;

/** Which lane's value a shuffle reads. */
public enum ShuffleKind {
    /** The lane the operand names, modulo 32. */
    LANE,
    /** This lane's number xor the operand, modulo 32. */
    XOR,
    /** The lane that many below; where there is none, its own. */
    UP,
    /** The lane that many above; where there is none, its own. */
    DOWN;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
