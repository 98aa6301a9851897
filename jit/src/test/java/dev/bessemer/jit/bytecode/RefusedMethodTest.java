package dev.bessemer.jit.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.msl.MslBackend;
import dev.bessemer.jit.msl.MslLimitException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What is refused of kernels that javac does not write, and of those that Metal cannot hold. */
class RefusedMethodTest {
    private static final String OWNER = "made/Irreducible";

    /** Gives one class file. */
    private static final class OneClass extends ClassLoader {
        private final byte[] bytes;

        OneClass(byte[] bytes) {
            super(RefusedMethodTest.class.getClassLoader());
            this.bytes = bytes;
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.equals(OWNER + ".class") ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
        }
    }

    private static byte[] loopWithTwoEntries() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V21, Opcodes.ACC_PUBLIC, OWNER, null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "k", "(I)V", null, null);
        Label first = new Label();
        Label second = new Label();
        method.visitCode();
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitJumpInsn(Opcodes.IFEQ, second);
        method.visitLabel(first);
        method.visitIincInsn(0, 1);
        method.visitLabel(second);
        method.visitIincInsn(0, -2);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitJumpInsn(Opcodes.IFGT, first);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static String refusal(ClassLoader loader, String name) {
        Diagnostics diagnostics = new Diagnostics();
        KernelReference kernel = new KernelReference(loader, OWNER, name, "(I)V");
        assertNull(Lifter.lift(kernel, List.of(new ParameterKind.Scalar(ScalarType.I32)), Map.of(), diagnostics));
        assertEquals(1, diagnostics.list().size());
        return diagnostics.list().getFirst().render();
    }

    @Test
    void lift_loopWithTwoEntries_isRefused() {
        String refused = refusal(new OneClass(loopWithTwoEntries()), "k");
        assertTrue(refused.contains("the control flow of 'k' has a loop with two entries [B153]"), refused);
    }

    @Test
    void lift_methodThatIsNotThere_isRefused() {
        String refused = refusal(new OneClass(loopWithTwoEntries()), "other");
        assertTrue(refused.contains("no method 'Irreducible.other(I)V' is found [B152]"), refused);
    }

    @Test
    void lift_classFileOfTheFuture_isRefused() {
        byte[] future = loopWithTwoEntries();
        future[7] = 99;
        Diagnostics diagnostics = new Diagnostics();
        KernelReference kernel = new KernelReference(new OneClass(future), OWNER, "k", "(I)V");
        assertNull(Lifter.lift(kernel, List.of(new ParameterKind.Scalar(ScalarType.I32)), Map.of(), diagnostics));
        String refused = diagnostics.list().getFirst().render();
        assertTrue(refused.contains("the class file of Irreducible cannot be read; its version is 99 [B204]"), refused);
    }

    @Test
    void msl_atomicOnLong_isRefused() {
        String text =
                "kernel @k(%a:device<i64> at 0, %n:i32 at 1, %x:i64 at 2) {\n  %0:i64 = atomic add %a[%n], %x\n  return\n}\n";
        MslLimitException refused = assertThrows(MslLimitException.class, () -> MslBackend.emit(IrParser.parse(text)));
        assertTrue(refused.diagnostic().render().contains("an atomic operation on a long [B502]"));
    }

    @Test
    void msl_moreParametersThanBuffers_isRefused() {
        String parameters =
                IntStream.range(0, 32).mapToObj(i -> "%p" + i + ":i32 at " + i).collect(Collectors.joining(", "));
        MslLimitException refused = assertThrows(
                MslLimitException.class,
                () -> MslBackend.emit(IrParser.parse("kernel @k(" + parameters + ") {\n  return\n}\n")));
        assertTrue(refused.diagnostic().render().contains("the kernel k needs 32 buffers [B503]"));
    }
}
