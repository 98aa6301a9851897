package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.List;

/** The kernels of a file. */
public final class Kernels {
    private Kernels() {}

    /** The kernels that a host can launch: marked functions that are no templates, and marked instantiations. */
    public static List<Outline.Function> launched(Outline outline) {
        List<Outline.Function> kernels = new ArrayList<>();
        for (Outline.Function function : outline.functions()) {
            boolean launched = function.form() == Outline.Form.INSTANTIATION
                    || (function.form() == Outline.Form.DEFINITION && !function.template());
            if (function.kernel() && launched) {
                kernels.add(function);
            }
        }
        return kernels;
    }

    /**
     * The definition whose parameters a kernel has: itself, or the template that an instantiation names; the instantiation where the
     * template is not found.
     */
    public static Outline.Function definition(Outline outline, Outline.Function kernel) {
        if (kernel.form() == Outline.Form.DEFINITION) {
            return kernel;
        }
        return outline.functions().stream()
                .filter(function -> function.form() == Outline.Form.DEFINITION
                        && function.template()
                        && function.name().equals(kernel.name()))
                .findFirst()
                .orElse(kernel);
    }
}
