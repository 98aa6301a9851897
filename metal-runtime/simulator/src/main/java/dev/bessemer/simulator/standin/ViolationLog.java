package dev.bessemer.simulator.standin;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was done wrong, in order; the library calls {@link #noteAt}. */
final class ViolationLog {
    static final FunctionDescriptor NOTE = FunctionDescriptor.ofVoid(ValueLayout.ADDRESS);

    private static final int MOST_FRAMES = 8;

    private final List<Violation> violations = new ArrayList<>();

    void noteAt(MemorySegment text) {
        note(Library.text(text));
    }

    void note(String text) {
        List<StackTraceElement> stack = Arrays.stream(new Throwable().getStackTrace())
                .filter(ViolationLog::isOfProgram)
                .limit(MOST_FRAMES)
                .toList();
        synchronized (violations) {
            violations.add(new Violation(text, stack));
        }
    }

    private static boolean isOfProgram(StackTraceElement frame) {
        String name = frame.getClassName();
        boolean own = name.startsWith(ViolationLog.class.getPackageName()) && !name.endsWith("Test");
        return !own && !name.startsWith("java.") && !name.startsWith("jdk.");
    }

    List<Violation> all() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    List<Violation> take() {
        synchronized (violations) {
            List<Violation> taken = List.copyOf(violations);
            violations.clear();
            return taken;
        }
    }
}
