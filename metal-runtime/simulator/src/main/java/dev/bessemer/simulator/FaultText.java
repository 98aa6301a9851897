package dev.bessemer.simulator;

import dev.bessemer.simulator.worker.Wire;
import java.util.Map;

/** What faults are called, and the sentences that describe them. */
final class FaultText {
    /** clang's numbers of its checks ({@code SanitizerHandler}), of those that are on. */
    private static final Map<Integer, String> CHECKS = Map.of(
            3, "an integer division by zero, or one whose result does not fit",
            5, "a floating-point number is converted to an integer type that cannot hold it",
            18, "an array index is outside of the array",
            20, "a shift by a negative number or by more bits than there are");

    private static final int DIVISION_CHECK = 3;

    private FaultText() {}

    static MslFault.Kind kind(Wire.Fault fault) {
        return switch (fault.kind()) {
            case BAD_ACCESS, OVERRUN -> MslFault.Kind.OUT_OF_BOUNDS;
            case UNDEFINED -> fault.detail() == DIVISION_CHECK ? MslFault.Kind.DIVISION : MslFault.Kind.UNDEFINED;
            case DIVISION -> MslFault.Kind.DIVISION;
            case TIMEOUT -> MslFault.Kind.TIMEOUT;
            case DIVERGENCE, RETURNED -> MslFault.Kind.DIVERGENCE;
            case RACE -> MslFault.Kind.RACE;
            case UNINITIALIZED -> MslFault.Kind.UNINITIALIZED;
            case STACK_OVERFLOW -> MslFault.Kind.STACK_OVERFLOW;
            case DIED, SETUP, NONE -> MslFault.Kind.WORKER;
        };
    }

    static String message(Wire.Fault fault, String memory) {
        return switch (fault.kind()) {
            case BAD_ACCESS -> badAccess(fault, memory);
            case UNDEFINED -> CHECKS.getOrDefault(fault.detail(), "an operation that has no meaning in C++");
            case DIVISION -> "an integer division by zero, or one whose result does not fit";
            case TIMEOUT -> "the kernel did not end within its time limit";
            case DIVERGENCE -> "threads that should come to the same place together wait at two";
            case RETURNED -> "a thread waits for others, but one of them has returned";
            case RACE -> race(fault, memory);
            case UNINITIALIZED -> "nothing has written " + extent(fault, memory) + " before it is read";
            case OVERRUN ->
                "something was written beside " + memory + ", at byte " + fault.offset() + " of its "
                        + fault.memoryBytes();
            case STACK_OVERFLOW -> "a thread needs more private memory than there is, or calls itself without end";
            case DIED -> "the process that executed the kernel ended" + status(fault.detail());
            case SETUP, NONE -> "the worker could not map memory or start a process (" + fault.detail() + ")";
        };
    }

    private static String badAccess(Wire.Fault fault, String memory) {
        if (memory.isEmpty()) {
            return "there is no memory at address 0x" + Long.toHexString(fault.address());
        }
        if (fault.memoryBytes() == 0) {
            return "nothing is bound to " + memory;
        }
        long end = fault.offset() + Math.max(1, fault.bytes());
        boolean inside = fault.offset() >= 0 && end <= fault.memoryBytes();
        if (inside) {
            return memory + " is constant, and is written at byte " + fault.offset();
        }
        return "byte " + fault.offset() + " is outside of " + memory + ", which has " + fault.memoryBytes() + " bytes";
    }

    private static String race(Wire.Fault fault, String memory) {
        String message = "two threads are at " + extent(fault, memory) + " and nothing orders them";
        return fault.detail() == 0
                ? message
                : message + ": the barrier between them does not have the mem_flags for this memory";
    }

    private static String extent(Wire.Fault fault, String memory) {
        if (memory.isEmpty()) {
            return "private memory";
        }
        String of = fault.memory() == Wire.Memory.THREADGROUP_VARIABLE
                ? memory
                : "byte " + fault.offset() + " of " + memory;
        return of;
    }

    private static String status(int status) {
        int signal = status & 127;
        return signal == 0 ? " without a report" : " by signal " + signal;
    }

    /** What a thread did at a place. */
    static String action(Wire.Fault fault, Wire.Place place) {
        if (place.returned()) {
            return place.line() > 0 ? "has returned, after it was" : "has returned";
        }
        return switch (fault.kind()) {
            case DIVERGENCE, RETURNED -> "waits in " + place.what();
            case BAD_ACCESS -> place.writes() ? "writes" : "reads";
            case RACE, UNINITIALIZED -> access(fault, place);
            case UNDEFINED, DIVISION, TIMEOUT, STACK_OVERFLOW, OVERRUN, DIED, SETUP, NONE -> "is";
        };
    }

    private static String access(Wire.Fault fault, Wire.Place place) {
        String verb = place.writes() ? "writes" : "reads";
        return (place.atomic() ? "atomically " : "") + verb + " " + fault.bytes() + " bytes";
    }
}
