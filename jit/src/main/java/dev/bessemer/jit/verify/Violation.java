package dev.bessemer.jit.verify;

import dev.bessemer.jit.ir.Op;

/**
 * An invariant of the IR that does not hold: a fault of the compiler, never of a kernel's author.
 *
 * @param op the op at fault
 * @param message the invariant
 */
public record Violation(Op op, String message) {
    @Override
    public String toString() {
        return op.location() + ": " + message;
    }
}
