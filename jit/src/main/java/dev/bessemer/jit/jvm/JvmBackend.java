package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.LimitExceededException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes a kernel as a class that implements {@link CpuKernel}. */
public final class JvmBackend {
    /** HotSpot compiles no method with more bytes of bytecode (its option DontCompileHugeMethods). */
    private static final int LARGEST_METHOD = 8000;

    private static final String PREFIX = "dev/bessemer/jit/jvm/Kernel_";

    private JvmBackend() {}

    /**
     * The class file of a kernel.
     *
     * @param kernel verified IR
     * @param vectorApi whether the class may use the Vector API itself; the microkernels decide for themselves
     * @throws UnsupportedKernelException when the kernel uses something that has no form here yet
     */
    public static byte[] emit(Function kernel, boolean vectorApi) {
        return emit(kernel, vectorApi, LARGEST_METHOD);
    }

    /** @param largestMethod the bytes of bytecode that a method may have; longer ones are cut */
    static byte[] emit(Function kernel, boolean vectorApi, int largestMethod) {
        try {
            return write(kernel, vectorApi, largestMethod).toByteArray();
        } catch (MethodTooLargeException | ClassTooLargeException | LimitExceededException tooLarge) {
            throw new UnsupportedKernelException(kernel.location(), "a kernel as long as this, for a class of the JVM");
        }
    }

    private static ClassWriter write(Function kernel, boolean vectorApi, int largestMethod) {
        ClassWriter writer = new KernelClassWriter();
        String name = PREFIX + kernel.name();
        writer.visit(Opcodes.V25, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, "java/lang/Object", new String[] {
            Type.getInternalName(CpuKernel.class)
        });
        writer.visitSource(kernel.location().file(), null);
        constructor(writer);
        GeneratedClass generated = new GeneratedClass(writer, name, largestMethod);
        if (kernel.body().ops().stream().anyMatch(ControlOp.ParallelFor.class::isInstance)) {
            new LoopKernelCode(generated, kernel, vectorApi && PanelSupport.VECTOR).emit();
        } else {
            new GroupKernelCode(generated, kernel, vectorApi && PanelSupport.VECTOR).emit();
        }
        generated.end();
        return writer;
    }

    private static void constructor(ClassWriter writer) {
        MethodVisitor method = writer.visitMethod(0, "<init>", "()V", null, null);
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /** Computes frames without loading the classes they name. */
    private static final class KernelClassWriter extends ClassWriter {
        KernelClassWriter() {
            super(COMPUTE_FRAMES);
        }

        @Override
        protected String getCommonSuperClass(String a, String b) {
            return "java/lang/Object";
        }
    }
}
