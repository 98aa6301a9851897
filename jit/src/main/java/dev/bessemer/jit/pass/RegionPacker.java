package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IndexExpressions;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Packs one region, the ones nested in it first. It decides which wide ops to make, then leaves the order to {@link RegionScheduler}. A nested
 * region that wants tiles of this one as a panel names it by a stand-in, which this one replaces.
 */
final class RegionPacker {
    /** A wide op would have to stand both before and after another op. */
    static final class OrderException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OrderException() {
            super("wide tiles depend on each other in a circle", null, false, false);
        }
    }

    private final Region region;
    private final IndexExpressions expressions;
    private final PackedOps packed = new PackedOps();
    private final Map<Value, Integer> positions = new HashMap<>();
    private final Panels panels;
    private final IdentityHashMap<Op, RegionPacker> loops = new IdentityHashMap<>();

    /** @param carried parameters of the region that may become panels */
    RegionPacker(Region region, IndexExpressions expressions, Set<Value> carried) {
        this.region = region;
        this.expressions = expressions;
        for (int i = 0; i < region.ops().size(); i++) {
            for (Value result : region.ops().get(i).results()) {
                positions.put(result, i);
            }
        }
        panels = new Panels(region, expressions, packed, positions, carried);
    }

    /** The kernel's whole body, packed. */
    Region pack() {
        decide();
        return new Region(region.parameters(), new RegionScheduler(region, packed).ops());
    }

    private void decide() {
        List<RegionPacker> inner = new ArrayList<>();
        for (Op op : region.ops()) {
            if (op instanceof ControlOp control && !control.regions().isEmpty()) {
                packInside(control, inner);
            }
        }
        packInOrder();
        for (RegionPacker packer : inner) {
            packer.panels.outerPanels().forEach((grid, standIn) -> packed.replace(standIn, panels.row(grid.tiles())));
        }
        new StorePacker(region, expressions, panels, packed).pack();
    }

    /** Packs chains and loops as they follow each other, so that each finds its inputs packed. */
    private void packInOrder() {
        Map<Integer, Runnable> steps = new TreeMap<>();
        for (List<TileChain> chains : TileChain.byLeftOperands(region)) {
            int position = positions.getOrDefault(chains.getFirst().result(), 0);
            steps.put(position, () -> packIndependent(chains));
        }
        for (int i = 0; i < region.ops().size(); i++) {
            Op op = region.ops().get(i);
            RegionPacker body = loops.get(op);
            if (body != null && op instanceof ControlOp.For loop) {
                steps.put(i, () -> widen(loop, body));
            }
        }
        steps.values().forEach(Runnable::run);
    }

    private void packInside(ControlOp op, List<RegionPacker> inner) {
        if (op instanceof ControlOp.For loop && Regions.endsInOneContinue(loop)) {
            RegionPacker packer = new RegionPacker(loop.body(), expressions, new HashSet<>(tiles(loop.carried())));
            packer.decide();
            inner.add(packer);
            loops.put(loop, packer);
            return;
        }
        List<Region> rebuilt = new ArrayList<>();
        for (Region nested : op.regions()) {
            RegionPacker packer = new RegionPacker(nested, expressions, Set.of());
            rebuilt.add(packer.pack());
            inner.add(packer);
        }
        packed.substitute(op, List.of(op.map(new RegionReplacement(rebuilt.iterator()))));
    }

    private static List<Value> tiles(List<Value> values) {
        return values.stream().filter(value -> value.type() instanceof TileType).toList();
    }

    /** Packs chains with equal left operands, those that do not depend on each other together. */
    private void packIndependent(List<TileChain> chains) {
        List<TileChain> group = new ArrayList<>();
        Set<Value> results = new HashSet<>();
        for (TileChain chain : chains) {
            if (new Reach(region, positions).reaches(chain.inputs(), results)) {
                pack(group);
                group = new ArrayList<>();
                results.clear();
            }
            group.add(chain);
            results.add(chain.result());
        }
        pack(group);
    }

    private void pack(List<TileChain> group) {
        TileChain first = group.getFirst();
        int length = first.steps().size();
        if (group.size() == 1 && length == 1) {
            return;
        }
        Value sum = panels.row(group.stream().map(TileChain::initial).toList());
        Value right = length == 1 ? null : panels.load(rightOperands(group));
        if (right != null) {
            sum = multiply(panels.row(first.left()), right, sum, first);
        } else {
            for (int k = 0; k < length; k++) {
                sum = multiply(first.left().get(k), panels.row(rightOperands(group, k)), sum, first);
            }
        }
        panels.define(
                group.stream().map(TileChain::result).toList(),
                sum,
                first.steps().getLast().location());
    }

    private static List<Value> rightOperands(List<TileChain> group, int step) {
        return group.stream().map(chain -> chain.steps().get(step).b()).toList();
    }

    private static TileGrid rightOperands(List<TileChain> group) {
        List<Value> tiles = new ArrayList<>();
        for (int k = 0; k < group.getFirst().steps().size(); k++) {
            tiles.addAll(rightOperands(group, k));
        }
        return new TileGrid(tiles, group.size());
    }

    private Value multiply(Value left, Value right, Value sum, TileChain chain) {
        Value result = new Value(sum.type(), chain.result().name());
        packed.add(new TileOp.MultiplyAccumulate(
                result, left, right, sum, chain.steps().getLast().location()));
        return result;
    }

    /** Rebuilds a loop over the panels that its body made of carried tiles. */
    private void widen(ControlOp.For loop, RegionPacker body) {
        Map<TileGrid, Value> carried = body.panels.carriedPanels();
        List<Value> next = loop.body().terminator().operands();
        Map<TileGrid, Value> continued = new LinkedHashMap<>();
        for (int seen = -1; seen != carried.size(); ) {
            seen = carried.size();
            for (TileGrid grid : List.copyOf(carried.keySet())) {
                continued.put(grid, body.panels.row(partners(grid, loop.carried(), next)));
            }
        }
        body.panels.outerPanels().forEach((grid, standIn) -> packed.replace(standIn, panels.row(grid.tiles())));
        packed.substitute(loop, List.of(rebuilt(loop, body, carried, continued)));
    }

    private ControlOp.For rebuilt(
            ControlOp.For loop, RegionPacker body, Map<TileGrid, Value> carried, Map<TileGrid, Value> continued) {
        Set<Value> merged = new HashSet<>();
        carried.keySet().forEach(grid -> merged.addAll(grid.tiles()));
        List<Value> parameters = new ArrayList<>(List.of(loop.index()));
        List<Value> initial = new ArrayList<>();
        List<Value> results = new ArrayList<>();
        List<Value> next = new ArrayList<>();
        for (int i = 0; i < loop.carried().size(); i++) {
            if (!merged.contains(loop.carried().get(i))) {
                parameters.add(loop.carried().get(i));
                initial.add(loop.initial().get(i));
                results.add(loop.results().get(i));
                next.add(loop.body().terminator().operands().get(i));
            }
        }
        carried.forEach((grid, parameter) -> {
            parameters.add(parameter);
            initial.add(panels.row(partners(grid, loop.carried(), loop.initial())));
            Value result = new Value(parameter.type(), parameter.name());
            results.add(result);
            panels.define(partners(grid, loop.carried(), loop.results()), result, loop.location());
            next.add(continued.getOrDefault(grid, parameter));
        });
        Op end = new ControlOp.Continue(
                loop.label(), next, loop.body().terminator().location());
        body.packed.substitute(loop.body().terminator(), List.of(end));
        Region packedBody = new Region(parameters, new RegionScheduler(loop.body(), body.packed).ops());
        return new ControlOp.For(
                results, loop.label(), loop.lower(), loop.upper(), loop.step(), initial, packedBody, loop.location());
    }

    /** What stands in {@code others} at the places a grid's tiles have among the carried values. */
    private static List<Value> partners(TileGrid grid, List<Value> carried, List<Value> others) {
        return grid.tiles().stream()
                .map(tile -> others.get(carried.indexOf(tile)))
                .toList();
    }
}
