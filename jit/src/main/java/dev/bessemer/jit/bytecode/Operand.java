package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.objectweb.asm.Handle;

/** What an entry of the operand stack or a local variable holds while a method is lifted. */
sealed interface Operand {
    /** Whether it counts as two entries for {@code dup2} and its relatives. */
    default boolean isWide() {
        return false;
    }

    /** A value of the IR: a scalar, a tile or an array. */
    record Data(Value value) implements Operand {
        @Override
        public boolean isWide() {
            return value.type() == ScalarType.I64;
        }
    }

    /** The kernel's KernelContext. */
    record Context() implements Operand {}

    /** A null reference. */
    record Null() implements Operand {}

    /**
     * A lambda or method reference that was not called yet.
     *
     * @param method the functional interface's method
     * @param implementation what it calls
     * @param captured passed to it first
     */
    record Lambda(String method, Handle implementation, List<Operand> captured) implements Operand {}

    /** The double a float was widened to. */
    record WidenedFloat(Value value) implements Operand {
        @Override
        public boolean isWide() {
            return true;
        }
    }

    /** The double a method of Math gave; the value is that double rounded to float. */
    record DoubleResult(Value rounded) implements Operand {
        @Override
        public boolean isWide() {
            return true;
        }
    }

    /** A double written in the source. */
    record DoubleConstant(double value) implements Operand {
        @Override
        public boolean isWide() {
            return true;
        }
    }

    /**
     * The -1, 0 or 1 that a comparison of longs or floats gives, which a branch consumes.
     *
     * @param unordered what it is where one is NaN; 0 for longs
     */
    record Comparison(Value left, Value right, int unordered) implements Operand {
        /** The relation of left and right where the comparison relates to 0 as {@code kind}, but for NaN. */
        boolean holdsUnordered(CompareKind kind) {
            return switch (kind) {
                case EQ -> unordered == 0;
                case NE -> unordered != 0;
                case LT -> unordered < 0;
                case LE -> unordered <= 0;
                case GT -> unordered > 0;
                case GE -> unordered >= 0;
            };
        }
    }

    /** An object whose constructor was not called yet; compared by identity. */
    final class Fresh implements Operand {
        final String type;

        Fresh(String type) {
            this.type = type;
        }
    }

    /** The result of something that was reported; whatever uses it is silent. */
    record Unknown(boolean isWide) implements Operand {}
}
