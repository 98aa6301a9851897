package dev.bessemer.jit.diagnostic;

/** A kernel did what Java would have thrown for, an index out of range or a division by zero; the first such fault of a launch. */
public final class KernelFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Location location;

    /**
     * @param location the Java line at fault
     * @param message array, index and size, or the division; and the thread
     */
    public KernelFaultException(Location location, String message) {
        super(location + ": " + message);
        this.location = location;
    }

    /** The same fault, its message naming the task it happened in. */
    public KernelFaultException inTask(String name) {
        String message = String.valueOf(getMessage());
        String prefix = location + ": ";
        String what = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        KernelFaultException named = new KernelFaultException(location, "task '" + name + "': " + what);
        named.initCause(this);
        return named;
    }

    /** The Java line at fault. */
    public Location location() {
        return location;
    }
}
