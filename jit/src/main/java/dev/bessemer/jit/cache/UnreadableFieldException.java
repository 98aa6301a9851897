package dev.bessemer.jit.cache;

/** A static final field's value cannot be read. */
public final class UnreadableFieldException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    /** @param why what stands in the way, a clause that follows "which" */
    UnreadableFieldException(String why) {
        super(why);
        this.why = why;
    }

    /** What stands in the way, a clause that follows "which". */
    public String why() {
        return why;
    }
}
