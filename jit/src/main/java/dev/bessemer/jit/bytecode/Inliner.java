package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Puts a static method's lifted body in the place of its call. */
final class Inliner {
    /** Methods of the JDK whose bytecode is within what kernels can do. */
    private static final Map<String, Set<String>> JDK = Map.of(
            "java/lang/Math",
                    words("floorDiv floorMod ceilDiv ceilMod round multiplyFull multiplyHigh"
                            + " unsignedMultiplyHigh getExponent nextUp nextDown ulp powerOfTwoF"),
            "java/lang/StrictMath",
                    words("floorDiv floorMod ceilDiv ceilMod round multiplyFull multiplyHigh"
                            + " unsignedMultiplyHigh getExponent nextUp nextDown ulp"),
            "java/lang/Integer",
                    words("compare compareUnsigned divideUnsigned remainderUnsigned signum sum hashCode"
                            + " rotateLeft rotateRight reverseBytes highestOneBit lowestOneBit toUnsignedLong compress expand"
                            + " parallelSuffix"),
            "java/lang/Long",
                    words("compare compareUnsigned divideUnsigned remainderUnsigned signum sum hashCode"
                            + " rotateLeft rotateRight reverseBytes highestOneBit lowestOneBit compress expand"
                            + " parallelSuffix"),
            "java/lang/Float", words("isNaN isInfinite isFinite sum compare floatToIntBits hashCode"),
            "java/lang/Byte", words("compare compareUnsigned hashCode toUnsignedInt toUnsignedLong"),
            "java/lang/Short", words("compare compareUnsigned hashCode reverseBytes toUnsignedInt toUnsignedLong"),
            "java/lang/Character", words("compare hashCode reverseBytes"),
            "java/lang/Boolean", words("compare hashCode logicalAnd logicalOr logicalXor"));

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    private final LiftSession session;
    private final Emitter emitter;
    private final Problems problems;

    Inliner(CallInstructions calls) {
        session = calls.session;
        emitter = calls.emitter;
        problems = calls.problems;
    }

    /** Lifts a static call. */
    @Nullable
    Operand call(Call call) {
        String display = ClassFiles.simpleName(call.owner()) + "." + call.name();
        boolean jdk = ObjectCalls.isLibrary(call.owner());
        if (jdk && !JDK.getOrDefault(call.owner(), Set.of()).contains(call.name())) {
            problems.calls(
                    display,
                    mayThrow(call.name())
                            ? "may throw, and a device has no exceptions: compare first"
                            : "has no counterpart on a device");
            return call.unknown();
        }
        EnumType enumType = session.classes.enumType(call.owner());
        if (enumType != null && call.name().equals("values") && call.count() == 0) {
            return new Operand.EnumValues(enumType);
        }
        if (enumType != null && call.name().equals("valueOf")) {
            problems.enumArray(display);
            return call.unknown();
        }
        ClassFiles.Method method = session.classes.method(call.owner(), call.name(), call.descriptor());
        if (method == null) {
            problems.calls(display, "is in no class file that the kernel's class loader finds");
            return call.unknown();
        }
        Operand result = inline(method, call.operands());
        return result == null ? call.unknown() : result;
    }

    /** Whether what a method of the JDK is there for is its exception. */
    private static boolean mayThrow(String name) {
        return name.endsWith("Exact") || name.equals("clamp") || name.equals("checkIndex");
    }

    /** Lifts a constructor of a record, the first argument standing for the new object; null where that is refused. */
    Operand.@Nullable Components construct(RecordType type, String descriptor, List<Operand> arguments) {
        ClassFiles.Method method = session.classes.method(type.name(), "<init>", descriptor);
        if (method == null) {
            problems.calls(ClassFiles.simpleName(type.name()), "has no such constructor");
            return null;
        }
        Operand.This made = new Operand.This(type, method.node().maxLocals);
        List<Operand> all = new ArrayList<>(arguments);
        all.set(0, made);
        MethodLift.Lifted lifted = lift(method, all);
        return lifted == null ? null : lifted.made(session, made);
    }

    /** Puts a method's body in the place of a call; the operands begin with the receiver, where there is one. */
    @Nullable
    Operand inline(ClassFiles.Method method, List<Operand> arguments) {
        MethodLift.Lifted lifted = lift(method, arguments);
        return lifted == null ? null : lifted.result(session);
    }

    private MethodLift.@Nullable Lifted lift(ClassFiles.Method method, List<Operand> arguments) {
        String why = refusal(method);
        if (why != null) {
            problems.calls(method.display(), why);
            return null;
        }
        if (session.callers.contains(method)) {
            reportRecursion(method);
            return null;
        }
        if (!session.countCall()) {
            reportLength(method);
            return null;
        }
        session.callers.addLast(method);
        MethodLift.Lifted lifted = new MethodLift(session, method, emitter.location()).lift(arguments);
        session.callers.removeLast();
        if (lifted != null) {
            emitter.ops().addAll(lifted.ops());
        }
        return lifted;
    }

    private static @Nullable String refusal(ClassFiles.Method method) {
        if (method.has(Opcodes.ACC_NATIVE)) {
            return "is native";
        }
        if (method.has(Opcodes.ACC_ABSTRACT)) {
            return "is abstract";
        }
        return method.has(Opcodes.ACC_SYNCHRONIZED) ? "is synchronized" : null;
    }

    /** Reports, once, that calls have made the kernel too long. */
    private void reportLength(ClassFiles.Method method) {
        if (!session.tooLong) {
            session.tooLong = true;
            problems.report(Refusal.TOO_LONG, method.display(), LiftSession.MAXIMUM_SIZE);
        }
    }

    private void reportRecursion(ClassFiles.Method method) {
        String cycle = session.callers.stream()
                .dropWhile(m -> !m.equals(method))
                .map(ClassFiles.Method::display)
                .collect(Collectors.joining(" -> "));
        problems.report(Refusal.RECURSION, cycle, method.display());
    }
}
