package dev.bessemer.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Runs a contender until the JVM has compiled it. The JVM counts a compilation when it is done, and those of large kernels take seconds: only one
 * that was started with {@link #WAITING}, so that the program waits for them, is known to be through.
 */
final class WarmUp {
    /** The option of JVMs in which code is warmed up. */
    static final String WAITING = "-XX:-BackgroundCompilation";

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    /** How long it is observed what the JVM compiles, in nanoseconds. */
    private static final long TURN = 400_000_000L;

    /** The most that it may spend on that, in milliseconds, where it is done. */
    private static final long QUIET_TURN = 40;

    private static final long LONGEST = 8_000_000_000L;

    private WarmUp() {}

    static void run(Contender contender) {
        long end = System.nanoTime() + LONGEST;
        long spent = QUIET_TURN + 1;
        while (spent > QUIET_TURN && System.nanoTime() < end) {
            long before = COMPILER.getTotalCompilationTime();
            long turn = System.nanoTime() + TURN;
            while (System.nanoTime() < turn) {
                contender.run();
            }
            spent = COMPILER.getTotalCompilationTime() - before;
        }
    }
}
