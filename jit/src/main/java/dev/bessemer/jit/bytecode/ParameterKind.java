package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ScalarType;

/** What a launch passes for one of a kernel method's parameters. */
public sealed interface ParameterKind {
    /** A KernelContext, which carries no data. */
    record Context() implements ParameterKind {}

    /** An array of an element type; the declared type may be an interface such as MatrixArray, or a Java array, where a boolean is an I8. */
    record Array(ScalarType element) implements ParameterKind {}

    /** A primitive, by the type the method declares. */
    record Scalar(ScalarType type) implements ParameterKind {}
}
