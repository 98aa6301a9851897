package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Type;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The internal names of the kernel API's types. */
final class ApiTypes {
    static final String CONTEXT = "dev/bessemer/intrinsics/KernelContext";
    static final String KERNEL_MATH = "dev/bessemer/intrinsics/KernelMath";
    static final String MATRIX = "dev/bessemer/intrinsics/SimdgroupMatrix";
    static final String MATMUL = "dev/bessemer/intrinsics/Matmul2D";
    static final String TENSOR = "dev/bessemer/intrinsics/CooperativeTensor";
    static final String TENSOR_ROWS = "dev/bessemer/intrinsics/TensorRows";
    static final String TENSOR_COLUMNS = "dev/bessemer/intrinsics/TensorColumns";
    static final String TENSOR_VECTOR = "dev/bessemer/intrinsics/TensorVector";
    static final String UNSIGNED_BYTES = "dev/bessemer/intrinsics/UnsignedBytes";
    static final String NIBBLES = "dev/bessemer/intrinsics/Nibbles";
    static final String UNSIGNED_NIBBLES = "dev/bessemer/intrinsics/UnsignedNibbles";
    static final String TENSOR_ELEMENTS = "dev/bessemer/intrinsics/TensorElements";
    static final String TENSOR_RANK = "dev/bessemer/intrinsics/TensorRank";
    private static final Set<String> VIEWS = Set.of(
            "dev/bessemer/intrinsics/TensorView",
            "dev/bessemer/intrinsics/TensorDims",
            "dev/bessemer/intrinsics/TensorOuter",
            "dev/bessemer/intrinsics/ThreadMatmul2D",
            UNSIGNED_BYTES,
            NIBBLES,
            UNSIGNED_NIBBLES,
            TENSOR_RANK);
    static final String TYPES = "dev/bessemer/types/";
    static final String HALF = TYPES + "HalfFloat";
    static final String BFLOAT = TYPES + "BFloat16";
    private static final String BYTES = TYPES + "ByteArray";

    private static final Map<String, Type> VALUES = Map.of(
            HALF,
            ScalarType.F16,
            BFLOAT,
            ScalarType.BF16,
            MATRIX + "$F16",
            TileType.of(ScalarType.F16),
            MATRIX + "$BF16",
            TileType.of(ScalarType.BF16),
            MATRIX + "$F32",
            TileType.of(ScalarType.F32));

    private static final Set<String> COMPOSED_OF_CONTEXT = Set.of(
            "simdBroadcastFirst",
            "simdgroupMatrixZero",
            "simdgroupMatrixLoad",
            "simdgroupMatrixMultiplyAccumulate",
            "simdgroupMatrixStore",
            "matrixMultiply8x8");
    private static final Set<String> COMPOSED_OF_BYTES =
            Set.of("getHalfFloat", "setHalfFloat", "getInt", "setInt", "getLong", "setLong");

    private ApiTypes() {}

    /** The IR's type of a class whose objects are values in a kernel; null for another class. */
    static @Nullable Type value(String internalName) {
        return VALUES.get(internalName);
    }

    /** Whether a class is the kernel API's. */
    static boolean isApi(String internalName) {
        return internalName.startsWith("dev/bessemer/intrinsics/") || internalName.startsWith(TYPES);
    }

    /** Whether a class of the API is written in terms of the others: vectors, matrices, arrays of vectors and views. */
    static boolean isComposed(String internalName) {
        return internalName.startsWith(TYPES + "vector/")
                || internalName.startsWith(TYPES + "matrix/")
                || internalName.startsWith(TENSOR_RANK + "$")
                || VIEWS.contains(internalName)
                || internalName.equals(MATMUL);
    }

    /** Whether a method of the context or an array is written in terms of the others. */
    static boolean isComposed(String internalName, String method) {
        return switch (internalName) {
            case CONTEXT -> COMPOSED_OF_CONTEXT.contains(method);
            case BYTES -> COMPOSED_OF_BYTES.contains(method);
            default -> false;
        };
    }

    static boolean isSmallFloat(String internalName) {
        return internalName.equals(HALF) || internalName.equals(BFLOAT);
    }

    static boolean isArray(String internalName) {
        return internalName.startsWith(TYPES) && internalName.endsWith("Array");
    }

    static boolean isMatrix(String internalName) {
        return internalName.equals(MATRIX) || internalName.startsWith(MATRIX + "$");
    }
}
