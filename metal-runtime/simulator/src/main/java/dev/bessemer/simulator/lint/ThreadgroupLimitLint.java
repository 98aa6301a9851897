package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.Attribute;
import dev.bessemer.simulator.source.Outline;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A threadgroup declared to be one SIMD-group: Apple's compiler is reported to damage rows 4 to 7 of some matrices then. */
final class ThreadgroupLimitLint implements Lint {
    private static final int SIMD_WIDTH = 32;

    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        for (Outline.Function function : context.outline().functions()) {
            for (Attribute attribute : function.attributes()) {
                if (attribute.name().equals("max_total_threads_per_threadgroup")
                        && attribute.number().equals(OptionalInt.of(SIMD_WIDTH))) {
                    findings.accept(new Finding(
                            context.at(attribute.open()),
                            "with at most 32 threads in a threadgroup some compilers damage rows 4 to 7 of a simdgroup_matrix",
                            "drop the attribute, or declare 64 or more"));
                }
            }
        }
    }
}
