package dev.bessemer.simulator.command;

import dev.bessemer.simulator.MslFault;
import dev.bessemer.simulator.MslKernel;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.MslProgram;
import dev.bessemer.simulator.MslResult;
import dev.bessemer.simulator.MslSource;
import dev.bessemer.simulator.Simulator;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;

/** Executes a kernel as the command line asks for it, and shows what it wrote. */
final class MslRun {
    private final PrintStream out;
    private final PrintStream err;

    MslRun(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Executes and returns 0 where nothing was found, else 1. */
    int run(MslArguments arguments, MslOptions.Watch... watches) throws IOException {
        MslProgram program = MslProgram.build(
                MslSource.read(arguments.file()), arguments.options().withWatches(watches));
        program.warnings().forEach(err::println);
        MslKernel kernel = MslKernel.named(program.kernels(), arguments.kernel());
        try (Arena arena = Arena.ofShared();
                Simulator simulator = Simulator.open(program)) {
            KernelBuffers buffers = KernelBuffers.bind(arguments, kernel, arena);
            MslResult result = simulator.launch(buffers.launch());
            for (MslFault fault : result.faults()) {
                err.println(arguments.file() + (fault.line() > 0 ? ":" + fault.line() : "") + ": " + fault);
            }
            buffers.show(out);
            out.println(
                    result.isClean() ? "clean" : "faults: " + result.faults().size());
            return result.isClean() ? 0 : 1;
        }
    }
}
