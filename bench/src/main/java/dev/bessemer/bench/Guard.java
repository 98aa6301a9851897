package dev.bessemer.bench;

import com.google.gson.GsonBuilder;
import dev.bessemer.runtime.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import jdk.incubator.vector.FloatVector;

/**
 * How fast kernels are beside hand-written code that takes turns with them, in some twenty seconds; {@code GuardTest} compares with what is stored
 * for the machine. Only ratios of one run are looked at, so that neither the processor's clock nor other load counts.
 */
final class Guard {
    /** By how much a ratio may fall. */
    static final double TOLERATED = 0.25;

    /** How far one measurement may be off on a busy machine: one that fell by less than this is not measured again. */
    static final double NOISE = 0.15;

    /** Of the processors, below which a machine is too busy for a ratio of speeds; that of work in the same processor time remains. */
    private static final double QUIET = 0.9;

    /** Of the processors, below which that moves by a quarter, too: others take caches and memory, and threads of one piece of work wait for each other. */
    private static final double BUSY = 0.7;

    private static final long MEASUREMENT = 2_000_000_000L;

    private Guard() {}

    /** Measures the kernels of these names, or all, and prints the ratios as JSON, as {@code guard.json} has them. */
    public static void main(String[] arguments) {
        List<String> names = List.of(arguments);
        Map<String, Ratio> ratios = new LinkedHashMap<>();
        pairs().forEach((name, pair) -> {
            if (names.isEmpty() || names.contains(name)) {
                ratios.put(name, measure(pair));
            }
        });
        System.out.println(new GsonBuilder().setPrettyPrinting().create().toJson(Map.of(machine(), ratios)));
    }

    /** What ratios depend on besides the code. */
    static String machine() {
        return MachineFacts.chip() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + FloatVector.SPECIES_PREFERRED.vectorBitSize() + "-bit vectors";
    }

    /** A kernel, and what it is compared with. */
    record Pair(Supplier<Contender> kernel, Supplier<Contender> other) {}

    /**
     * A kernel's speed to the other's.
     *
     * @param speed by the time that passed
     * @param work by what both did in the same processor time
     * @param processors that the other had, of all; more than 0.9 on a quiet machine
     */
    record Ratio(double speed, double work, double processors) {
        /**
         * Whether it has fallen from what it was by more than this; where the machine is busy, by processor time alone.
         *
         * @param part of what it was
         */
        boolean hasFallen(Ratio before, double part) {
            double least = 1 - part;
            return work < least * before.work || (processors > QUIET && speed < least * before.speed);
        }

        /** Whether the machine was too busy to blame the code. */
        boolean isOfABusyMachine() {
            return processors < BUSY;
        }

        /** The mean of some: geometric, as of ratios, and as busy as the busiest. */
        static Ratio mean(List<Ratio> some) {
            return new Ratio(
                    mean(some, Ratio::speed),
                    mean(some, Ratio::work),
                    some.stream().mapToDouble(Ratio::processors).min().orElseThrow());
        }

        private static double mean(List<Ratio> some, ToDoubleFunction<Ratio> number) {
            return Math.exp(
                    some.stream().mapToDouble(number).map(Math::log).average().orElseThrow());
        }
    }

    private static Map<String, Pair> pairs() {
        AttentionInput input = new AttentionInput(8, 512, HandWrittenAttention.DIM);
        MatMulInput matrices = new MatMulInput(512, 512, 512);
        Map<String, Pair> pairs = new LinkedHashMap<>();
        pairs.put("attention f32", attention("f32", input, false));
        pairs.put("causal attention f16", attention("f16", input, true));
        pairs.put(
                "matrix product f32",
                new Pair(() -> GemmKernel.of(Device.cpu(), "f32", matrices), () -> new HandWrittenMatMul(matrices)));
        return pairs;
    }

    private static Pair attention(String type, AttentionInput input, boolean causal) {
        return new Pair(
                () -> AttentionKernel.of(type, input, causal), () -> new HandWrittenAttentionRun(type, input, causal));
    }

    /** Checks the results, warms both up and lets them take turns. */
    static Ratio measure(Pair pair) {
        try (Contender kernel = pair.kernel.get();
                Contender other = pair.other.get()) {
            check(kernel);
            check(other);
            WarmUp.run(kernel);
            WarmUp.run(other);
            Ratios.forget();
            long end = System.nanoTime() + MEASUREMENT;
            while (System.nanoTime() < end) {
                Ratios.turn(kernel, other);
            }
            Ratios.Summary found = Ratios.summary();
            return new Ratio(
                    found.ratio(),
                    found.ratioByCpuTime(),
                    found.processors() / Runtime.getRuntime().availableProcessors());
        }
    }

    private static void check(Contender contender) {
        contender.run();
        contender.check();
    }
}
