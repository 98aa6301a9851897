package dev.bessemer.simulator.cuda;

import java.io.Serial;

/** There is no NVIDIA GPU to be used, or its driver refused what was asked of it. */
public final class CudaException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CudaException(String message) {
        super(message);
    }

    CudaException(String message, Throwable cause) {
        super(message, cause);
    }
}
