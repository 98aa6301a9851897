package dev.bessemer.runtime;

/**
 * What a device can do at most, by the figures published for it.
 *
 * @param flops additions and multiplications of floats a second, a fused one counting as two; units for matrices of smaller types may do more
 * @param bytesPerSecond that it reads from and writes to its memory
 */
public record DeviceLimits(double flops, double bytesPerSecond) {}
