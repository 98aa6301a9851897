package dev.bessemer.library;

import dev.bessemer.runtime.Access;
import dev.bessemer.runtime.LibraryOperation.Operand;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.ElementType;
import dev.bessemer.types.MatrixArray;
import java.util.List;

/** Checks of the arrays of Apple's operations; the first argument of each is what messages call the operation. */
final class MpsOperands {
    /** Some such rows are held at once, in one Java array. */
    private static final int LONGEST_ROW = 1 << 26;

    private MpsOperands() {}

    /** @throws IllegalArgumentException when the array is null */
    static Operand of(String operation, String name, MatrixArray<?> array, Access access) {
        if (array instanceof DeviceArray device) {
            return new Operand(name, device, access);
        }
        throw new IllegalArgumentException(operation + ": " + name + " is null: pass an array");
    }

    /** @throws IllegalArgumentException when an array is of bfloats */
    static void checkMatrices(String operation, List<Operand> operands) {
        for (Operand operand : operands) {
            if (operand.array().elementType() == ElementType.BF16) {
                throw wrong(
                        operation,
                        operand,
                        "which MPS has no matrices of: use a FloatArray or a HalfFloatArray, or"
                                + " MpsGraphAttention, which takes bfloats");
            }
        }
    }

    /** @throws IllegalArgumentException when an array is of another type than one of the others */
    static void checkType(String operation, Operand operand, Operand other) {
        if (operand.array().elementType() != other.array().elementType()) {
            throw wrong(
                    operation, operand, "but " + other.name() + " is " + other.array() + ": both must be of one type");
        }
    }

    /** @throws IllegalArgumentException when a row whose softmax is wanted is longer than the host takes */
    static void checkRow(String operation, String what, int length) {
        if (length > LONGEST_ROW) {
            throw new IllegalArgumentException(
                    operation + ": " + what + " is " + length + " but must be at most " + LONGEST_ROW);
        }
    }

    /** @throws IllegalArgumentException when the last array, the result, is one of the others */
    @SuppressWarnings("ReferenceEquality") // two arrays may be equal and be different memory
    static void checkApart(String operation, List<Operand> operands) {
        Operand result = operands.getLast();
        for (Operand operand : operands.subList(0, operands.size() - 1)) {
            if (operand.array() == result.array()) {
                throw wrong(
                        operation,
                        result,
                        "which is " + operand.name() + " as well: give the result an array of" + " its own");
            }
        }
    }

    /** @throws IllegalArgumentException when the array is too small for its matrices */
    static void checkSize(String operation, Operand operand, long matrices, int rows, int columns) {
        long needed;
        try {
            needed = Math.multiplyExact(Math.multiplyExact(matrices, rows), (long) columns);
        } catch (ArithmeticException beyond) {
            needed = Long.MAX_VALUE;
        }
        if (operand.array().size() < needed) {
            throw wrong(
                    operation,
                    operand,
                    "but " + (matrices == 1 ? "a matrix" : matrices + " matrices") + " of " + rows + " x " + columns
                            + " need" + (matrices == 1 ? "s " : " ") + needed + " elements");
        }
    }

    private static IllegalArgumentException wrong(String operation, Operand operand, String what) {
        return new IllegalArgumentException(operation + ": " + operand.name() + " is " + operand.array() + ", " + what);
    }
}
