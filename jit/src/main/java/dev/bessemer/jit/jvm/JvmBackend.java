package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes a kernel as a class that implements {@link CpuKernel}. */
public final class JvmBackend {
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
        ClassWriter writer = new KernelClassWriter();
        String name = PREFIX + kernel.name().replaceAll("[^A-Za-z0-9_]", "_");
        writer.visit(Opcodes.V25, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, "java/lang/Object", new String[] {
            Type.getInternalName(CpuKernel.class)
        });
        writer.visitSource(kernel.location().file(), null);
        constructor(writer);
        if (kernel.body().ops().stream().anyMatch(ControlOp.ParallelFor.class::isInstance)) {
            new LoopKernelCode(writer, kernel, vectorApi && PanelSupport.VECTOR).emit();
        } else {
            new GroupKernelCode(writer, name, kernel, vectorApi && PanelSupport.VECTOR).emit();
        }
        writer.visitEnd();
        return writer.toByteArray();
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
