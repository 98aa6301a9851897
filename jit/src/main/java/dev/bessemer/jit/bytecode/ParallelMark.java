package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;

/**
 * A {@code @Parallel} annotation on a local variable.
 *
 * @param slot the variable's
 * @param name the variable's, or the empty string
 * @param position of the slot among the values its loop carries, or -1 where the loop does not carry it
 * @param location of the loop
 */
record ParallelMark(int slot, String name, int position, Location location) {
    /** How a message speaks of the variable. */
    String display() {
        return name.isEmpty() ? "its variable" : "'" + name + "'";
    }
}
