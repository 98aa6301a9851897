package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import java.util.ArrayList;
import java.util.List;

/**
 * Ops on cooperative tensors that access memory. All threads of the tensor's scope execute them together. Their accesses have rows and columns, which
 * may be more than the tensor has; no thread sees what another one's store wrote before a barrier.
 */
public sealed interface TensorOp extends MemoryOp {
    /**
     * {@code accumulator + left * right}: left is rows x K, right is K x columns, where K is the smaller of left's columns and right's
     * rows, and may be 0 or less: then the result is the accumulator. Products are summed in the tensor's element type in an order that is
     * the device's.
     *
     * @param result of the accumulator's type
     * @param left what lies outside its rows counts as zero
     * @param right what lies outside its columns counts as zero
     */
    record Multiply(
            Value result, Value accumulator, TileAccess left, TileAccess right, boolean checked, Location location)
            implements TensorOp {
        @Override
        public List<Value> operands() {
            List<Value> operands = new ArrayList<>(List.of(accumulator));
            operands.addAll(left.operands());
            operands.addAll(right.operands());
            return operands;
        }

        @Override
        public List<Value> results() {
            return List.of(result);
        }

        @Override
        public Multiply map(Mapping m) {
            return new Multiply(m.define(result), m.use(accumulator), left.map(m), right.map(m), checked, location);
        }
    }

    /**
     * {@code accumulator + left * right} with a left factor that the scope holds; K is its columns.
     *
     * @param result of the accumulator's type
     * @param left of as many rows and SIMD-groups as the result
     * @param right what lies outside its rows and columns counts as zero
     */
    record MultiplyHeld(
            Value result, Value accumulator, Value left, TileAccess right, boolean checked, Location location)
            implements TensorOp {
        @Override
        public List<Value> operands() {
            List<Value> operands = new ArrayList<>(List.of(accumulator, left));
            operands.addAll(right.operands());
            return operands;
        }

        @Override
        public List<Value> results() {
            return List.of(result);
        }

        @Override
        public MultiplyHeld map(Mapping m) {
            return new MultiplyHeld(m.define(result), m.use(accumulator), m.use(left), right.map(m), checked, location);
        }
    }

    /**
     * A tensor, or a vector as one column or one row, from memory, converted to its element type: elements outside the access's rows and columns are zero.
     *
     * @param element what the elements in memory stand for, for a vector none of four bits
     */
    record LoadTensor(Value result, TileAccess access, TensorElement element, boolean checked, Location location)
            implements TensorOp {
        @Override
        public List<Value> operands() {
            return access.operands();
        }

        @Override
        public List<Value> results() {
            return List.of(result);
        }

        @Override
        public LoadTensor map(Mapping m) {
            return new LoadTensor(m.define(result), access.map(m), element, checked, location);
        }
    }

    /**
     * A tensor, or a vector as one column or one row, to memory, converted to its element type: elements outside the access's rows and columns are dropped.
     */
    record StoreTensor(Value tensor, TileAccess access, boolean checked, Location location) implements TensorOp {
        @Override
        public List<Value> operands() {
            List<Value> operands = new ArrayList<>(List.of(tensor));
            operands.addAll(access.operands());
            return operands;
        }

        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public StoreTensor map(Mapping m) {
            return new StoreTensor(m.use(tensor), access.map(m), checked, location);
        }
    }

    /** The accesses to memory, those it reads from first. */
    default List<TileAccess> accesses() {
        return switch (this) {
            case Multiply multiply -> List.of(multiply.left(), multiply.right());
            case MultiplyHeld multiply -> List.of(multiply.right());
            case LoadTensor load -> List.of(load.access());
            case StoreTensor store -> List.of(store.access());
        };
    }

    /** The type of what it is about. */
    default CooperativeType type() {
        return switch (this) {
            case Multiply multiply -> multiply.result().cooperative();
            case MultiplyHeld multiply -> multiply.result().cooperative();
            case LoadTensor load -> load.result().cooperative();
            case StoreTensor store -> store.tensor().cooperative();
        };
    }

    /** The same without a check of its accesses. */
    default TensorOp unchecked() {
        return switch (this) {
            case Multiply it -> new Multiply(it.result, it.accumulator, it.left, it.right, false, it.location);
            case MultiplyHeld it -> new MultiplyHeld(it.result, it.accumulator, it.left, it.right, false, it.location);
            case LoadTensor it -> new LoadTensor(it.result, it.access, it.element, false, it.location);
            case StoreTensor it -> new StoreTensor(it.tensor, it.access, false, it.location);
        };
    }
}
