package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ScalarType;
import java.util.List;

/** What a launch passes for one of a kernel method's parameters. */
public sealed interface ParameterKind {
    /** A KernelContext, which carries no data. */
    record Context() implements ParameterKind {}

    /** An array of an element type; the declared type may be an interface such as MatrixArray, or a Java array, where a boolean is an I8. */
    record Array(ScalarType element) implements ParameterKind {}

    /** A record, by its components in order; each but a record is a parameter of the compiled code. */
    record Composed(List<ParameterKind> components) implements ParameterKind {
        public Composed {
            components = List.copyOf(components);
        }
    }

    /** A primitive, by the type the method declares, a HalfFloat or BFloat16, which a launch passes as the float that it is, or an enum constant's ordinal. */
    record Scalar(ScalarType type) implements ParameterKind {}
}
