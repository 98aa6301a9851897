package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrPrinter;
import dev.bessemer.jit.verify.Verifier;
import java.util.ArrayList;
import java.util.List;

/** The passes of a target, in their order. */
public final class PassPipeline {
    private static final boolean VERIFIES = PassPipeline.class.desiredAssertionStatus();

    private final List<Pass> passes;

    /** @param passes in the order they run */
    public PassPipeline(List<Pass> passes) {
        this.passes = List.copyOf(passes);
    }

    /** What happens to a kernel before it becomes JVM bytecode. */
    public static PassPipeline cpu(boolean boundsChecks) {
        return new PassPipeline(withChecks(
                boundsChecks,
                List.of(
                        new LowerTensors(true),
                        new FoldConstants(),
                        new Simplify(),
                        new CountLoops(),
                        new EliminateDeadCode(),
                        new UnrollLoops(),
                        new FoldConstants(),
                        new Simplify(),
                        new UnrollLoops(),
                        new FoldConstants(),
                        new Simplify(),
                        new PromoteThreadArrays(),
                        new LengthenProducts(),
                        new UnrollLoops(),
                        new FoldConstants(),
                        new Simplify(),
                        new ConvertIfs(),
                        new HoistInvariants(),
                        new EliminateCommonCode(),
                        new EliminateDeadCode(),
                        new PackTiles(),
                        new FuseMaps(),
                        new ProveIndices(),
                        new EliminateDeadCode())));
    }

    /** What happens to a kernel before it becomes Metal Shading Language for every GPU. */
    public static PassPipeline msl(boolean boundsChecks) {
        return msl(boundsChecks, true);
    }

    /**
     * What happens to a kernel before it becomes Metal Shading Language: little, so that the text stays near the source.
     *
     * @param lowersTensors whether cooperative tensors become 8x8 tiles, or are left to Metal 4's
     */
    public static PassPipeline msl(boolean boundsChecks, boolean lowersTensors) {
        List<Pass> passes = new ArrayList<>(List.of(
                new FoldConstants(),
                new Simplify(),
                new CountLoops(),
                ConvertIfs.inElementBodies(),
                new EliminateCommonCode(),
                new SplitTileLoops(),
                new FoldConstants(),
                new Simplify(),
                new ProveIndices(),
                new EliminateDeadCode()));
        if (lowersTensors) {
            passes.addFirst(new LowerTensors(false));
        }
        return new PassPipeline(withChecks(boundsChecks, passes));
    }

    private static List<Pass> withChecks(boolean boundsChecks, List<Pass> passes) {
        List<Pass> all = new ArrayList<>(passes);
        if (!boundsChecks) {
            all.addFirst(new DropBoundsChecks());
        }
        return all;
    }

    /** The passes, in their order. */
    public List<Pass> passes() {
        return passes;
    }

    /** The passes' names, in their order. */
    public List<String> names() {
        return passes.stream().map(Pass::name).toList();
    }

    /**
     * Runs all passes; where assertions are on, the verifier after each.
     *
     * @throws IllegalStateException when a pass fails or breaks the kernel: it names the pass and prints the kernel
     */
    public Function run(Function kernel) {
        Function current = kernel;
        for (Pass pass : passes) {
            current = step(pass, current);
        }
        return current;
    }

    private static Function step(Pass pass, Function kernel) {
        Function after;
        try {
            after = pass.run(kernel);
        } catch (RuntimeException fault) {
            throw new IllegalStateException(
                    "the pass " + pass.name() + " failed on this kernel:\n" + IrPrinter.print(kernel), fault);
        }
        if (VERIFIES) {
            verify(pass, kernel, after);
        }
        return after;
    }

    private static void verify(Pass pass, Function before, Function after) {
        try {
            Verifier.require(after, "the pass " + pass.name());
        } catch (IllegalStateException broken) {
            throw new IllegalStateException(
                    broken.getMessage() + "\nbefore it the kernel was:\n" + IrPrinter.print(before), broken);
        }
    }
}
