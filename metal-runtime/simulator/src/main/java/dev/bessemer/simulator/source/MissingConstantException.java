package dev.bessemer.simulator.source;

import java.util.List;

/** Function constants without a value: kernels that use them cannot be built. */
public final class MissingConstantException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingConstantException(List<String> constants) {
        super("no value was given for function constant" + (constants.size() == 1 ? " " : "s ")
                + String.join(", ", constants));
    }
}
