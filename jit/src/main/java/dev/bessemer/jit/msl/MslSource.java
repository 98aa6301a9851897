package dev.bessemer.jit.msl;

import java.util.List;

/**
 * A kernel as Metal Shading Language, and what a launch needs to know of it.
 *
 * <p><b>Grid.</b> A kernel with {@code @Parallel} loops is dispatched over exactly the threads that {@link GridLoops#threads} gives. Any other gets the
 * grid of its launch, in whole threadgroups.
 *
 * <p><b>Buffers.</b> Every parameter has a buffer of its own, in the parameters' order from index 0: an array its elements, a scalar its bytes
 * ({@code long} 8, all others 4: what is narrower than an {@code int} is widened to one, {@code true} to 1). Where the kernel asks for lengths, the next buffer holds the
 * {@code sizes}: one 64-bit element count an array parameter. Where an access or a division is checked, the last one is the
 * {@code fault} record of {@link #FAULT_WORDS} 32-bit words, which the host sets to zero before a launch:
 *
 * <table>
 * <caption>The fault record</caption>
 * <tr><th>word</th><th>meaning</th></tr>
 * <tr><td>0</td><td>1 when a fault happened; the first one wins</td></tr>
 * <tr><td>1</td><td>the array, an index into {@link #arrays}; {@link #DIVISION} for a division by zero</td></tr>
 * <tr><td>2, 3</td><td>the index, low and high half</td></tr>
 * <tr><td>4</td><td>the source line; the upper 16 bits are an index into {@link #files}</td></tr>
 * <tr><td>5, 6, 7</td><td>the thread's x, y and z in the grid; for a kernel with {@code @Parallel} loops the iteration of each, counted from 0, or
 *   {@link #BEFORE_LOOPS} where the outermost was not yet reached</td></tr>
 * </table>
 *
 * @param text the source
 * @param functionName of the kernel function in it
 * @param bindings one a buffer, by index
 * @param languageVersion the least version of the language it needs
 * @param fastMath whether to compile with fast math; without, the host asks for safe math
 * @param arrays the names of the kernel's arrays: parameters first, then those it allocates
 * @param files the source files its lines are of
 * @param loops its {@code @Parallel} loops
 */
public record MslSource(
        String text,
        String functionName,
        List<Binding> bindings,
        LanguageVersion languageVersion,
        boolean fastMath,
        List<String> arrays,
        List<String> files,
        GridLoops loops) {
    /** The length of the fault record, in 32-bit words. */
    public static final int FAULT_WORDS = 8;

    /** What a fault record names in an array's place for a division by zero. */
    public static final int DIVISION = -1;

    /** What a fault record has for a thread's place before the outermost {@code @Parallel} loop. */
    public static final int BEFORE_LOOPS = -1;

    /** Buffers a kernel can have. */
    public static final int MAX_BUFFERS = 31;

    public MslSource {
        bindings = List.copyOf(bindings);
        arrays = List.copyOf(arrays);
        files = List.copyOf(files);
    }

    /** Versions of the Metal Shading Language. */
    public enum LanguageVersion {
        /** macOS 13. */
        MSL_3_0,
        /** macOS 14: {@code bfloat}. */
        MSL_3_1,
        /** macOS 26: tensors and {@code matmul2d}. */
        MSL_4_0,
        /** The same in macOS 26.1: {@code matmul2d} of {@code bfloat}. */
        MSL_4_0_BFLOAT,
        /** The same in macOS 26.4: {@code matmul2d} by {@code int4b_format} and {@code uint4b_format}. */
        MSL_4_0_FOUR_BITS
    }

    /** What a buffer holds. */
    public enum Content {
        /** The elements of an array parameter. */
        ARRAY,
        /** The bytes of a scalar parameter. */
        SCALAR,
        /** The element counts of the array parameters. */
        SIZES,
        /** The fault record. */
        FAULT
    }

    /**
     * What a buffer index holds.
     *
     * @param index the buffer index, from 0
     * @param content what kind of thing
     * @param name its name in the text
     * @param parameter the index of the kernel's parameter, or -1 for sizes and fault
     */
    public record Binding(int index, Content content, String name, int parameter) {}
}
