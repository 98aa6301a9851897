package dev.bessemer.runtime.objc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.bessemer.types.ArrayAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/** Memory of arrays where there is Metal: pages of their own from {@code mmap}, which a GPU can be given without a copy. */
@SuppressWarnings("restricted") // native access is what it is for
public final class MappedMemory implements ArrayAllocator {
    private static final int READ_AND_WRITE = 3;
    private static final int PRIVATE = 2;
    private static final int ANONYMOUS_ON_MAC = 0x1000;
    private static final int ANONYMOUS_ON_LINUX = 0x20;

    private static final List<LongConsumer> USERS = new CopyOnWriteArrayList<>();

    /** The functions, bound at first use. */
    private static final class Functions {
        private static final MethodHandle MAP = Calls.system(
                "mmap",
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
        private static final MethodHandle UNMAP =
                Calls.system("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    }

    /** For {@link java.util.ServiceLoader}. */
    public MappedMemory() {}

    /** Tells someone the address of memory before it goes away. */
    public static void beforeFree(LongConsumer user) {
        USERS.add(user);
    }

    /** Tells someone no more. */
    public static void noLongerBeforeFree(LongConsumer user) {
        USERS.remove(user);
    }

    @Override
    public boolean isSupported() {
        return Frameworks.missing().isEmpty();
    }

    @Override
    public MemorySegment allocate(long byteSize, long alignment, Arena arena) {
        long address = mapAligned(byteSize, alignment);
        return MemorySegment.ofAddress(address).reinterpret(byteSize, arena, memory -> {
            USERS.forEach(user -> user.accept(memory.address()));
            unmap(memory.address(), byteSize);
        });
    }

    /** Maps so much that an aligned part of it is long enough, and gives the rest back. */
    private static long mapAligned(long byteSize, long alignment) {
        long most = Math.addExact(byteSize, alignment);
        long start = map(most);
        long aligned = (start + alignment - 1) & -alignment;
        if (aligned > start) {
            unmap(start, aligned - start);
        }
        if (start + most > aligned + byteSize) {
            unmap(aligned + byteSize, start + most - aligned - byteSize);
        }
        return aligned;
    }

    private static long map(long byteSize) {
        int flags = PRIVATE | (Frameworks.isMac() ? ANONYMOUS_ON_MAC : ANONYMOUS_ON_LINUX);
        long address;
        try {
            address = (long) Functions.MAP.invokeExact(0L, byteSize, READ_AND_WRITE, flags, -1, 0L);
        } catch (Throwable e) {
            throw Calls.failed("mmap", e);
        }
        if (address == -1) {
            throw new OutOfMemoryError("the system has no " + byteSize + " bytes for an array");
        }
        return address;
    }

    private static void unmap(long address, long byteSize) {
        int result;
        try {
            result = (int) Functions.UNMAP.invokeExact(address, byteSize);
        } catch (Throwable e) {
            throw Calls.failed("munmap", e);
        }
        if (result != 0) {
            throw new IllegalStateException("the memory of an array cannot be given back");
        }
    }
}
