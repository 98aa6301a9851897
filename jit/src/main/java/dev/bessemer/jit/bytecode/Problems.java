package dev.bessemer.jit.bytecode;

/** The diagnostics of instructions, at the instruction being lifted. */
final class Problems {
    private final LiftSession session;
    private final Emitter emitter;

    Problems(LiftSession session, Emitter emitter) {
        this.session = session;
        this.emitter = emitter;
    }

    /** Reports a problem; see {@link dev.bessemer.jit.diagnostic.Diagnostic}. */
    void report(String problem, String reason, String remedy) {
        session.diagnostics.error(emitter.location(), problem, reason, remedy);
    }

    void usesDouble(String what) {
        report(
                what + " computes in double",
                "the GPU has no double",
                "use float, for example 0.5f for 0.5; one Math method may stand in a cast: (float) Math.exp(x) with a float x");
    }

    void allocates(String type) {
        report(
                "creates an object of type " + type,
                "a device has no heap of objects",
                "use local variables, arrays of a constant size, or the values of dev.bessemer.types");
    }

    void calls(String method, String why) {
        report(
                "calls '" + method + "', which " + why,
                "a kernel is made of its own code, static methods it calls, and the intrinsics",
                "write the computation as a static method of your own, or use KernelMath and Math");
    }

    void usesString() {
        report("uses a string", "a device has no strings", "write numbers to an array and format them on the host");
    }

    void throwsException() {
        report(
                "throws an exception",
                "a device cannot throw",
                "check arguments on the host before the launch, or write a marker to an array");
    }

    void locks() {
        report(
                "synchronizes on an object",
                "threads of a device cannot lock",
                "use KernelContext.localBarrier() between the threads of a threadgroup");
    }

    void testsType(String type) {
        report(
                "tests or casts to the type " + type,
                "the types of a kernel's values are fixed when it is compiled",
                "write a kernel for each type");
    }

    void needsConstant(String what) {
        report(
                what + " is not a constant of the kernel",
                "the code compiled for a device depends on it",
                "compute it from literals, static final constants and parameters marked @Constant");
    }

    void arrayOfArrays() {
        report(
                "creates an array of arrays",
                "a device has no references, so arrays hold numbers or matrices",
                "use one array and compute the index: a[row * columns + column]");
    }

    void staticField(String field, boolean isFinal) {
        report(
                isFinal
                        ? "reads '" + field + "', whose value is no compile-time constant"
                        : "uses the static field '" + field + "', which can change",
                isFinal
                        ? "only values written in the class file are known when the kernel is compiled"
                        : "a device does not see the fields of the host's classes",
                "pass it as a parameter, marked @Constant where the code depends on its value");
    }

    void usesObject(String what) {
        report(what, "a device has no references to objects", "pass arrays and numbers as parameters");
    }
}
