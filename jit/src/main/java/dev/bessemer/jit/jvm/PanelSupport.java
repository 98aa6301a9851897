package dev.bessemer.jit.jvm;

/**
 * Whether and how wide the panel operations use the Vector API.
 *
 * <p>It loads no class of {@code jdk.incubator.vector}, so that it may be asked where that module is missing. The system property
 * {@code bessemer.vector.bits} caps the width: 128, 256 or 512, or 0 for plain scalar code.
 */
public final class PanelSupport {
    /** The widest vectors to use in bits; no limit where the property is not set. */
    static final int CAP = Integer.getInteger("bessemer.vector.bits", 512);

    /** Whether vectors are used: the module is there and the cap allows the narrowest. Constant for the life of the JVM. */
    public static final boolean VECTOR = CAP >= 128
            && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            && PanelWidth.isWideEnough();

    private PanelSupport() {}

    /** Floats in the vectors that are used: 4, 8 or 16, or 1 for scalar code. */
    public static int lanes() {
        return VECTOR ? PanelWidth.LANES : 1;
    }
}
