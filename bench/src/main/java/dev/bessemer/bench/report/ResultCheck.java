package dev.bessemer.bench.report;

import dev.bessemer.bench.report.Results.Machine;
import dev.bessemer.bench.report.Results.Measurement;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether results that were read are whole, as files may be that somebody edited or that ended early. */
final class ResultCheck {
    /** The parameters that curves are drawn over. */
    private static final List<String> SIZES = List.of("length", "extent");

    private ResultCheck() {}

    /** What is wrong with them; empty where nothing is. */
    static Optional<String> problem(Results results) {
        if (hasNull(results.selection(), results.machine(), results.measurements(), results.gaps())) {
            return Optional.of("it lacks its selection, machine, measurements or gaps");
        }
        if (!isWhole(results.machine())) {
            return Optional.of("it lacks a fact about its machine");
        }
        if (results.gaps().stream()
                .anyMatch(gap -> gap == null || hasNull(gap.subject(), gap.cases(), gap.contender(), gap.why()))) {
            return Optional.of("it has a gap without a reason");
        }
        return results.measurements().stream().flatMap(ResultCheck::problem).findFirst();
    }

    private static boolean isWhole(Machine machine) {
        return !hasNull(
                        machine.chip(),
                        machine.os(),
                        machine.arch(),
                        machine.jdk(),
                        machine.commit(),
                        machine.date(),
                        machine.device(),
                        machine.versions())
                && isText(machine.versions().values());
    }

    private static Stream<String> problem(Measurement m) {
        if (m == null
                || hasNull(m.subject(), m.parameters(), m.contender(), m.unit())
                || !isText(m.parameters().values())) {
            return Stream.of("it has a measurement without its subject, parameters, contender or unit");
        }
        String name = m.caseName() + ", " + m.contender();
        if (!(m.value() > 0) || !isNumber(m.value(), m.error(), m.operations(), m.bytes(), m.ratio(), m.ratioError())) {
            return Stream.of("a number of " + name + " is negative or none");
        }
        return SIZES.stream()
                .filter(size -> !m.parameters().getOrDefault(size, "1").matches("[1-9][0-9]{0,8}"))
                .map(size -> "the " + size + " of " + name + " is no size");
    }

    private static boolean isNumber(double... numbers) {
        return Arrays.stream(numbers).allMatch(number -> number >= 0 && Double.isFinite(number));
    }

    private static boolean isText(Collection<String> texts) {
        return texts.stream().noneMatch(text -> text == null || text.isEmpty());
    }

    private static boolean hasNull(Object... parts) {
        return Stream.of(parts).anyMatch(Objects::isNull);
    }
}
