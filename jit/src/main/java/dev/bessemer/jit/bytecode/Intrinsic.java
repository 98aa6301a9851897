package dev.bessemer.jit.bytecode;

import org.jspecify.annotations.Nullable;

/** What the compiler puts in the place of a call. */
@FunctionalInterface
interface Intrinsic {
    /** Lifts the call; gives its result, null for void. */
    @Nullable
    Operand lift(Call call);
}
