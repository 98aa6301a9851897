package dev.bessemer.runtime.metal;

/**
 * A kernel function of some Metal source and how it is compiled.
 *
 * @param text all of the source
 * @param function the kernel function's name
 * @param version the language version as {@code __METAL_VERSION__} gives it, such as 310
 * @param fastMath whether arithmetic may be reordered and contracted
 * @param threads how many threads its threadgroups have
 */
public record MetalCode(String text, String function, int version, boolean fastMath, long threads) {}
