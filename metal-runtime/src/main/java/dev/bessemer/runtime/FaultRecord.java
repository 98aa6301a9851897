package dev.bessemer.runtime;

import dev.bessemer.jit.msl.MslSource;
import dev.bessemer.types.IntArray;
import java.lang.foreign.ValueLayout;

/**
 * Where a guarded kernel leaves its first fault, in memory that a GPU shares.
 *
 * @param words the record
 */
record FaultRecord(IntArray words, MslArguments arguments) {
    static FaultRecord of(MslArguments arguments) {
        return new FaultRecord(new IntArray(MslSource.FAULT_WORDS), arguments);
    }

    void clear() {
        words.clear();
    }

    /** @throws dev.bessemer.jit.diagnostic.KernelFaultException where there was a fault */
    void check() {
        if (words.get(0) != 0) {
            arguments.check(words.segment().toArray(ValueLayout.JAVA_INT));
        }
    }

    void close() {
        words.close();
    }
}
