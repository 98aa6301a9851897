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
                "uses an array of arrays that is more than rows of one length",
                "a device has no references: the rows lie one after another in one array of numbers",
                "write new float[ROWS][COLUMNS] with constant lengths, set its elements and read them, or use one array and compute the"
                        + " index: a[row * columns + column]");
    }

    void mutableField(String field) {
        report(
                "uses the static field '" + field + "', which can change",
                "a device does not see the fields of the host's classes",
                "pass it as a parameter, marked @Constant where the code depends on its value");
    }

    /** @param why a clause that follows "which" */
    void unreadableField(String field, String why) {
        report(
                "reads the static field '" + field + "', which " + why,
                "its value becomes a part of the kernel when it is compiled",
                "make the value readable, or pass it as a parameter, marked @Constant where the code depends on it");
    }

    void objectInField(String field, String type) {
        report(
                "reads the static field '" + field + "', which holds an object of type " + type,
                "only numbers, enum constants, records of them and arrays of numbers can become a part of the kernel",
                "pass arrays as parameters, and make the rest a record");
    }

    void enumArray(String method) {
        report(
                "calls '" + method + "'",
                "a device has no arrays of objects and no strings",
                "pass the ordinal as an int, and write a switch that gives the constant for each");
    }

    void dependsOnConstant(String what) {
        report(
                what + " depends on which enum constant it is",
                "a device has no references to choose between",
                "write a switch over the enum and use each constant in its own case");
    }

    void patternSwitch() {
        report(
                "switches over a value whose class is not known, or over patterns of primitives or strings",
                "a device has no classes to test: records and enum constants of known type are all a kernel can tell apart",
                "switch over an int or an enum, or use if and else");
    }

    void comparesReferences(boolean records) {
        report(
                "compares references",
                "a device has no references to objects",
                records ? "compare records with equals, or their components" : "compare numbers or enum constants");
    }

    void largeTable(String field, int length) {
        report(
                "reads '" + field + "', an array of " + length + " elements, at an index that is not a constant",
                "each thread would have a copy of it, which may have up to " + StaticTables.LIMIT + " elements",
                "pass the array as a parameter");
    }

    void writesStaticArray(String field) {
        report(
                "writes to the static array '" + field + "'",
                "its elements are constants of the kernel, fixed when it is compiled",
                "pass the array as a parameter, or copy it into an array of the kernel's own");
    }

    void atomicOnOwnArray() {
        report(
                "an atomic operation on an array of the thread's own",
                "no other thread sees it",
                "write a[i] += x, or use an array that the kernel is passed or that KernelContext allocates");
    }

    void usesObject(String what) {
        report(what, "a device has no references to objects", "pass arrays and numbers as parameters");
    }
}
