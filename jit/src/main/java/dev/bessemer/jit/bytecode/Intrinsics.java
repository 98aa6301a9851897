package dev.bessemer.jit.bytecode;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods the compiler knows, by class and name; overloads share an entry and tell each other apart by their operands. */
final class Intrinsics {
    private static final Map<String, Intrinsic> TABLE = table();

    private Intrinsics() {}

    /** The intrinsic of a method; null where it is an ordinary one. */
    static @Nullable Intrinsic find(String owner, String name) {
        return TABLE.get(family(owner) + "." + name);
    }

    /** The classes that share their entries have one name in the table. */
    private static String family(String owner) {
        if (ApiTypes.isArray(owner)) {
            return IntrinsicsArrays.FAMILY;
        }
        return ApiTypes.isMatrix(owner) ? IntrinsicsMatrix.FAMILY : owner;
    }

    private static Map<String, Intrinsic> table() {
        Map<String, Intrinsic> table = new HashMap<>();
        IntrinsicsArrays.addTo(table);
        IntrinsicsContext.addTo(table);
        IntrinsicsMath.addTo(table);
        IntrinsicsMatrix.addTo(table);
        IntrinsicsSmallFloats.addTo(table);
        return Map.copyOf(table);
    }
}
