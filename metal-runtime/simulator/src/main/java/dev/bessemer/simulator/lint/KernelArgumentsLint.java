package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.KernelArgument;
import dev.bessemer.simulator.source.Outline;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a kernel may take: 31 buffers, each slot once, and every parameter from somewhere. */
final class KernelArgumentsLint implements Lint {
    private static final int BUFFERS = 31;

    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        for (Outline.Function function : context.outline().functions()) {
            if (function.form() == Outline.Form.DEFINITION && context.outline().isKernel(function)) {
                checkKernel(context, function, findings);
            }
        }
    }

    private static void checkKernel(LintContext context, Outline.Function kernel, Consumer<Finding> findings) {
        Map<String, String> owners = new HashMap<>();
        for (KernelArgument argument : KernelArgument.of(kernel)) {
            String problem = problem(argument, owners);
            if (!problem.isEmpty()) {
                findings.accept(new Finding(
                        context.at(argument.parameter().from()),
                        "parameter " + argument.parameter().name() + " of kernel " + kernel.name() + " " + problem,
                        remedy(argument)));
            }
        }
    }

    private static String problem(KernelArgument argument, Map<String, String> owners) {
        boolean optional = argument.parameter().attribute("function_constant").isPresent();
        if (argument.index() >= 0 && !optional) {
            String slot = argument.kind() + " " + argument.index();
            String owner = owners.putIfAbsent(slot, argument.parameter().name());
            if (owner != null) {
                return "has the same slot as parameter " + owner;
            }
        }
        return switch (argument.kind()) {
            case BUFFER -> argument.index() >= BUFFERS ? "is buffer " + argument.index() + ", but slots end at 30" : "";
            case UNKNOWN -> "gets its value from nowhere";
            case THREADGROUP, INPUT -> "";
        };
    }

    private static String remedy(KernelArgument argument) {
        return argument.kind() == KernelArgument.Kind.UNKNOWN
                ? "give it an attribute such as [[buffer(0)]] or [[thread_position_in_grid]]"
                : "give each a slot of its own, 0 to 30; put what is small into one struct";
    }
}
