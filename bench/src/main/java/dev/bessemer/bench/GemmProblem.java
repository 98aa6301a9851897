package dev.bessemer.bench;

/**
 * A product of two square matrices, over inputs that a seed decides.
 *
 * @param extent rows and columns of each
 * @param type f32, f16 or bf16
 */
public record GemmProblem(int extent, String type) {
    /** The floating-point operations of the product. */
    public double operations() {
        return 2.0 * extent * extent * extent;
    }

    /** What must be read and written at least. */
    public double bytes() {
        return 3.0 * extent * extent * Types.bytes(type);
    }

    /** Its inputs. */
    public MatMulInput input() {
        return new MatMulInput(extent, extent, extent);
    }
}
