package dev.bessemer.runtime.differential;

/**
 * An array parameter of a kernel.
 *
 * @param size in elements, a power of two
 * @param written whether the kernel may write it
 */
record DeviceParameter(String name, ArrayKind kind, int size, boolean written) {
    String declaration() {
        return kind.className() + " " + name;
    }
}
