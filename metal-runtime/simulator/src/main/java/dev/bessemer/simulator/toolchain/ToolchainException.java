package dev.bessemer.simulator.toolchain;

/** There is no compiler for this machine, or it could not be made ready or started; the message says why. */
public final class ToolchainException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A failure with its reason. */
    public ToolchainException(String message) {
        super(message);
    }

    /** A failure with its reason and what caused it. */
    public ToolchainException(String message, Throwable cause) {
        super(message, cause);
    }
}
