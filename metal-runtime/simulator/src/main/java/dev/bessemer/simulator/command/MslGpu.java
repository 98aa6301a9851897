package dev.bessemer.simulator.command;

import dev.bessemer.simulator.MslKernel;
import dev.bessemer.simulator.MslLaunch;
import dev.bessemer.simulator.MslSource;
import dev.bessemer.simulator.PtxProgram;
import dev.bessemer.simulator.cuda.CudaDevice;
import dev.bessemer.simulator.cuda.CudaKernel;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** Executes a kernel on an NVIDIA GPU as the command line asks for it, and shows what it wrote and how long it took. */
final class MslGpu {
    private static final double FLOP_PER_MILLISECOND_OF_TERA = 1e9;

    private final PrintStream out;

    MslGpu(PrintStream out) {
        this.out = out;
    }

    /** The program of a Metal file, or of the text that was made of one before. */
    static PtxProgram program(MslArguments arguments) throws IOException {
        return arguments.file().toString().endsWith(".ptx")
                ? PtxProgram.parse(Files.readString(arguments.file()))
                : PtxProgram.build(MslSource.read(arguments.file()), arguments.options());
    }

    /** Executes the kernel as often as asked. */
    void run(MslArguments arguments) throws IOException {
        if (!arguments.pointers().isEmpty()) {
            throw new IllegalArgumentException(
                    "--pointer is for run and race: on a GPU bind the buffers to parameters");
        }
        PtxProgram program = program(arguments);
        MslKernel kernel = MslKernel.named(program.kernels(), arguments.kernel());
        try (Arena arena = Arena.ofConfined()) {
            KernelBuffers buffers = KernelBuffers.bind(arguments, kernel, arena);
            MslLaunch launch = buffers.launch();
            try (CudaDevice device = CudaDevice.open();
                    CudaKernel loaded = CudaKernel.load(device, program, kernel, launch.threadgroup())) {
                List<Float> milliseconds = loaded.launch(launch, arguments.repeat());
                buffers.show(out);
                out.println(device.name() + ": " + loaded.registers() + " registers, " + loaded.spilledBytes()
                        + " bytes of private memory");
                out.println(times(milliseconds, arguments.operations()));
            }
        }
    }

    /** The median of the times, and of how many operations in it. */
    static String times(List<Float> milliseconds, double operations) {
        List<Float> sorted = milliseconds.stream().sorted().toList();
        float median = sorted.get(sorted.size() / 2);
        String text = String.format(
                Locale.ROOT, "median %.4f ms of %d, least %.4f ms", median, sorted.size(), sorted.getFirst());
        return operations == 0
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                ", median %.2f TFLOP/s",
                                operations / (median * FLOP_PER_MILLISECOND_OF_TERA));
    }
}
