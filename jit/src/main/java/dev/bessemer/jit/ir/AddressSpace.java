package dev.bessemer.jit.ir;

/** Where an array lives; Metal's words. */
public enum AddressSpace {
    /** Memory of the device, shared by all threads: a kernel's array parameters. */
    DEVICE("device"),
    /** Memory of one threadgroup: KernelContext's local arrays. */
    THREADGROUP("threadgroup"),
    /** Memory that nothing writes: the elements of static final arrays. */
    CONSTANT("constant"),
    /** One thread's own: {@code new float[16]}, and arrays of matrices held in registers. */
    THREAD("thread");

    private final String text;

    AddressSpace(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
