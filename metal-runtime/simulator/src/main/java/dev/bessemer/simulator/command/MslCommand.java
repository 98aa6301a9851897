package dev.bessemer.simulator.command;

import dev.bessemer.simulator.MslChecker;
import dev.bessemer.simulator.MslException;
import dev.bessemer.simulator.MslKernel;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.MslReport;
import dev.bessemer.simulator.MslSource;
import dev.bessemer.simulator.cuda.CudaException;
import dev.bessemer.simulator.toolchain.ToolchainException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The command {@code msl}: checks and executes a Metal file of the user's. */
public final class MslCommand {
    private static final int OK = 0;
    private static final int WRONG = 1;
    private static final int USAGE_STATUS = 2;

    private static final String USAGE = """
            usage: ./bessemer msl check|run|race|ptx|gpu FILE.metal [KERNEL] [options]

              check    parse and type-check the file, with its address spaces, and look for what Metal forbids
              run      execute a kernel: bounds of buffers and arrays, uninitialised memory and divergent barriers are watched
              race     execute it and look for threads at the same memory without a barrier between them
              ptx      print the file as assembler text for NVIDIA's GPUs
              gpu      execute a kernel on this machine's NVIDIA GPU, of a Metal file or of such text in FILE.ptx

            How the file is compiled:
              --metal-version V           the declared language version, such as 3.1 (default 3.2)
              --constant NAME=VALUE       a function constant, by name or index
              -DNAME[=TEXT]               a macro
              -IFOLDER                    a folder with included files

            What is executed:
              --grid X[,Y[,Z]]            threads of the grid
              --threadgroup X[,Y[,Z]]     threads of a threadgroup (default: 32, or the grid where that is smaller)
              --buffer SLOT=[TYPE:]WHAT   what a buffer holds: 1,2.5,-3 or zero*N, iota*N, random*N, empty*N or @FILE;
                                          TYPE is f32 f16 bf16 i8 u8 i16 u16 i32 u32 i64 u64, by default the parameter's own
              --pointer SLOT+OFFSET=SLOT  a pointer in a buffer, at that byte, to the buffer of another slot
              --threadgroup-memory SLOT=BYTES
              --print N                   how many numbers of each written buffer are shown (default 8)
              --output SLOT=FILE          a file for the bytes that a buffer holds afterwards
              --repeat N                  how often a GPU executes the kernel, on the same buffers (default 1)
              --operations N              floating-point operations of one execution, such as 17.2e9: shows TFLOP/s
            """;

    private final PrintStream out;
    private final PrintStream err;

    MslCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command and ends with 0, with 1 where the file or its execution is at fault, with 2 where the command line is. */
    public static void main(String[] arguments) {
        System.exit(new MslCommand(System.out, System.err).run(List.of(arguments)));
    }

    /** Runs the command and returns its exit status. */
    int run(List<String> arguments) {
        if (arguments.isEmpty() || List.of("help", "-h", "--help").contains(arguments.getFirst())) {
            out.print(USAGE);
            return OK;
        }
        try {
            MslArguments parsed = MslArguments.parse(arguments);
            return switch (parsed.action()) {
                case "check" -> check(parsed);
                case "run" -> new MslRun(out, err).run(parsed, MslOptions.Watch.UNDEFINED);
                case "race" -> new MslRun(out, err).run(parsed, MslOptions.Watch.RACES, MslOptions.Watch.UNDEFINED);
                case "ptx" -> ptx(parsed);
                case "gpu" -> gpu(parsed);
                default ->
                    throw new IllegalArgumentException(
                            "there is no action '" + parsed.action() + "'; there are check, run, race, ptx, gpu");
            };
        } catch (IllegalArgumentException e) {
            return fail(e.getMessage() + "\n\nSee ./bessemer msl help", USAGE_STATUS);
        } catch (NoSuchFileException e) {
            return fail("there is no file " + e.getMessage(), WRONG);
        } catch (IOException e) {
            return fail("cannot read: " + e.getMessage(), WRONG);
        } catch (MslException e) {
            err.println(e.report());
            return refused(e.report());
        } catch (ToolchainException | CudaException e) {
            return fail(String.valueOf(e.getMessage()), WRONG);
        }
    }

    private int fail(String message, int status) {
        err.println("bessemer msl: " + message);
        return status;
    }

    private int check(MslArguments arguments) throws IOException {
        MslReport report = MslChecker.check(MslSource.read(arguments.file()), arguments.options());
        if (!report.diagnostics().isEmpty()) {
            err.println(report);
        }
        report.kernels().forEach(this::describe);
        if (!report.isAccepted()) {
            return refused(report);
        }
        out.println("accepted");
        return OK;
    }

    private int ptx(MslArguments arguments) throws IOException {
        out.print(MslGpu.program(arguments).text());
        return OK;
    }

    private int gpu(MslArguments arguments) throws IOException {
        new MslGpu(out).run(arguments);
        return OK;
    }

    private int refused(MslReport report) {
        int errors = report.errors().size();
        out.println("refused: " + errors + (errors == 1 ? " error" : " errors"));
        return WRONG;
    }

    private void describe(MslKernel kernel) {
        String function = kernel.name().equals(kernel.function()) ? "" : " = " + kernel.function();
        out.println("kernel " + kernel.name() + function);
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
