package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tile loads of a kernel whose panels a {@link PanelCache} may keep: those in loops, from arrays to which the kernel does not write, that are only
 * factors of products, so that nothing else depends on where a panel lies. Kernels with barriers have none.
 *
 * <p>It also tells in which order threadgroups find the most panels kept.
 */
final class ReusedLoads {
    /**
     * One load.
     *
     * @param index among the reused loads
     * @param array among the kernel's array parameters
     * @param op the load
     */
    record Site(int index, int array, MemoryOp.LoadTile op) {
        int floats() {
            return op.result().tile().rows() * op.result().tile().columns();
        }

        /** Of an element of the array. */
        int bytes() {
            return ((ScalarType) op.access().array().array().element()).byteSize();
        }
    }

    private final List<Value> arrays;
    private final Set<Value> written = new HashSet<>();
    private final Map<Value, List<Op>> users = new HashMap<>();
    private final Map<Value, Site> sites = new LinkedHashMap<>();
    private final Set<Value> alongX = new HashSet<>();
    private final Set<Value> alongY = new HashSet<>();

    private ReusedLoads(Function kernel) {
        arrays = kernel.parameters().stream()
                .map(Function.Parameter::value)
                .filter(value -> !(value.type() instanceof ScalarType))
                .toList();
    }

    /** @param barriers whether the kernel has any */
    static ReusedLoads of(Function kernel, boolean barriers) {
        ReusedLoads loads = new ReusedLoads(kernel);
        if (!barriers) {
            loads.scan(kernel.body());
            if (loads.arrays.containsAll(loads.written)) {
                loads.collect(kernel.body(), false);
            }
        }
        return loads;
    }

    /** All, in the order of their indices. */
    List<Site> all() {
        return List.copyOf(sites.values());
    }

    /** The site of a load, by its result; null for other loads. */
    @Nullable
    Site of(Value tile) {
        return sites.get(tile);
    }

    /** The array parameters that the kernel writes to, by their indices. */
    List<Integer> written() {
        return arrays.stream().filter(written::contains).map(arrays::indexOf).toList();
    }

    /** Whether threadgroups of a row share a factor that those of other rows do not. */
    boolean isSharedByRow(Site site) {
        return depends(site, alongY) && !depends(site, alongX);
    }

    /** Whether threadgroups of a column share a factor that those of other columns do not. */
    boolean isSharedByColumn(Site site) {
        return depends(site, alongX) && !depends(site, alongY);
    }

    private static boolean depends(Site site, Set<Value> values) {
        return values.contains(site.op().access().offset());
    }

    private void scan(Region region) {
        for (Op op : region.ops()) {
            op.operands()
                    .forEach(value ->
                            users.computeIfAbsent(value, _ -> new ArrayList<>()).add(op));
            spread(op, alongX, Set.of(BuiltinKind.GROUP_ID_X, BuiltinKind.GLOBAL_ID_X));
            spread(op, alongY, Set.of(BuiltinKind.GROUP_ID_Y, BuiltinKind.GLOBAL_ID_Y));
            switch (op) {
                case MemoryOp.Store store -> writes(store.array());
                case MemoryOp.StoreTile store -> writes(store.access().array());
                case MemoryOp.Atomic atomic -> writes(atomic.array());
                default -> {}
            }
            op.regions().forEach(this::scan);
        }
    }

    /** Notes what is computed from where in the grid a threadgroup is, what loops carry round left out. */
    private static void spread(Op op, Set<Value> values, Set<BuiltinKind> sources) {
        boolean isSource = op instanceof ScalarOp.Builtin builtin && sources.contains(builtin.kind());
        if (isSource || op.operands().stream().anyMatch(values::contains)) {
            values.addAll(op.results());
            op.regions().forEach(region -> values.addAll(region.parameters()));
        }
    }

    private void writes(Value array) {
        if (array.array().space() == AddressSpace.DEVICE) {
            written.add(array);
        }
    }

    private void collect(Region region, boolean inLoop) {
        for (Op op : region.ops()) {
            if (inLoop && op instanceof MemoryOp.LoadTile load && isReusable(load)) {
                int array = arrays.indexOf(load.access().array());
                sites.put(load.result(), new Site(sites.size(), array, load));
            }
            boolean isLoop = op instanceof ControlOp.For || op instanceof ControlOp.Loop;
            op.regions().forEach(inner -> collect(inner, inLoop || isLoop));
        }
    }

    private boolean isReusable(MemoryOp.LoadTile load) {
        Value array = load.access().array();
        return arrays.contains(array) && !written.contains(array) && isFactor(load.result());
    }

    private boolean isFactor(Value tile) {
        return users.getOrDefault(tile, List.of()).stream().allMatch(user -> switch (user) {
            case TileOp.MultiplyAccumulate product -> product.c() != tile;
            case TileOp.Slice slice -> isFactor(slice.result());
            case TileOp.ConvertTile convert ->
                convert.result().tile().element() == ScalarType.F32 && isFactor(convert.result());
            default -> false;
        });
    }
}
