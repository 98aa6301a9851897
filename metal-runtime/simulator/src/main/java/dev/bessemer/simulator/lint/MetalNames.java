package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.Outline;
import java.util.Arrays;

/** Metal's names for what clang calls otherwise: address spaces, and the small floating-point types. */
public final class MetalNames {
    private MetalNames() {}

    /** A text of clang's with Metal's names in it. */
    public static String readable(String text) {
        return text.replace("const __attribute__((address_space(4)))", "constant")
                .replace("__attribute__((address_space(1)))", "device")
                .replace("__attribute__((address_space(3)))", "threadgroup")
                .replace("__attribute__((address_space(4)))", "constant")
                .replace("_Float16", "half")
                .replace("__bf16", "bfloat")
                .replaceAll("\\b(?:metal::)?(packed_)?vec<(\\w+), (\\d)>", "$1$2$3");
    }

    /** Whether a type of clang's names an address space. */
    static boolean isNamed(String type) {
        return Arrays.stream(readable(type).split("\\W+", -1)).anyMatch(Outline.ADDRESS_SPACES::contains);
    }
}
