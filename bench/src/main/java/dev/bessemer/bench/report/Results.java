package dev.bessemer.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of the benchmarks found.
 *
 * @param format of this record as JSON; {@value #FORMAT} now
 * @param selection quick or full
 * @param machine where it ran
 * @param measurements in the order they were made
 * @param gaps what was not measured, and why
 */
public record Results(int format, String selection, Machine machine, List<Measurement> measurements, List<Gap> gaps) {
    /** The format that this version writes and reads. */
    public static final int FORMAT = 1;

    /** What the name of a contender ends with where its speed is that of the GPU alone. */
    public static final String GPU_TIME = " (GPU time)";

    /**
     * A machine and what was measured on it.
     *
     * @param chip as the machine names it
     * @param processors logical ones
     * @param memoryGiB installed
     * @param os with version and build
     * @param jdk version and vendor
     * @param commit of Bessemer
     * @param date of the run, ISO, UTC
     * @param device that Bessemer ran on
     * @param load of the minute before, in threads that want to run; 0 where that is unknown
     * @param versions of the libraries it was compared with
     */
    public record Machine(
            String chip,
            int processors,
            long memoryGiB,
            String os,
            String arch,
            String jdk,
            String commit,
            String date,
            String device,
            double load,
            Map<String, String> versions) {}

    /**
     * One contender in one case.
     *
     * @param subject attention, gemm, bandwidth, compile, launch or limits
     * @param parameters of the case
     * @param contender who
     * @param value in the unit
     * @param error half of the 99.9 % confidence interval, in the unit; 0 where one sample is all there is
     * @param unit GFLOP/s and GB/s, of which more is better, or us, ms and messages, of which less is
     * @param operations floating-point operations of one run; 0 where that means nothing
     * @param bytes that one run must read and write at least; 0 where that means nothing
     * @param ratio Bessemer's speed to this contender's: the median of the ratios of turns that followed each other; 0 where none took turns
     * @param ratioError half of its 99.9 % confidence interval
     */
    public record Measurement(
            String subject,
            Map<String, String> parameters,
            String contender,
            double value,
            double error,
            String unit,
            double operations,
            double bytes,
            double ratio,
            double ratioError) {
        /** Whether more is better. */
        public boolean isSpeed() {
            return unit.endsWith("/s");
        }

        /** Whether it was counted, which chance has no part in. */
        public boolean isCount() {
            return unit.equals("messages");
        }

        /** Whether the speed is that of the GPU alone. */
        public boolean isGpuTime() {
            return contender.endsWith(GPU_TIME);
        }

        /** Names the case, without the contender. */
        public String caseName() {
            return subject + " " + String.join(" ", parameters.values());
        }
    }

    /** Who could not take part in which cases, and why. */
    public record Gap(String subject, String cases, String contender, String why) {}

    /** The measurement of a contender in the case of another. */
    public Optional<Measurement> find(Measurement like, String contender) {
        return measurements.stream()
                .filter(m -> m.subject().equals(like.subject())
                        && m.parameters().equals(like.parameters())
                        && m.contender().equals(contender))
                .findFirst();
    }
}
