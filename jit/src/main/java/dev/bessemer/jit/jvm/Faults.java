package dev.bessemer.jit.jvm;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.diagnostic.Location;

/** Makes the exceptions that generated code throws; called by it. */
public final class Faults {
    private Faults() {}

    /** An index out of range. */
    public static KernelFaultException index(
            RuntimeException cause, String array, long index, long size, String thread, String file, int line) {
        String message = "index " + index + " is out of range for " + array + ", which has " + size + " elements ("
                + thread + ")";
        return fault(file, line, message, cause);
    }

    /**
     * Throws for an index out of range. The largest int is in range of an array with more elements than that, though the limit that ints are
     * compared with says otherwise.
     */
    public static void requireIndex(
            RuntimeException cause, String array, long index, long size, String thread, String file, int line) {
        if (index < 0 || index >= size) {
            throw index(cause, array, index, size, thread, file, line);
        }
    }

    /** A division by zero. */
    public static KernelFaultException division(RuntimeException cause, String thread, String file, int line) {
        return fault(file, line, "an integer is divided by zero (" + thread + ")", cause);
    }

    /** A matrix that reaches outside its array. */
    public static KernelFaultException tile(
            String array,
            long size,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns,
            String thread,
            String file,
            int line) {
        long index = PanelBounds.outside(offset, stride, transposed, rows, columns);
        return tile("a matrix", array, size, offset, stride, index, thread, new Location(file, line));
    }

    /** A matrix of numbers of four bits, which offset and stride count, that reaches outside its array of size bytes. */
    public static KernelFaultException tileOfPairs(
            String array,
            long size,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns,
            String thread,
            String file,
            int line) {
        long index = PanelBounds.outside(offset, stride, transposed, rows, columns) >> 1;
        return tile("a matrix of four bits", array, size, offset, stride, index, thread, new Location(file, line));
    }

    private static KernelFaultException tile(
            String matrix,
            String array,
            long size,
            long offset,
            int stride,
            long index,
            String thread,
            Location location) {
        String message = matrix + " at offset " + offset + " with row stride " + stride + " reaches index " + index
                + ", out of range for " + array + ", which has " + size + " elements (" + thread + ")";
        return new KernelFaultException(location, message);
    }

    private static KernelFaultException fault(String file, int line, String message, RuntimeException cause) {
        KernelFaultException fault = new KernelFaultException(new Location(file, line), message);
        fault.initCause(cause);
        return fault;
    }

    /** Names an iteration of the outermost parallel loop. */
    public static String iteration(long unit) {
        return "iteration " + unit + " of the outermost @Parallel loop";
    }

    /** Names a thread of a kernel that reduces, which executes many iterations. */
    public static String part(long thread) {
        return "thread " + thread + " of a reduction";
    }

    /** Names a thread of a threadgroup. */
    public static String thread(int groupX, int groupY, int groupZ, int thread) {
        return "thread " + thread + " of threadgroup (" + groupX + ", " + groupY + ", " + groupZ + ")";
    }
}
