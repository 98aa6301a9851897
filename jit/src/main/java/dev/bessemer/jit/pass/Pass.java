package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Function;

/** One step from IR to IR. It keeps what the kernel means. */
public interface Pass {
    /** Its name, also that of its folder of golden files. */
    String name();

    /** The kernel after this step. */
    Function run(Function kernel);
}
