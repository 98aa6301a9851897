package dev.bessemer.jit;

import dev.bessemer.jit.analysis.ParallelAccess;
import dev.bessemer.jit.analysis.ParameterUse;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds what a launch must know of a kernel. */
final class KernelTraits {
    private KernelTraits() {}

    static CompiledKernel.Traits of(Function kernel) {
        ParameterUse use = ParameterUse.of(kernel);
        Set<Value> outside = ParallelAccess.of(kernel).outside().stream()
                .map(MemoryOp.Load::array)
                .collect(Collectors.toSet());
        return new CompiledKernel.Traits(
                kernel.name(),
                kernel.parameters().stream()
                        .map(p -> parameter(p, use, outside))
                        .toList(),
                kernel.attributes().threadgroup(),
                contains(kernel.body(), op -> op instanceof ControlOp.ParallelFor),
                contains(kernel.body(), KernelTraits::belongsToSimdgroup),
                kernel.attributes().reductions());
    }

    private static CompiledKernel.Parameter parameter(
            Function.Parameter parameter, ParameterUse use, Set<Value> outside) {
        var value = parameter.value();
        return new CompiledKernel.Parameter(
                parameter.position(),
                value.name(),
                value.type() instanceof ArrayType,
                use.reads(value),
                use.writes(value),
                outside.contains(value),
                use.asksIntSize(value));
    }

    private static boolean belongsToSimdgroup(Op op) {
        return switch (op) {
            case TileOp _, SimdOp _, MemoryOp.LoadTile _, MemoryOp.StoreTile _, TensorOp _ -> true;
            default -> false;
        };
    }

    private static boolean contains(Region region, Predicate<Op> predicate) {
        return region.ops().stream()
                .anyMatch(op ->
                        predicate.test(op) || op.regions().stream().anyMatch(inner -> contains(inner, predicate)));
    }
}
