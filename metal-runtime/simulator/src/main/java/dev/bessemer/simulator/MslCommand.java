package dev.bessemer.simulator;

import dev.bessemer.simulator.toolchain.ToolchainException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The command {@code msl}: checks and executes a Metal file of the user's. */
public final class MslCommand {
    private static final String USAGE = """
            usage: ./bessemer msl check FILE.metal [options]

              check    parse and type-check the file, with its address spaces, and look for what Metal forbids

            Options:
              --metal-version V        the declared language version, such as 3.1 (default 3.2)
              --constant NAME=VALUE    a function constant, by name or index
              -DNAME[=TEXT]            a macro
              -IFOLDER                 a folder with included files
            """;

    private final PrintStream out;
    private final PrintStream err;

    MslCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command and ends with 0, with 1 where the file is refused, with 2 where the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new MslCommand(System.out, System.err).run(List.of(arguments)));
    }

    /** Runs the command and returns its exit status. */
    int run(List<String> arguments) {
        try {
            MslArguments parsed = MslArguments.parse(arguments);
            return switch (parsed.action()) {
                case "check" -> check(parsed);
                default -> throw new IllegalArgumentException("there is no action '" + parsed.action() + "'");
            };
        } catch (IllegalArgumentException e) {
            err.println("bessemer msl: " + e.getMessage());
            err.println();
            err.print(USAGE);
            return 2;
        } catch (IOException e) {
            err.println("bessemer msl: cannot read " + e.getMessage());
            return 1;
        } catch (MslException e) {
            err.println(e.report());
            return 1;
        } catch (ToolchainException e) {
            err.println("bessemer msl: " + e.getMessage());
            return 1;
        }
    }

    private int check(MslArguments arguments) throws IOException {
        MslReport report = MslChecker.check(MslSource.read(arguments.file()), arguments.options());
        if (!report.diagnostics().isEmpty()) {
            err.println(report);
        }
        report.kernels().forEach(this::describe);
        long errors = report.errors().size();
        out.println(errors == 0 ? "accepted" : "refused: " + errors + (errors == 1 ? " error" : " errors"));
        return errors == 0 ? 0 : 1;
    }

    private void describe(MslKernel kernel) {
        out.println(
                "kernel " + kernel.name() + (kernel.name().equals(kernel.function()) ? "" : " = " + kernel.function()));
        for (MslKernel.Parameter parameter : kernel.parameters()) {
            String place = switch (parameter.binding()) {
                case BUFFER -> "buffer " + parameter.index();
                case THREADGROUP -> "threadgroup " + parameter.index();
                case INPUT -> parameter.input();
            };
            out.println("  " + place + ": " + parameter.type() + " " + parameter.name());
        }
        if (kernel.threadgroupBytes() > 0) {
            out.println("  threadgroup memory: " + kernel.threadgroupBytes() + " bytes");
        }
    }
}
