package dev.bessemer.runtime.differential;

/**
 * What a break or continue may name.
 *
 * @param label empty where it has none
 * @param breaks whether a break may leave it
 * @param continues whether it is a loop
 */
record Target(String label, boolean breaks, boolean continues) {
    boolean named() {
        return !label.isEmpty();
    }
}
