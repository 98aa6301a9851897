package dev.bessemer.samples;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A line on a terminal that says how far long work is; nothing for short work, and nothing where no terminal is. */
final class Progress {
    private static final long PATIENCE_NANOSECONDS = 1_000_000_000L;

    private final PrintStream out;
    private final boolean visible;
    private final AtomicLong next = new AtomicLong();
    private volatile boolean shown;

    Progress(PrintStream out, boolean visible) {
        this.out = out;
        this.visible = visible;
        next.set(System.nanoTime() + PATIENCE_NANOSECONDS);
    }

    /** One on the terminal, if there is one. */
    static Progress onTerminal() {
        boolean visible =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return new Progress(System.err, visible);
    }

    /** Says that {@code done} of {@code all} steps are finished; may be called by several threads. */
    void report(String what, long done, long all) {
        long due = next.get();
        long now = System.nanoTime();
        if (visible && now - due > 0 && next.compareAndSet(due, now + PATIENCE_NANOSECONDS / 5)) {
            shown = true;
            out.print("\r" + what + " " + 100 * done / Math.max(1, all) + " %  ");
            out.flush();
        }
    }

    /** Removes the line. */
    void end() {
        if (shown) {
            out.print("\r" + " ".repeat(60) + "\r");
            out.flush();
            shown = false;
        }
    }
}
