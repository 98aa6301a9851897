package dev.bessemer.runtime;

/** What a prebuilt kernel or a library's operation does with an argument. */
public enum Access {
    /** Reads elements and writes none; what a number's access is. */
    READ_ONLY,
    /** Writes elements and reads none. */
    WRITE_ONLY,
    /** Reads and writes elements. */
    READ_WRITE;

    boolean reads() {
        return this != WRITE_ONLY;
    }

    boolean writes() {
        return this != READ_ONLY;
    }
}
