package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IndexExpressions;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.TileOp;
import java.util.Set;

/**
 * Merges 8x8 tiles that are computed alike side by side into wide ones, for the CPU device: chains of multiply-accumulates become one
 * long multiplication, neighbouring results one panel, and the loads, element-wise ops, loop-carried values and stores around them
 * follow. A wide tile's parts stand for the narrow values, so no user changes its meaning; sums keep their order. What it cannot show
 * to be independent and adjacent it leaves as it was.
 */
public final class PackTiles implements Pass {
    @Override
    public String name() {
        return "pack-tiles";
    }

    @Override
    public Function run(Function kernel) {
        if (!Regions.contains(kernel.body(), PackTiles::isMultiplication)) {
            return kernel;
        }
        try {
            return kernel.withBody(pack(kernel.body()));
        } catch (RegionPacker.OrderException cyclic) {
            return kernel;
        }
    }

    private static boolean isMultiplication(Op op) {
        return op instanceof TileOp.MultiplyAccumulate;
    }

    private static Region pack(Region body) {
        return new RegionPacker(body, new IndexExpressions(body), Set.of()).pack();
    }
}
