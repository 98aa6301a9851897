package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.Step;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A library's operation as the host computes it.
 *
 * @param elements the operands' memory
 */
record LibraryStep(LibraryOperation operation, List<MemorySegment> elements) implements Step {
    static LibraryStep of(LibraryTask task, DeviceMemory memory) {
        return new LibraryStep(
                task.operation(),
                task.arguments().stream()
                        .map(array -> memory.elements(task, array))
                        .toList());
    }

    @Override
    public long units() {
        return operation.parts();
    }

    @Override
    public void run(long first, long last) {
        operation.compute(elements, first, last);
    }
}
