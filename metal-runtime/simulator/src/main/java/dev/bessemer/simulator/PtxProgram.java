package dev.bessemer.simulator;

import dev.bessemer.simulator.source.ExecutionTarget;
import dev.bessemer.simulator.toolchain.ToolchainException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A Metal file built for NVIDIA's GPUs: assembler text whose first lines, comments to CUDA's driver, tell of the kernels in it, so that the text
 * alone can be executed.
 *
 * @param text the text
 * @param kernels the kernels, of which the k-th is the entry {@code metal_kernel_k}
 */
public record PtxProgram(String text, List<MslKernel> kernels) {
    private static final String KERNEL = "// kernel";
    private static final String PARAMETER = "// parameter";

    /** Copies the list. */
    public PtxProgram {
        kernels = List.copyOf(kernels);
    }

    /**
     * Checks a file and builds it; what was built before is taken from the cache.
     *
     * @throws MslException where the file is refused, or uses what there is no build of for these GPUs
     * @throws ToolchainException where there is no compiler for this machine
     */
    public static PtxProgram build(MslSource source, MslOptions options) {
        MslBuild.Built built = MslBuild.build(source, options, ExecutionTarget.NVIDIA);
        try {
            List<MslKernel> kernels = built.report().kernels();
            return new PtxProgram(describe(kernels) + Files.readString(built.file()), kernels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the text of a program that was built before.
     *
     * @throws IllegalArgumentException where the text does not tell of its kernels
     */
    public static PtxProgram parse(String text) {
        List<MslKernel> kernels = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size() && lines.get(i).startsWith(KERNEL); ) {
            String[] kernel = lines.get(i++).split("\t", -1);
            List<MslKernel.Parameter> parameters = new ArrayList<>();
            while (i < lines.size() && lines.get(i).startsWith(PARAMETER)) {
                parameters.add(parameter(lines.get(i++).split("\t", -1)));
            }
            OptionalInt most = kernel[4].isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(kernel[4]));
            kernels.add(new MslKernel(kernel[1], kernel[2], parameters, Long.parseLong(kernel[3]), most));
        }
        if (kernels.isEmpty()) {
            throw new IllegalArgumentException("the text does not begin with lines that tell of its kernels: "
                    + "it was not built from a Metal file, or has lost them");
        }
        return new PtxProgram(text, kernels);
    }

    /** The name of a kernel's entry. */
    public String entry(MslKernel kernel) {
        return ExecutionTarget.entry(kernels.indexOf(kernel));
    }

    private static String describe(List<MslKernel> kernels) {
        StringBuilder lines = new StringBuilder();
        for (MslKernel kernel : kernels) {
            String most = kernel.maxThreads().isPresent()
                    ? String.valueOf(kernel.maxThreads().getAsInt())
                    : "";
            line(lines, KERNEL, kernel.name(), kernel.function(), kernel.threadgroupBytes(), most);
            for (MslKernel.Parameter p : kernel.parameters()) {
                line(
                        lines,
                        PARAMETER,
                        p.name(),
                        p.binding(),
                        p.index(),
                        p.input(),
                        p.type(),
                        p.writable(),
                        p.elementBytes(),
                        p.optional());
            }
        }
        return lines.toString();
    }

    private static void line(StringBuilder lines, Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            lines.append(i == 0 ? "" : "\t").append(fields[i]);
        }
        lines.append('\n');
    }

    private static MslKernel.Parameter parameter(String[] fields) {
        return new MslKernel.Parameter(
                fields[1],
                MslKernel.Binding.valueOf(fields[2]),
                Integer.parseInt(fields[3]),
                fields[4],
                fields[5],
                Boolean.parseBoolean(fields[6]),
                Long.parseLong(fields[7]),
                Boolean.parseBoolean(fields[8]));
    }
}
