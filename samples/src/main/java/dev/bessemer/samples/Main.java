package dev.bessemer.samples;

import dev.bessemer.jit.KernelCompilationException;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.runtime.ImmutableTaskGraph;
import dev.bessemer.runtime.Lowering;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The samples' command line: {@code list}, {@code run NAME [options]}, {@code explain NAME [options]}. */
public final class Main {
    /** Everything went well. */
    static final int OK = 0;

    /** A result was wrong, or a kernel failed. */
    static final int WRONG = 1;

    /** The command line asks for what is not there. */
    static final int USAGE = 2;

    private static final List<Sample> SAMPLES =
            List.of(new VectorAdd(), new MatMul(), new GeneralMatMul(), new TensorTour(), new FlashAttention());

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs a command and ends the process: 0 when all is well, 1 for a wrong result, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.out, System.err);
        if (status != OK) {
            System.exit(status);
        }
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Main main = new Main(out, err);
        try {
            return main.command(arguments);
        } catch (UsageException wrong) {
            err.println("bessemer: " + wrong.getMessage());
            return USAGE;
        } catch (KernelCompilationException | KernelFaultException failed) {
            err.println("bessemer: " + failed.getMessage());
            return WRONG;
        } catch (OutOfMemoryError e) {
            err.println("bessemer: not enough memory for this shape: " + e.getMessage());
            return WRONG;
        }
    }

    private int command(List<String> arguments) {
        String command = arguments.isEmpty() ? "list" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        return switch (command) {
            case "list" -> list();
            case "run" -> run(rest);
            case "explain" -> explain(rest);
            default -> throw new UsageException("there is no command '" + command + "'; there are list, run, explain");
        };
    }

    private int list() {
        for (Sample sample : SAMPLES) {
            out.printf("%-18s %s%n", sample.name(), sample.summary());
        }
        out.println();
        out.println("./bessemer run NAME --help lists a sample's options.");
        return OK;
    }

    private int run(List<String> arguments) {
        Sample sample = sample("run", arguments);
        List<String> options = arguments.subList(1, arguments.size());
        if (options.contains("--help")) {
            out.println(sample.name() + ": " + sample.summary());
            sample.options().forEach(option -> out.println(option.help()));
            return OK;
        }
        boolean right = new Runner(out).run(sample, Options.parse(sample.options(), options));
        if (!right) {
            err.println("bessemer: the result of " + sample.name()
                    + " differs from the reference by more than the tolerance");
        }
        return right ? OK : WRONG;
    }

    private int explain(List<String> arguments) {
        Sample sample = sample("explain", arguments);
        List<String> forMetal = new ArrayList<>(List.of(Sample.DEVICE.name(), "metal"));
        forMetal.addAll(arguments.subList(1, arguments.size()));
        Options options = Options.parse(sample.options(), forMetal);
        for (Way way : sample.ways(options)) {
            Runner.requirePossible(way);
            try (SampleRun run = way.run().get()) {
                ImmutableTaskGraph graph = run.graph();
                Lowering lowering = options.lowering().orElse(Lowering.SIMDGROUP_MATRIX);
                graph.taskNames().forEach(task -> out.println(graph.metalSource(task, lowering)));
            }
        }
        return OK;
    }

    private static Sample sample(String command, List<String> arguments) {
        String names = SAMPLES.stream().map(Sample::name).collect(Collectors.joining(" "));
        if (arguments.isEmpty()) {
            throw new UsageException(command + " needs the name of a sample: " + names);
        }
        return SAMPLES.stream()
                .filter(sample -> sample.name().equals(arguments.getFirst()))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException("there is no sample '" + arguments.getFirst() + "'; there are " + names));
    }
}
