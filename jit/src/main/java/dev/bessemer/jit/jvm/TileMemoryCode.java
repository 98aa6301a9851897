package dev.bessemer.jit.jvm;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Tiles from and to memory, checked once each. */
final class TileMemoryCode {
    /** Local variables of one access: a long and four ints, the limits within the tile's extents. */
    private record Access(MemoryOp.TileAccess of, int offset, int stride, int rows, int columns) {}

    private final Code code;
    private final Values values;
    private final ArrayPlaces arrays;
    private final FaultCode faults;
    private final int cache;

    /** @param cache local variable of the {@link PanelCache}, where there is one */
    TileMemoryCode(Code code, Values values, ArrayPlaces arrays, FaultCode faults, int cache) {
        this.code = code;
        this.values = values;
        this.arrays = arrays;
        this.faults = faults;
        this.cache = cache;
    }

    void load(MemoryOp.LoadTile op, Runnable pushPanel) {
        Access access = evaluate(op.access(), op.result().tile());
        check(op, access);
        call(PanelLoad.class, verb(op), access, op.result().tile(), pushPanel);
    }

    /**
     * Loads a panel that the cache does not have; gives the local variable of its place.
     *
     * @param pushScratch pushes the place of a panel that is not kept
     * @param pushPanel pushes the panel whose place a local variable holds
     */
    int loadUnlessKept(MemoryOp.LoadTile op, ReusedLoads.Site site, Runnable pushScratch, IntConsumer pushPanel) {
        Access access = evaluate(op.access(), op.result().tile());
        check(op, access);
        code.load(Type.getType(PanelCache.class), cache);
        code.push(site.index());
        pushScratch.run();
        code.load(Type.LONG_TYPE, access.offset());
        code.load(Type.INT_TYPE, access.stride());
        code.load(Type.INT_TYPE, access.rows());
        code.load(Type.INT_TYPE, access.columns());
        code.call(PanelCache.class, "place", "(" + Type.getDescriptor(PanelCache.class) + "IIJIII)I");
        int place = code.storeNew(Type.INT_TYPE);
        Label found = new Label();
        code.load(Type.INT_TYPE, place);
        code.jump(Opcodes.IFGE, found);
        code.load(Type.INT_TYPE, place);
        code.push(-1);
        code.op(Opcodes.IXOR);
        code.store(Type.INT_TYPE, place);
        call(PanelLoad.class, verb(op), access, op.result().tile(), () -> pushPanel.accept(place));
        code.mark(found);
        return place;
    }

    void store(MemoryOp.StoreTile op, Runnable pushPanel) {
        Access access = evaluate(op.access(), op.tile().tile());
        if (op.checked()) {
            check(access, false, op.location());
        }
        call(PanelStore.class, verb(op), access, op.tile().tile(), pushPanel);
    }

    private Access evaluate(MemoryOp.TileAccess access, TileType type) {
        ThreadCode.pushLong(code, values, access.offset());
        int offset = code.storeNew(Type.LONG_TYPE);
        values.push(access.rowStride());
        if (access.rowStride().scalar() == ScalarType.I64) {
            code.call(Math.class, "toIntExact", "(J)I");
        }
        int stride = code.storeNew(Type.INT_TYPE);
        return new Access(
                access, offset, stride, limit(access.rows(), type.rows()), limit(access.columns(), type.columns()));
    }

    private int limit(@Nullable Value limit, int extent) {
        code.push(extent);
        if (limit != null) {
            int most = code.storeNew(Type.INT_TYPE);
            values.push(limit);
            code.load(Type.INT_TYPE, most);
            code.call(PanelBounds.class, "limit", "(II)I");
        }
        return code.storeNew(Type.INT_TYPE);
    }

    private void check(MemoryOp.LoadTile op, Access access) {
        if (op.checked()) {
            check(access, op.element().isPacked(), op.location());
        }
    }

    /** @param isPacked whether two elements lie in one of the array's */
    private void check(Access access, boolean isPacked, Location location) {
        Label inside = new Label();
        arrays.pushSize(access.of().array());
        if (isPacked) {
            code.push(1);
            code.op(Opcodes.LSHL);
        }
        pushRange(access);
        code.call(PanelBounds.class, "isInside", "(JJIZII)Z");
        code.jump(Opcodes.IFNE, inside);
        code.push(ArrayPlaces.name(access.of().array()));
        arrays.pushSize(access.of().array());
        pushRange(access);
        faults.pushThread();
        faults.pushLocation(location);
        faults.throwing(
                isPacked ? "tileOfPairs" : "tile", "(Ljava/lang/String;JJIZIILjava/lang/String;Ljava/lang/String;I)");
        code.mark(inside);
    }

    private void pushRange(Access access) {
        code.load(Type.LONG_TYPE, access.offset());
        pushShape(access);
    }

    private void pushShape(Access access) {
        code.load(Type.INT_TYPE, access.stride());
        code.push(access.of().transposed() ? 1 : 0);
        code.load(Type.INT_TYPE, access.rows());
        code.load(Type.INT_TYPE, access.columns());
    }

    /** What loads a tile; ints are copied as floats of the same bits. */
    private static String verb(MemoryOp.LoadTile op) {
        TensorElement copied = op.element() == TensorElement.I32 ? TensorElement.F32 : op.element();
        return op.access().array().array().space() == AddressSpace.DEVICE ? "load" + copied.name() : "loadLocal";
    }

    private static String verb(MemoryOp.StoreTile op) {
        ArrayType array = op.access().array().array();
        ScalarType copied = array.element() == ScalarType.I32 ? ScalarType.F32 : (ScalarType) array.element();
        return array.space() == AddressSpace.DEVICE ? "store" + copied.name() : "storeLocal";
    }

    private void call(Class<?> owner, String method, Access access, TileType type, Runnable pushPanel) {
        Value array = access.of().array();
        pushPanel.run();
        code.push(type.rows());
        code.push(type.columns());
        arrays.push(array);
        code.load(Type.LONG_TYPE, access.offset());
        if (array.array().space() == AddressSpace.DEVICE) {
            pushShape(access);
            code.call(owner, method, "([FIIIILjava/lang/foreign/MemorySegment;JIZII)V");
        } else {
            code.op(Opcodes.L2I);
            pushShape(access);
            code.call(owner, method, "([FIIII[FIIZII)V");
        }
    }
}
