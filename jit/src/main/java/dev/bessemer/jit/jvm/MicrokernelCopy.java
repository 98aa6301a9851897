package dev.bessemer.jit.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * A static method of a class of microkernels, copied into a kernel's class with some of its int parameters as constants. HotSpot then knows strides
 * and extents, and drops the range checks within the loops over them, which cost a quarter of a product's time.
 */
final class MicrokernelCopy {
    private MicrokernelCopy() {}

    /**
     * Writes a copy.
     *
     * @param constants the values of parameters that the copy does not have, by their positions; the method does not assign to them
     * @return the copy's descriptor
     */
    static String write(GeneratedClass to, String copy, Class<?> from, String name, Map<Integer, Integer> constants) {
        MethodNode[] written = new MethodNode[1];
        reader(from)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String method,
                                    String descriptor,
                                    @Nullable String generics,
                                    String @Nullable [] thrown) {
                                if (!method.equals(name)) {
                                    return null;
                                }
                                Slots slots = new Slots(descriptor, constants);
                                written[0] = new MethodNode(
                                        Opcodes.ASM9,
                                        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC,
                                        copy,
                                        slots.descriptor,
                                        null,
                                        null);
                                return new Copier(written[0], slots);
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        if (written[0] == null) {
            throw new IllegalStateException(from.getName() + " has no method " + name);
        }
        to.write(written[0]);
        return written[0].desc;
    }

    private static ClassReader reader(Class<?> from) {
        try (InputStream file = from.getResourceAsStream(from.getSimpleName() + ".class")) {
            if (file == null) {
                throw new IllegalStateException("the class file of " + from.getName() + " is missing");
            }
            return new ClassReader(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Which local variables of the method became which of the copy, and which became constants. */
    private static final class Slots {
        private final String descriptor;
        private final List<@Nullable Integer> constants = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private int count;

        Slots(String original, Map<Integer, Integer> known) {
            List<Type> kept = new ArrayList<>();
            Type[] parameters = Type.getArgumentTypes(original);
            for (int i = 0; i < parameters.length; i++) {
                Integer constant = known.get(i);
                for (int slot = 0; slot < parameters[i].getSize(); slot++) {
                    constants.add(constant);
                    places.add(constant == null ? count++ : -1);
                }
                if (constant == null) {
                    kept.add(parameters[i]);
                }
            }
            descriptor = Type.getMethodDescriptor(Type.getReturnType(original), kept.toArray(Type[]::new));
        }

        @Nullable
        Integer constant(int slot) {
            return slot < constants.size() ? constants.get(slot) : null;
        }

        int place(int slot) {
            int place = slot < places.size() ? places.get(slot) : slot - places.size() + count;
            if (place < 0) {
                throw new IllegalStateException("the microkernel changes its parameter in slot " + slot);
            }
            return place;
        }
    }

    /** Passes instructions on, with local variables renumbered. */
    private static final class Copier extends MethodVisitor {
        private final Slots slots;

        Copier(MethodVisitor to, Slots slots) {
            super(Opcodes.ASM9, to);
            this.slots = slots;
        }

        @Override
        public void visitVarInsn(int opcode, int slot) {
            Integer constant = opcode == Opcodes.ILOAD ? slots.constant(slot) : null;
            if (constant == null) {
                super.visitVarInsn(opcode, slots.place(slot));
            } else {
                super.visitLdcInsn(constant);
            }
        }

        @Override
        public void visitIincInsn(int slot, int increment) {
            super.visitIincInsn(slots.place(slot), increment);
        }
    }
}
