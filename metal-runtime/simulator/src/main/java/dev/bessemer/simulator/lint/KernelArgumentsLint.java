package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.Attribute;
import dev.bessemer.simulator.source.KernelArgument;
import dev.bessemer.simulator.source.Outline;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a kernel may take: 31 buffers, each slot once, and every parameter from somewhere. */
final class KernelArgumentsLint implements Lint {
    private static final int SLOT_COUNT = 31;
    private static final Set<String> SLOTS = Set.of("buffer", "threadgroup");
    private static final String NUMBER =
            "(bool|u?char|u?short|u?int|u?long|size_t|half|bfloat|float|u?int(8|16|32|64)_t)[234]?";

    /** Values, which are bound through a reference. */
    private static final Pattern VALUE = Pattern.compile("((const|constant|device) )*" + NUMBER + "( const)?");

    private static final Pattern POINTER_TO_POINTER = Pattern.compile("\\* ?(const )?\\*");

    /** Numbers that cannot say a thread's place. */
    private static final Pattern NO_INDEX =
            Pattern.compile("(const )?((bool|half|bfloat|float|u?char|u?long|size_t)[234]?|u?(int|short)4)( const)?");

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
        for (Attribute attribute : argument.parameter().attributes()) {
            if (SLOTS.contains(attribute.name()) && attribute.number().isEmpty()) {
                return "has the slot " + attribute.text() + ", which is no number that can be read";
            }
        }
        boolean optional = argument.parameter().attribute("function_constant").isPresent();
        if (argument.index() >= 0 && !optional) {
            String slot = argument.kind() + " " + argument.index();
            String owner = owners.putIfAbsent(slot, argument.parameter().name());
            if (owner != null) {
                return "has the same slot as parameter " + owner;
            }
        }
        return switch (argument.kind()) {
            case BUFFER -> buffer(argument);
            case THREADGROUP ->
                argument.index() >= SLOT_COUNT
                        ? "is threadgroup memory " + argument.index() + ", but slots end at 30"
                        : "";
            case INPUT ->
                NO_INDEX.matcher(argument.parameter().type()).matches()
                        ? "is a " + argument.parameter().type()
                                + ", but places are of uint or ushort, or 2 or 3 of them"
                        : "";
            case UNKNOWN -> "gets its value from nowhere";
        };
    }

    private static String buffer(KernelArgument argument) {
        String type = argument.parameter().type();
        if (argument.index() >= SLOT_COUNT) {
            return "is buffer " + argument.index() + ", but slots end at 30";
        }
        if (POINTER_TO_POINTER.matcher(type).find()) {
            return "is a pointer to pointers, which no host can bind";
        }
        return VALUE.matcher(type).matches() ? "is bound to a buffer, but is no pointer or reference" : "";
    }

    private static String remedy(KernelArgument argument) {
        return switch (argument.kind()) {
            case UNKNOWN -> "give it an attribute such as [[buffer(0)]] or [[thread_position_in_grid]]";
            case INPUT -> "take it as uint and convert it in the kernel";
            case BUFFER, THREADGROUP ->
                VALUE.matcher(argument.parameter().type()).matches()
                        ? "write constant in front of the type and & behind it"
                        : "give each a slot of its own, 0 to 30; put what is small into one struct";
        };
    }
}
