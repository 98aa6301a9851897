package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a number is one of another primitive type too, without loss: what patterns of primitives test (JLS 5.7.2). */
final class ExactConversions {
    private static final Pattern NAME = Pattern.compile("is(\\w+)To(\\w+)Exact");

    private static final Map<String, ScalarType> TYPES = Map.of(
            "Byte", ScalarType.I8,
            "Short", ScalarType.I16,
            "Char", ScalarType.U16,
            "Int", ScalarType.I32,
            "Long", ScalarType.I64,
            "Float", ScalarType.F32);

    private ExactConversions() {}

    /** The intrinsic of a method of {@code java.lang.runtime.ExactConversionsSupport}; null for one on doubles. */
    static @Nullable Intrinsic find(String name) {
        Matcher parts = NAME.matcher(name);
        ScalarType from = parts.matches() ? TYPES.get(parts.group(1)) : null;
        ScalarType to = from == null ? null : TYPES.get(parts.group(2));
        return from == null || to == null
                ? null
                : call -> new Operand.Data(call.emitter()
                        .toInt(test(call.emitter(), call.scalar(0, (ScalarType) Emitter.computational(from)), to)));
    }

    /** Whether a number, as the JVM computes with it, is one of a type: a BOOL. */
    static Value test(Emitter emitter, Value value, ScalarType to) {
        ScalarType type = value.scalar();
        Value there = emitter.convert(value, to);
        Value same = emitter.compare(CompareKind.EQ, emitter.convert(there, type), value);
        if (type == ScalarType.F32 && to != ScalarType.F32) {
            return both(emitter, same, both(emitter, belowLimit(emitter, value, to), isNotMinusZero(emitter, value)));
        }
        return to == ScalarType.F32 && type != ScalarType.F32
                ? both(emitter, same, emitter.compare(CompareKind.NE, value, largest(emitter, type)))
                : same;
    }

    private static Value both(Emitter emitter, Value one, Value other) {
        return emitter.binary(BinaryKind.AND, one, other);
    }

    /** The largest integer becomes a float beyond it, which converts back to it. */
    private static Value largest(Emitter emitter, ScalarType type) {
        return type == ScalarType.I64
                ? emitter.constant(ScalarType.I64, Long.MAX_VALUE)
                : emitter.constant(Integer.MAX_VALUE);
    }

    private static Value belowLimit(Emitter emitter, Value value, ScalarType to) {
        float limit = to == ScalarType.I64 ? 0x1p63f : 0x1p31f;
        return emitter.compare(CompareKind.NE, value, emitter.constant(ScalarType.F32, limit));
    }

    private static Value isNotMinusZero(Emitter emitter, Value value) {
        Value bits = emitter.bitcast(value, ScalarType.I32);
        return emitter.compare(CompareKind.NE, bits, emitter.constant(Integer.MIN_VALUE));
    }
}
