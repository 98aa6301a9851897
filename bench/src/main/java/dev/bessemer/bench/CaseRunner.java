package dev.bessemer.bench;

import dev.bessemer.bench.report.Results.Measurement;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.DeviceLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs cases through JMH, each in JVMs of its own. */
final class CaseRunner {
    private final Path log;

    /** @param log where JMH's own words go, of the last case */
    CaseRunner(Path log) {
        this.log = log;
    }

    /** @throws RunnerException if a result was wrong, or a benchmark failed in another way */
    List<Measurement> run(Case one) throws RunnerException {
        Optional<DeviceLimits> limits = Candidates.metal().flatMap(Device::limits);
        if (one.subject().equals("limits") && limits.isPresent()) {
            return List.of(published(one, limits.get()));
        }
        if (one.unit().equals(MessageCount.MESSAGES)) {
            return List.of(measurement(one, Candidates.BESSEMER, MessageCount.of(one.method()), 0, 0, 0));
        }
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(one.benchmark().getName() + "." + one.method()) + "$")
                .addProfiler(Rounds.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.NORMAL)
                .output(log.toString());
        one.parameters().forEach(options::param);
        List<Measurement> found = new ArrayList<>();
        for (RunResult result : new Runner(options.build()).run()) {
            found.addAll(one.isRound() ? contenders(one, result) : List.of(alone(one, result.getPrimaryResult())));
        }
        if (found.isEmpty()) {
            throw new RunnerException("JMH measured nothing");
        }
        return found;
    }

    /** A GPU's limits are those that its maker states. */
    static Measurement published(Case one, DeviceLimits limits) {
        double most = one.unit().equals("GB/s") ? limits.bytesPerSecond() : limits.flops();
        return measurement(one, "limit", most / 1e9, 0, 0, 0);
    }

    private static Measurement alone(Case one, Result<?> result) {
        return measurement(one, Candidates.BESSEMER, result.getScore(), error(result), 0, 0);
    }

    private static List<Measurement> contenders(Case one, RunResult result) {
        @SuppressWarnings("rawtypes") // JMH's own signature
        Map<String, Result> results = result.getSecondaryResults();
        List<Measurement> found = new ArrayList<>();
        results.forEach((label, speed) -> {
            if (label.startsWith(Rounds.SPEED)) {
                String name = label.substring(Rounds.SPEED.length());
                Result<?> ratio = Objects.requireNonNull(results.get(Rounds.RATIO + name), name);
                found.add(measurement(one, name, speed.getScore(), error(speed), ratio.getScore(), error(ratio)));
            }
        });
        return found;
    }

    private static Measurement measurement(
            Case one, String contender, double value, double error, double ratio, double ratioError) {
        return new Measurement(
                one.subject(),
                one.described(),
                contender,
                value,
                error,
                one.unit(),
                one.operations(),
                one.bytes(),
                ratio,
                ratioError);
    }

    private static double error(Result<?> result) {
        double error = result.getScoreError();
        return Double.isNaN(error) ? 0 : error;
    }
}
