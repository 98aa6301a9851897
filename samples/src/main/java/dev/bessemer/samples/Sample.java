package dev.bessemer.samples;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.Lowering;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kernel to learn from, that checks itself. */
interface Sample {
    /** The option for the device, which every sample has. */
    Option DEVICE = Option.of("--device", "NAME", Device.list().getFirst().name(), "the device to run on");

    /** The option for the number of measured executions, which every sample has. */
    Option REPEAT = Option.of("--repeat", "N", 10, "how many executions to measure");

    /** The option for what cooperative tensors become in Metal source, which samples with such tensors have. */
    Option LOWERING = Option.of(
            "--lowering",
            "NAME",
            "best",
            Stream.of(Lowering.values())
                            .map(lowering -> lowering.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + " or best: what Matmul2D becomes in Metal source");

    /** The name, as typed after {@code run}. */
    String name();

    /** What it shows, in one line. */
    String summary();

    /** The options it takes. */
    List<Option> options();

    /**
     * The ways in which it does what the options ask for.
     *
     * @throws UsageException when they do not go together
     */
    List<Way> ways(Options options);
}
