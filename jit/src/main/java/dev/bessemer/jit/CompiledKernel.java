package dev.bessemer.jit;

import dev.bessemer.jit.ir.Function.Reduction;
import dev.bessemer.jit.jvm.CpuKernel;
import dev.bessemer.jit.msl.MslSource;
import java.util.List;

/**
 * A compiled kernel and what a launch must know of it.
 *
 * @param traits what holds for every target
 * @param code what the target executes
 */
public record CompiledKernel(Traits traits, Code code) {
    /** Code for one target. */
    public sealed interface Code {}

    /** Code for the CPU device. */
    public record Cpu(CpuKernel kernel) implements Code {}

    /** Metal Shading Language. */
    public record Msl(MslSource source) implements Code {}

    /**
     * What a launch must know of a kernel.
     *
     * @param name the method's simple name
     * @param parameters those that carry data and are no constants, in the method's order
     * @param threadgroup the declared threadgroup size, one to three extents, or empty
     * @param parallel whether its own loops make its grid
     * @param wholeSimdgroups whether it needs threadgroups of a multiple of 32 threads
     * @param reductions what the launch combines when all threads have ended; the kernel's parameters go on, behind those of the method,
     *     with the arrays for it
     */
    public record Traits(
            String name,
            List<Parameter> parameters,
            List<Integer> threadgroup,
            boolean parallel,
            boolean wholeSimdgroups,
            List<Reduction> reductions) {
        public Traits {
            parameters = List.copyOf(parameters);
            threadgroup = List.copyOf(threadgroup);
            reductions = List.copyOf(reductions);
        }
    }

    /**
     * A parameter of the compiled code.
     *
     * @param position its place in the Java method's parameter list, from 0
     * @param name the source's name, or the empty string
     * @param array whether it is an array rather than a scalar
     * @param reads whether the kernel reads the array's elements
     * @param writes whether the kernel writes the array's elements
     * @param readsOutside whether it reads them outside its {@code @Parallel} loops
     * @param intSize whether the kernel asks for the array's size as an {@code int}
     */
    public record Parameter(
            int position,
            String name,
            boolean array,
            boolean reads,
            boolean writes,
            boolean readsOutside,
            boolean intSize) {}
}
