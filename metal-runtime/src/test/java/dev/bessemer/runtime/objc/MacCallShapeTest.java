package dev.bessemer.runtime.objc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The JDK's own rules for macOS on arm64, which put each argument of a call into a register or onto the stack, applied to every shape of the table. */
class MacCallShapeTest {
    private static final String RULES = "jdk.internal.foreign.abi.";
    private static final int REGISTERS = 8;

    private static Set<FunctionDescriptor> shapes() {
        Set<FunctionDescriptor> shapes = new LinkedHashSet<>();
        Signatures.all()
                .forEach(method -> shapes.add(Encoding.parse(method.encoding()).descriptor()));
        return shapes;
    }

    @Test
    void arranger_everyShape_usesTheRegistersThatTheMacUses() throws ReflectiveOperationException {
        Set<FunctionDescriptor> shapes = shapes();
        assertTrue(shapes.size() > 40, () -> shapes.size() + " shapes");
        for (FunctionDescriptor shape : shapes) {
            assertEquals(expected(shape), arranged(shape), shape::toString);
        }
    }

    /** Apple's rules: whole numbers in x0 to x7, reals in v0 to v7, large structs by an address in place of a number. */
    private static List<String> expected(FunctionDescriptor shape) {
        List<String> places = new ArrayList<>();
        int whole = 0;
        int real = 0;
        for (MemoryLayout argument : shape.argumentLayouts()) {
            if (argument instanceof ValueLayout.OfFloat || argument instanceof ValueLayout.OfDouble) {
                places.add("v" + real++);
            } else {
                int words = argument instanceof StructLayout && argument.byteSize() <= 16
                        ? (int) Math.ceilDiv(argument.byteSize(), 8)
                        : 1;
                boolean fits = whole + words <= REGISTERS;
                whole = fits ? whole : REGISTERS;
                for (int i = 0; i < words; i++) {
                    places.add(fits ? "r" + whole++ : "stack");
                }
            }
        }
        return places;
    }

    private static List<String> arranged(FunctionDescriptor shape) throws ReflectiveOperationException {
        Class<?> arranger = Class.forName(RULES + "aarch64.CallArranger");
        Class<?> options = Class.forName(RULES + "LinkerOptions");
        Object mac = arranger.getField("MACOS").get(null);
        Method bindings =
                arranger.getMethod("getBindings", MethodType.class, FunctionDescriptor.class, boolean.class, options);
        Object result = bindings.invoke(
                mac,
                shape.toMethodType(),
                shape,
                false,
                options.getMethod("empty").invoke(null));
        Object sequence = result.getClass().getMethod("callingSequence").invoke(result);
        int count = (int) sequence.getClass().getMethod("argumentBindingsCount").invoke(sequence);
        Method of = sequence.getClass().getMethod("argumentBindings", int.class);
        List<String> places = new ArrayList<>();
        for (int i = count - shape.argumentLayouts().size(); i < count; i++) {
            for (Object binding : (List<?>) of.invoke(sequence, i)) {
                if (binding.getClass().getSimpleName().equals("VMStore")) {
                    places.add(place(binding.getClass().getMethod("storage").invoke(binding)));
                }
            }
        }
        return places;
    }

    /** A register by its name, or the stack. */
    private static String place(Object storage) throws ReflectiveOperationException {
        String name = String.valueOf(storage.getClass().getMethod("debugName").invoke(storage));
        return name.startsWith("Stack") ? "stack" : name;
    }
}
