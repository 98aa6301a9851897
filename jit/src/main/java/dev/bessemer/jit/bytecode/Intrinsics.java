package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ScalarType;
import org.jspecify.annotations.Nullable;

/** The methods the compiler knows, by class and name; overloads share an entry and tell each other apart by their operands. */
final class Intrinsics {
    private Intrinsics() {}

    /** The intrinsic of a method; null where it is an ordinary one. */
    static @Nullable Intrinsic find(String owner, String name) {
        return switch (owner) {
            case ApiTypes.CONTEXT -> IntrinsicsContext.find(name);
            case ApiTypes.HALF -> IntrinsicsSmallFloats.find(name, ScalarType.F16);
            case ApiTypes.BFLOAT -> IntrinsicsSmallFloats.find(name, ScalarType.BF16);
            case ApiTypes.MATMUL -> IntrinsicsTensor.ofMatmul(name);
            case ApiTypes.TENSOR -> IntrinsicsTensor.ofTensor(name);
            case ApiTypes.TENSOR_ELEMENTS -> IntrinsicsTensorElements.find(name);
            case ApiTypes.TENSOR_ROWS, ApiTypes.TENSOR_COLUMNS, ApiTypes.TENSOR_VECTOR ->
                IntrinsicsTensorVector.find(name);
            case ApiTypes.KERNEL_MATH -> IntrinsicsMath.ofKernelMath(name);
            case "java/lang/Math", "java/lang/StrictMath" -> IntrinsicsMath.ofMath(name);
            case "java/lang/Integer", "java/lang/Long" -> orBox(owner, name, IntrinsicsMath.ofIntegers(name));
            case "java/lang/Float" -> orBox(owner, name, IntrinsicsMath.ofFloat(name));
            default -> ofFamily(owner, name);
        };
    }

    private static @Nullable Intrinsic orBox(String owner, String name, @Nullable Intrinsic known) {
        return known == null ? Boxes.find(owner, name) : known;
    }

    private static @Nullable Intrinsic ofFamily(String owner, String name) {
        if (ApiTypes.isArray(owner)) {
            return IntrinsicsArrays.find(name);
        }
        if (ApiTypes.isMatrix(owner)) {
            return IntrinsicsMatrix.find(name);
        }
        Intrinsic ofArrays = IntrinsicsJavaArrays.find(owner, name);
        return ofArrays == null ? Boxes.find(owner, name) : ofArrays;
    }
}
