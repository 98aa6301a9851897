package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.List;

/** What a tensor becomes: ops on the parts that a SIMD-group or a lane has of it, which do what an op does to the whole. */
interface TensorParts {
    /** One number everywhere. */
    List<Value> fill(TileOp.Fill op);

    /**
     * A tensor from memory.
     *
     * @param bytesAsTiles whether tiles can be loaded from bytes
     */
    List<Value> load(TensorOp.LoadTensor op, boolean bytesAsTiles);

    /** A tensor to memory. */
    void store(TensorOp.StoreTensor op, List<Value> parts);

    /**
     * A function of each element.
     *
     * @param operands for each of the op's, its parts, or the scalar of each part where it is a vector
     */
    List<Value> map(TileOp.MapElements op, List<List<Value>> operands);

    /**
     * The sums and the products.
     *
     * @param bytesAsTiles whether tiles can be loaded from bytes
     */
    List<Value> multiply(TensorOp.Multiply op, List<Value> sums, boolean bytesAsTiles);
}
