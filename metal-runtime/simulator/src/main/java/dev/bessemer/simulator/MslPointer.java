package dev.bessemer.simulator;

/**
 * A pointer that lies in a buffer, as in Metal's argument buffers: the address of what is bound to another slot, which the kernel may write.
 *
 * @param slot of the buffer that holds the pointer, 0 to 30
 * @param offset of the pointer's eight bytes in that buffer, a multiple of 8
 * @param target the slot of the buffer that it points to the first byte of; the kernel need have no parameter for it
 */
public record MslPointer(int slot, long offset, int target) {}
