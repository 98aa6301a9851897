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

    /** The operands it is made of, each of which may be another where ways through the method meet; none for most. */
    default List<Operand> parts() {
        return List.of();
    }

    /** The same with other parts, as many. */
    default Operand withParts(List<Operand> parts) {
        return this;
    }

    /** Whether another one differs from it in its parts alone. */
    default boolean hasShapeOf(Operand other) {
        return parts().size() == other.parts().size()
                && !parts().isEmpty()
                && other.withParts(parts()).equals(this);
    }

    /** Whether it is a double, which only has a meaning on its way to float. */
    default boolean isDouble() {
        return this instanceof WidenedFloat || this instanceof DoubleResult || this instanceof DoubleConstant;
    }

    /** Whether it is a double that a float holds exactly. */
    default boolean isWidened() {
        return this instanceof WidenedFloat
                || (this instanceof DoubleConstant(double value) && ((float) value == value || Double.isNaN(value)));
    }

    /** A value of the IR: a scalar, a tile or an array. */
    record Data(Value value) implements Operand {
        @Override
        public boolean isWide() {
            return value.type() == ScalarType.I64;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Data data && data.value.equals(value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /** The kernel's KernelContext. */
    record Context() implements Operand {
        @Override
        public boolean equals(Object other) {
            return other instanceof Context;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** A null reference. */
    record Null() implements Operand {}

    /**
     * A lambda or method reference that was not called yet.
     *
     * @param method the functional interface's method
     * @param returned the descriptor of what that method returns
     * @param implementation what it calls
     * @param captured passed to it first
     */
    record Lambda(String method, String returned, Handle implementation, List<Operand> captured) implements Operand {
        @Override
        public List<Operand> parts() {
            return captured;
        }

        @Override
        public Lambda withParts(List<Operand> parts) {
            return new Lambda(method, returned, implementation, parts);
        }
    }

    /** A record: its components, in the order of their declaration. */
    record Components(RecordType type, List<Operand> parts) implements Operand {
        @Override
        public Components withParts(List<Operand> others) {
            return new Components(type, others);
        }
    }

    /**
     * The record that a constructor is making.
     *
     * @param firstLocal where the frame has its first component; the others follow
     */
    record This(RecordType type, int firstLocal) implements Operand {}

    /**
     * An enum constant.
     *
     * @param ordinal an I32
     */
    record EnumConstant(EnumType type, Operand ordinal) implements Operand {
        @Override
        public List<Operand> parts() {
            return List.of(ordinal);
        }

        @Override
        public EnumConstant withParts(List<Operand> others) {
            return new EnumConstant(type, others.getFirst());
        }
    }

    /** An array of a static final field, whose elements are known when the kernel is compiled. */
    record ConstantArray(String field, List<Object> elements, ScalarType element) implements Operand {}

    /**
     * An array of arrays, or a row of one: part of one array in which all elements lie, row after row.
     *
     * @param array where the elements are
     * @param extents its length, then that of its elements, and so on
     * @param offset of its first element, an I32
     */
    record Rows(Value array, List<Integer> extents, Operand offset) implements Operand {
        @Override
        public List<Operand> parts() {
            return List.of(offset);
        }

        @Override
        public Rows withParts(List<Operand> others) {
            return new Rows(array, extents, others.getFirst());
        }
    }

    /**
     * An array of records, of which each component has an array of its own.
     *
     * @param parts the components' arrays, {@link Data} or again arrays of records
     */
    record RecordArray(RecordType type, int length, List<Operand> parts) implements Operand {
        @Override
        public RecordArray withParts(List<Operand> others) {
            return new RecordArray(type, length, others);
        }
    }

    /** All constants of an enum in an array of their own, which nothing else refers to. */
    record EnumValues(EnumType type) implements Operand {}

    /** The array by which javac finds the case of an enum constant: the key of each ordinal, 0 for those without. */
    record SwitchMap(List<Integer> keys) implements Operand {}

    /**
     * What {@link SwitchMap} or a pattern switch's call gives for an ordinal: a key that a switch consumes.
     *
     * @param ordinal an I32
     * @param keys by ordinal
     */
    record SwitchKey(Operand ordinal, List<Integer> keys) implements Operand {
        /** Stands for the key of an ordinal that the switch never sees, or has seen to. */
        static final int NONE = Integer.MIN_VALUE;

        /** Whether it is one of some keys for certain. */
        boolean isAmong(List<Integer> candidates) {
            return keys.stream().allMatch(key -> key == NONE || candidates.contains(key));
        }

        /** The same where it is none of some keys. */
        SwitchKey without(List<Integer> seenTo) {
            return new SwitchKey(
                    ordinal,
                    keys.stream().map(key -> seenTo.contains(key) ? NONE : key).toList());
        }

        @Override
        public List<Operand> parts() {
            return List.of(ordinal);
        }

        @Override
        public SwitchKey withParts(List<Operand> others) {
            return new SwitchKey(others.getFirst(), keys);
        }
    }

    /** The double a float was widened to. */
    record WidenedFloat(Value value) implements Operand {
        @Override
        public List<Operand> parts() {
            return List.of(new Data(value));
        }

        @Override
        public Operand withParts(List<Operand> parts) {
            return parts.getFirst() instanceof Data(Value part) ? new WidenedFloat(part) : new Unknown(true);
        }

        @Override
        public boolean isWide() {
            return true;
        }
    }

    /** The double a method of Math gave; the value is that double rounded to float. */
    record DoubleResult(Value rounded) implements Operand {
        @Override
        public List<Operand> parts() {
            return List.of(new Data(rounded));
        }

        @Override
        public Operand withParts(List<Operand> parts) {
            return parts.getFirst() instanceof Data(Value part) ? new DoubleResult(part) : new Unknown(true);
        }

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

    /** What a switch throws that has no case for its value, although javac found that its cases cover all. */
    record MatchFailure() implements Operand {}

    /** The result of something that was reported; whatever uses it is silent. */
    record Unknown(boolean isWide) implements Operand {}
}
