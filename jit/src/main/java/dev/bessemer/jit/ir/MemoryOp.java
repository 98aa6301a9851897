package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops that read or write memory, order such accesses, or can fault. Their order among each other is kept unless proven irrelevant. */
public sealed interface MemoryOp extends Op
        permits MemoryOp.Allocate,
                MemoryOp.Table,
                MemoryOp.Load,
                MemoryOp.Store,
                MemoryOp.LoadTile,
                MemoryOp.StoreTile,
                MemoryOp.Divide,
                MemoryOp.Atomic,
                MemoryOp.CheckIndex,
                MemoryOp.Barrier,
                TensorOp {
    /** An array of one threadgroup or one thread, zeroed. It stands in the kernel's outermost region, or in a loop's where every iteration gets a fresh one. */
    record Allocate(Value result, Location location) implements MemoryOp {
        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public List<Value> results() {
            return List.of(result);
        }

        @Override
        public Allocate map(Mapping m) {
            return new Allocate(m.define(result), location);
        }
    }

    /**
     * An array of elements that are known when the kernel is compiled. It stands in the kernel's outermost region.
     *
     * @param result in constant space
     * @param elements one for each, as {@link ScalarOp.Constant} holds a value of the type that a load gives
     */
    record Table(Value result, List<Object> elements, Location location) implements MemoryOp {
        public Table {
            elements = List.copyOf(elements);
        }

        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public List<Value> results() {
            return List.of(result);
        }

        @Override
        public Table map(Mapping m) {
            return new Table(m.define(result), elements, location);
        }
    }

    /**
     * {@code array[index]}. The result's type is Java's computational one: I32 for I8, I16, U16 elements, else the element's.
     *
     * @param index I32 or I64
     * @param checked whether the index must be compared with the array's size; false where it is proven in range
     */
    record Load(Value result, Value array, Value index, boolean checked, Location location) implements MemoryOp {
        @Override
        public List<Value> operands() {
            return List.of(array, index);
        }

        @Override
        public List<Value> results() {
            return List.of(result);
        }

        @Override
        public Load map(Mapping m) {
            return new Load(m.define(result), m.use(array), m.use(index), checked, location);
        }
    }

    /** {@code array[index] = value}; the value is narrowed to the element's width. */
    record Store(Value array, Value index, Value value, boolean checked, Location location) implements MemoryOp {
        @Override
        public List<Value> operands() {
            return List.of(array, index, value);
        }

        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public Store map(Mapping m) {
            return new Store(m.use(array), m.use(index), m.use(value), checked, location);
        }
    }

    /**
     * Which elements a tile access touches: tile element (r, c) is at {@code offset + r * rowStride + c}, or transposed at
     * {@code offset + c * rowStride + r}. Elements with {@code r >= rows} or {@code c >= columns} are not touched: they load as zero and are not
     * stored.
     *
     * @param array of the tile's element type, device or threadgroup space; for a load also I8, device space
     * @param offset in elements, I32 or I64
     * @param rowStride in elements, I32 or I64
     * @param rows I32, or null for all
     * @param columns I32, or null for all
     */
    record TileAccess(
            Value array,
            Value offset,
            Value rowStride,
            boolean transposed,
            @Nullable Value rows,
            @Nullable Value columns) {
        /** The values it reads. */
        public List<Value> operands() {
            List<Value> operands = new ArrayList<>(List.of(array, offset, rowStride));
            if (rows != null) {
                operands.add(rows);
            }
            if (columns != null) {
                operands.add(columns);
            }
            return operands;
        }

        /** The same with all rows and columns. */
        public TileAccess whole() {
            return new TileAccess(array, offset, rowStride, transposed, null, null);
        }

        TileAccess map(Mapping m) {
            return new TileAccess(
                    m.use(array), m.use(offset), m.use(rowStride), transposed, Op.use(m, rows), Op.use(m, columns));
        }
    }

    /**
     * A tile from memory, of its element type or of bytes or numbers of four bits, all of which its type has; its touched elements are checked against the array's
     * size once, as one range. Uniform for the SIMD-group.
     *
     * @param element what the elements in memory stand for; offset and row stride count these
     */
    record LoadTile(Value result, TileAccess access, TensorElement element, boolean checked, Location location)
            implements MemoryOp {
        @Override
        public List<Value> operands() {
            return access.operands();
        }

        @Override
        public List<Value> results() {
            return List.of(result);
        }

        @Override
        public LoadTile map(Mapping m) {
            return new LoadTile(m.define(result), access.map(m), element, checked, location);
        }

        /** The same with another access, checked or not. */
        public LoadTile with(TileAccess other, boolean check) {
            return new LoadTile(result, other, element, check, location);
        }
    }

    /** A tile to memory. */
    record StoreTile(Value tile, TileAccess access, boolean checked, Location location) implements MemoryOp {
        @Override
        public List<Value> operands() {
            List<Value> operands = new ArrayList<>(List.of(tile));
            operands.addAll(access.operands());
            return operands;
        }

        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public StoreTile map(Mapping m) {
            return new StoreTile(m.use(tile), access.map(m), checked, location);
        }
    }

    /**
     * Integer {@code /} or {@code %} of I32 or I64.
     *
     * @param remainder {@code %} rather than {@code /}
     * @param checked whether the divisor must be compared with zero; a zero is a reported fault
     */
    record Divide(Value result, boolean remainder, Value left, Value right, boolean checked, Location location)
            implements MemoryOp {
        @Override
        public List<Value> operands() {
            return List.of(left, right);
        }

        @Override
        public List<Value> results() {
            return List.of(result);
        }

        @Override
        public Divide map(Mapping m) {
            return new Divide(m.define(result), remainder, m.use(left), m.use(right), checked, location);
        }
    }

    /**
     * Replaces {@code array[index]} and gives what was there, as one step that no other thread's access interrupts; its order among
     * other accesses of other threads is open.
     *
     * @param array of I32, I64 or F32, device or threadgroup space
     * @param value of the element's type
     * @param expected of the element's type, for COMPARE_EXCHANGE; else null
     * @param checked whether the index must be compared with the array's size; a fault gives 0
     */
    record Atomic(
            Value result,
            AtomicKind kind,
            Value array,
            Value index,
            Value value,
            @Nullable Value expected,
            boolean checked,
            Location location)
            implements MemoryOp {
        @Override
        public List<Value> operands() {
            return expected == null ? List.of(array, index, value) : List.of(array, index, value, expected);
        }

        @Override
        public List<Value> results() {
            return List.of(result);
        }

        @Override
        public Atomic map(Mapping m) {
            return new Atomic(
                    m.define(result),
                    kind,
                    m.use(array),
                    m.use(index),
                    m.use(value),
                    Op.use(m, expected),
                    checked,
                    location);
        }

        /** The same with its index checked or not. */
        public Atomic withChecked(boolean check) {
            return new Atomic(result, kind, array, index, value, expected, check, location);
        }
    }

    /**
     * Faults where an index is not below a length: of a row of an array of arrays, whose elements lie in one array.
     *
     * @param index I32
     * @param length 0 or more
     * @param array the source's name for the array of arrays
     */
    record CheckIndex(Value index, int length, String array, Location location) implements MemoryOp {
        @Override
        public List<Value> operands() {
            return List.of(index);
        }

        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public CheckIndex map(Mapping m) {
            return new CheckIndex(m.use(index), length, array, location);
        }
    }

    /** All threads of the threadgroup arrive before any leaves, and see each other's earlier writes. */
    record Barrier(Location location) implements MemoryOp {
        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public Barrier map(Mapping m) {
            return this;
        }
    }
}
