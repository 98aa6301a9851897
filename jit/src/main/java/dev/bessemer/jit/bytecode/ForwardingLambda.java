package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.cache.RecordingClassLoader;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Reads a lambda's body that does nothing but call one static method with its own parameters, each once and in order: javac writes such a
 * body for {@code (a, b) -> Kernels.add(a, b)} and for some method references too.
 */
public final class ForwardingLambda {
    private final KernelReference lambda;
    private int nextSlot;
    private int passed;

    private ForwardingLambda(KernelReference lambda) {
        this.lambda = lambda;
    }

    /** The method that a lambda's body calls; empty when the body does anything else. */
    public static Optional<KernelReference> target(KernelReference lambda) {
        return new ForwardingLambda(lambda).target();
    }

    private Optional<KernelReference> target() {
        byte[] bytes = RecordingClassLoader.classFile(lambda.loader(), lambda.owner());
        if (bytes == null) {
            return Optional.empty();
        }
        ClassNode owner = new ClassNode();
        new ClassReader(bytes).accept(owner, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return owner.methods.stream()
                .filter(method -> method.name.equals(lambda.name()) && method.desc.equals(lambda.descriptor()))
                .findFirst()
                .flatMap(this::called);
    }

    private Optional<KernelReference> called(MethodNode body) {
        MethodInsnNode call = null;
        for (AbstractInsnNode instruction : body.instructions) {
            switch (instruction.getOpcode()) {
                case -1, Opcodes.CHECKCAST, Opcodes.RETURN -> {}
                case Opcodes.ILOAD, Opcodes.LLOAD, Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.ALOAD -> {
                    if (call != null || !isNext((VarInsnNode) instruction)) {
                        return Optional.empty();
                    }
                }
                case Opcodes.INVOKEVIRTUAL -> {
                    if (!isUnboxing((MethodInsnNode) instruction)) {
                        return Optional.empty();
                    }
                }
                case Opcodes.INVOKESTATIC -> {
                    if (call != null) {
                        return Optional.empty();
                    }
                    call = (MethodInsnNode) instruction;
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        int count = Type.getArgumentTypes(body.desc).length;
        if (call == null || passed != count || Type.getArgumentTypes(call.desc).length != count) {
            return Optional.empty();
        }
        return Optional.of(new KernelReference(lambda.loader(), call.owner, call.name, call.desc));
    }

    private boolean isNext(VarInsnNode load) {
        boolean isNext = load.var == nextSlot;
        nextSlot += load.getOpcode() == Opcodes.LLOAD || load.getOpcode() == Opcodes.DLOAD ? 2 : 1;
        passed++;
        return isNext;
    }

    private static boolean isUnboxing(MethodInsnNode call) {
        return call.owner.startsWith("java/lang/") && call.name.endsWith("Value") && call.desc.startsWith("()");
    }
}
