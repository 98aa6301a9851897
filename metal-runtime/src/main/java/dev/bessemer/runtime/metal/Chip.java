package dev.bessemer.runtime.metal;

import java.util.Arrays;
import java.util.Optional;

/** Apple's chips, by what is published of their largest GPUs: some are sold with fewer cores. */
public enum Chip {
    /** 8 cores. */
    M1(2.6, 68),
    /** 16 cores. */
    M1_PRO(5.3, 205),
    /** 32 cores. */
    M1_MAX(10.6, 410),
    /** 64 cores. */
    M1_ULTRA(21.2, 800),
    /** 10 cores. */
    M2(3.6, 102),
    /** 19 cores. */
    M2_PRO(6.8, 200),
    /** 38 cores. */
    M2_MAX(13.6, 400),
    /** 76 cores. */
    M2_ULTRA(27.2, 800),
    /** 10 cores. */
    M3(3.6, 100),
    /** 40 cores. */
    M3_MAX(14.3, 400),
    /** 10 cores. */
    M4(3.6, 120),
    /** 40 cores. */
    M4_MAX(17, 546),
    /** 10 cores, with matrix units that do about four times as much in half. */
    M5(4.1, 153),
    /** 40 cores, with matrix units that do about four times as much in half. */
    M5_MAX(18, 614);

    private final double teraflops;
    private final double gigabytes;

    Chip(double teraflops, double gigabytes) {
        this.teraflops = teraflops;
        this.gigabytes = gigabytes;
    }

    /** The chip of a GPU, by the name that Metal gives it, such as Apple M1 Pro; empty for one that is not known here. */
    public static Optional<Chip> of(String gpu) {
        return Arrays.stream(values())
                .filter(chip -> gpu.equalsIgnoreCase("Apple " + chip.name().replace('_', ' ')))
                .findFirst();
    }

    /** Its operations on floats a second. */
    public double flops() {
        return teraflops * 1e12;
    }

    /** The bytes a second to and from its memory. */
    public double bytesPerSecond() {
        return gigabytes * 1e9;
    }
}
