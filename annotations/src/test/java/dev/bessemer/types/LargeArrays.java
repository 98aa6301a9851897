package dev.bessemer.types;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;

/** Uses an array of more than 2^31-1 elements; its provider of memory maps a file with holes, so that it costs none. */
public final class LargeArrays implements Callable<String> {
    private static final long SIZE = 3_000_000_000L;

    @Override
    public String call() {
        try (ByteArray array = new ByteArray(SIZE)) {
            array.set(SIZE - 1, (byte) 5);
            check(array.get(SIZE - 1) == 5, "last element");
            check(array.get(SIZE - 2) == 0, "zeroed");
            check(array.allocationSegment().address() % 16_384 == 0, "aligned");
            check(SparseFile.served == 1, "memory comes from the provider");
            checkRefused(
                    array::getSize,
                    "ByteArray[3000000000] has more than 2^31-1 elements: use size() instead of getSize()");
            checkRefused(
                    array::toHeapArray,
                    "ByteArray[3000000000] has more than 2^31-1 elements: use size() instead of getSize()");
        }
        return "ok";
    }

    private static void checkRefused(Runnable call, String message) {
        try {
            call.run();
        } catch (IllegalStateException e) {
            check(message.equals(e.getMessage()), e.toString());
            return;
        }
        throw new AssertionError("not refused: " + message);
    }

    private static void check(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    /** A provider for another machine. */
    public static final class Unsupported implements ArrayAllocator {
        @Override
        public boolean isSupported() {
            return false;
        }

        @Override
        public MemorySegment allocate(long byteSize, long alignment, Arena arena) {
            throw new AssertionError("not supported, but used");
        }
    }

    /** Memory that is a file of holes, mapped. */
    public static final class SparseFile implements ArrayAllocator {
        static int served;

        @Override
        public MemorySegment allocate(long byteSize, long alignment, Arena arena) {
            served++;
            try {
                Path file = Files.createTempFile("array", ".sparse");
                try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                    MemorySegment mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, byteSize + alignment, arena);
                    return mapped.asSlice(-mapped.address() & (alignment - 1), byteSize);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
