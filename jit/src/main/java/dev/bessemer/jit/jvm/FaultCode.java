package dev.bessemer.jit.jvm;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Checks whose failing costs nothing until it happens: the JVM's own exception is caught where it arises, and one that names array, index, thread
 * and Java line takes its place.
 */
final class FaultCode {
    private final Code code;
    private final ArrayPlaces arrays;
    private final Supplier<Runnable> thread;
    private final List<Runnable> handlers = new ArrayList<>();

    /** @param thread gives what pushes a string that names the thread of the code being emitted, from local variables alone */
    FaultCode(Code code, ArrayPlaces arrays, Supplier<Runnable> thread) {
        this.code = code;
        this.arrays = arrays;
        this.thread = thread;
    }

    /** Checks the index in a local variable, an int or a long, against an array's size. */
    void checkIndex(Value array, int index, Type type, Location location) {
        boolean isLong = type.equals(Type.LONG_TYPE);
        Runnable pushLimit = isLong ? () -> arrays.pushSize(array) : () -> arrays.pushLimit(array);
        boolean mayGoOn = !isLong && array.array().space() == AddressSpace.DEVICE;
        checkIndex(ArrayPlaces.name(array), pushLimit, () -> arrays.pushSize(array), index, type, mayGoOn, location);
    }

    /** Checks the index of a row, an int in a local variable, against the number of rows. */
    void checkIndex(String array, int length, int index, Location location) {
        checkIndex(
                array, () -> code.push(length), () -> code.push((long) length), index, Type.INT_TYPE, false, location);
    }

    /** @param mayGoOn whether the limit may be lower than the size, so that the largest int is in range all the same */
    private void checkIndex(
            String array,
            Runnable pushLimit,
            Runnable pushSize,
            int index,
            Type type,
            boolean mayGoOn,
            Location location) {
        boolean isLong = type.equals(Type.LONG_TYPE);
        Runnable pushThread = thread.get();
        guarded(
                IndexOutOfBoundsException.class,
                mayGoOn,
                () -> {
                    code.load(type, index);
                    pushLimit.run();
                    code.call(Objects.class, "checkIndex", isLong ? "(JJ)J" : "(II)I");
                    code.op(isLong ? Opcodes.POP2 : Opcodes.POP);
                },
                () -> {
                    code.push(array);
                    code.load(type, index);
                    if (!isLong) {
                        code.op(Opcodes.I2L);
                    }
                    pushSize.run();
                    pushThread.run();
                    pushLocation(location);
                    String parameters =
                            "(Ljava/lang/RuntimeException;Ljava/lang/String;JJLjava/lang/String;Ljava/lang/String;I)";
                    if (mayGoOn) {
                        code.call(Faults.class, "requireIndex", parameters + "V");
                    } else {
                        throwing("index", parameters);
                    }
                });
    }

    /** Emits an integer division of what is on the stack. */
    void divide(int opcode, Location location) {
        Runnable pushThread = thread.get();
        guarded(ArithmeticException.class, false, () -> code.op(opcode), () -> {
            pushThread.run();
            pushLocation(location);
            throwing("division", "(Ljava/lang/RuntimeException;Ljava/lang/String;Ljava/lang/String;I)");
        });
    }

    /** @param goesOn whether the handler throws where it has to, and otherwise goes on behind the body, the operand stack empty */
    private void guarded(Class<? extends RuntimeException> caught, boolean goesOn, Runnable body, Runnable handler) {
        Label from = new Label();
        Label to = new Label();
        Label at = new Label();
        code.method().visitTryCatchBlock(from, to, at, Type.getInternalName(caught));
        code.mark(from);
        body.run();
        code.mark(to);
        handlers.add(() -> {
            code.mark(at);
            handler.run();
            if (goesOn) {
                code.goTo(to);
            }
        });
    }

    /** Pushes file and line. */
    void pushLocation(Location location) {
        code.push(location.file());
        code.push(location.line());
    }

    /** Pushes what names the present thread. */
    void pushThread() {
        thread.get().run();
    }

    /** Calls a method of {@link Faults} and throws what it gives. */
    void throwing(String name, String parameters) {
        code.call(Faults.class, name, parameters + Type.getDescriptor(KernelFaultException.class));
        code.op(Opcodes.ATHROW);
    }

    /** Emits the handlers, behind the method's last instruction. */
    void finish() {
        handlers.forEach(Runnable::run);
    }
}
