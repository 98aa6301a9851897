package dev.bessemer.bench;

/**
 * Work on the rows of a matrix of floats that does little arithmetic on much data, over inputs that a seed decides.
 *
 * @param kind add, softmax or rms-norm
 * @param rows at least 1
 * @param columns a multiple of 32
 */
public record RowsProblem(String kind, int rows, int columns) {
    /** What must be read and written at least. */
    public double bytes() {
        return 4.0 * rows * columns * (kind.equals("add") ? 3 : 2);
    }

    /** The floating-point operations: one an element of a sum, four of a softmax and of a norm. */
    public double operations() {
        return (double) rows * columns * (kind.equals("add") ? 1 : 4);
    }

    /** Its inputs. */
    public RowsInput input() {
        return new RowsInput(this);
    }
}
