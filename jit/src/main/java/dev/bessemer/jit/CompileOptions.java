package dev.bessemer.jit;

/**
 * How a kernel is compiled.
 *
 * @param target what it is compiled to
 * @param boundsChecks whether accesses that are not proven in range are guarded
 * @param vectorApi whether code for the CPU may use the Vector API where it is there
 */
public record CompileOptions(Target target, boolean boundsChecks, boolean vectorApi) {
    /** What comes out of the compiler. */
    public enum Target {
        /** JVM bytecode for the CPU device. */
        CPU,
        /** Metal Shading Language. */
        MSL
    }

    /** Checked code for a target, with the Vector API. */
    public static CompileOptions of(Target target) {
        return new CompileOptions(target, true, true);
    }

    /** The same options with guards or without. */
    public CompileOptions withBoundsChecks(boolean checks) {
        return new CompileOptions(target, checks, vectorApi);
    }
}
