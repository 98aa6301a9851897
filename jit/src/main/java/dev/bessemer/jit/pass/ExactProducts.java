package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/**
 * Products of bytes in tiles of floats, which have no integers of their own: such products are exact, and so are their sums up to 2^24, in any order. K is cut
 * into parts whose sums cannot be larger, and what the tiles hold after each is added to integers.
 */
final class ExactProducts {
    /** The largest integer up to which floats have all. */
    private static final int EXACT = 1 << 24;

    /** The largest magnitude of a signed byte. */
    private static final int MOST_SIGNED = 128;

    private static final int MOST_UNSIGNED = 255;
    private static final int MOST_OF_FOUR_BITS = 8;
    private static final int MOST_UNSIGNED_OF_FOUR_BITS = 15;

    private final TensorType type;
    private final OpBuilder ops;

    ExactProducts(TensorType type, OpBuilder ops) {
        this.type = type;
        this.ops = ops;
    }

    /** How much of K sums are exact over, a multiple of 32. */
    private int depth() {
        return EXACT / (largest(type.left()) * largest(type.right())) / TensorTiles.WIDE_STEP * TensorTiles.WIDE_STEP;
    }

    private static int largest(TensorElement element) {
        return switch (element) {
            case U8 -> MOST_UNSIGNED;
            case I4 -> MOST_OF_FOUR_BITS;
            case U4 -> MOST_UNSIGNED_OF_FOUR_BITS;
            default -> MOST_SIGNED;
        };
    }

    /**
     * A loop over the parts of K.
     *
     * @param fresh makes values for sums of a name
     * @param added adds tiles of floats to sums
     */
    List<Value> addTo(
            List<Value> sums,
            TensorOp.Multiply op,
            BiFunction<TensorType, String, List<Value>> fresh,
            boolean bytesAsTiles,
            BinaryOperator<List<Value>> added) {
        TensorTiles tiles = new TensorTiles(type, ops);
        Value depth = tiles.depth(op);
        List<Value> results = fresh.apply(type, op.result().name());
        List<Value> carried = fresh.apply(type, op.result().name());
        Value k = new Value(ScalarType.I32, "part");
        List<Value> parameters = new ArrayList<>(List.of(k));
        parameters.addAll(carried);
        Label label = new Label("sums");
        Region body = ops.region(parameters, () -> {
            Value left = ops.binary(BinaryKind.SUBTRACT, depth, k);
            Value end = ops.sum(k, ops.binary(BinaryKind.MIN, left, ops.constant(depth())));
            List<Value> products = tiles.multiply(op, k, end, zeros(), bytesAsTiles);
            return new ControlOp.Continue(label, added.apply(carried, products), ops.location());
        });
        ops.add(new ControlOp.For(results, label, ops.constant(0), depth, depth(), sums, body, ops.location()));
        return results;
    }

    private List<Value> zeros() {
        Value zero =
                ops.define(new TileOp.Fill(new Value(TileType.of(ScalarType.F32)), ops.constant(0f), ops.location()));
        return Collections.nCopies(TensorTiles.down(type) * TensorTiles.across(type), zero);
    }
}
