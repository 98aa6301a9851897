package dev.bessemer.jit.jvm;

import java.lang.invoke.MethodHandles;

/** Turns the bytes of a generated class into a kernel. */
public final class CpuKernelLoader {
    private CpuKernelLoader() {}

    /**
     * Defines the class as a hidden one of this module.
     *
     * @param classFile what {@link JvmBackend#emit} gave
     * @throws IllegalArgumentException when the bytes are no such class
     */
    public static CpuKernel load(byte[] classFile) {
        try {
            Class<?> type =
                    MethodHandles.lookup().defineHiddenClass(classFile, true).lookupClass();
            return (CpuKernel) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException damaged) {
            throw new IllegalArgumentException("these bytes are no kernel for the CPU device", damaged);
        }
    }
}
