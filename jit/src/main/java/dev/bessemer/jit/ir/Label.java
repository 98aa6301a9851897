package dev.bessemer.jit.ir;

/** Names a {@link ControlOp.Block}, {@link ControlOp.For} or {@link ControlOp.Loop} for the breaks and continues inside it; compared by identity. */
public final class Label {
    private final String name;

    /** @param name the source's label, or the empty string */
    public Label(String name) {
        this.name = name;
    }

    /** The source's label, a hint for printers. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "^" + name;
    }
}
