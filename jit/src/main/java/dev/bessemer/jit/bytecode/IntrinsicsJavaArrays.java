package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Java's library does to whole arrays: copies and fills, which become loops over the elements. */
final class IntrinsicsJavaArrays {
    private static final String LOOPS = "dev/bessemer/intrinsics/JavaArrays";
    private static final String ARRAY = "[Ljava/lang/Object;";

    private IntrinsicsJavaArrays() {}

    static @Nullable Intrinsic find(String owner, String name) {
        return switch (owner + "." + name) {
            case "java/lang/System.arraycopy" ->
                call -> loop(call, "copy", "(" + ARRAY + "I" + ARRAY + "II)V", call.operands());
            case "java/util/Arrays.fill" -> IntrinsicsJavaArrays::fill;
            case "java/util/Arrays.copyOf" -> call -> copy(call, zero(call), call.operand(1));
            case "java/util/Arrays.copyOfRange" -> IntrinsicsJavaArrays::copyOfRange;
            default ->
                owner.startsWith("[") && name.equals("clone")
                        ? call -> copy(call, zero(call), call.lift().arrays.length(call.operand(0)))
                        : null;
        };
    }

    private static @Nullable Operand fill(Call call) {
        String range = call.count() == 2 ? "" : "II";
        return loop(call, "fill", "(" + ARRAY + range + "Ljava/lang/Object;)V", call.operands());
    }

    private static Operand copyOfRange(Call call) {
        Value first = call.scalar(1, ScalarType.I32);
        Value length = call.emitter().binary(BinaryKind.SUBTRACT, call.scalar(2, ScalarType.I32), first);
        return copy(call, call.operand(1), new Operand.Data(length));
    }

    /** A new array of the thread's own with the elements from an index on, and zeros where there are none. */
    private static Operand copy(Call call, Operand first, Operand length) {
        Operand from = call.operand(0);
        Operand made = call.lift().arrays.createLike(from, length);
        if (!(made instanceof Operand.Unknown)) {
            var _ = loop(call, "copyInto", "(" + ARRAY + ARRAY + "I)V", List.of(made, from, first));
        }
        return made;
    }

    private static Operand zero(Call call) {
        return new Operand.Data(call.emitter().constant(0));
    }

    private static @Nullable Operand loop(Call call, String name, String descriptor, List<Operand> arguments) {
        return call.lift().inliner.call(new Call(LOOPS, name, descriptor, arguments, call.lift()));
    }
}
