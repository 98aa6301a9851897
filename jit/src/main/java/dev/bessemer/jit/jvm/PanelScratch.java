package dev.bessemer.jit.jvm;

/** Arrays of a thread's own, for panels on their way from memory. */
final class PanelScratch {
    /** The most elements that one of them takes. */
    static final int SIZE = 8192;

    private static final ThreadLocal<PanelScratch> OWN = ThreadLocal.withInitial(PanelScratch::new);

    /** Halves as they lie in memory. */
    final short[] halves = new short[SIZE];

    /** Lines as they lie in memory, converted, before they are transposed. */
    final float[] lines = new float[SIZE];

    private PanelScratch() {}

    /** The present thread's; what is in it does not matter. */
    static PanelScratch own() {
        return OWN.get();
    }
}
