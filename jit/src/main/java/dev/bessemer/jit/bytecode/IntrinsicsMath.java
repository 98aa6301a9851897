package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Math, KernelMath, and the bit operations of Integer, Long and Float. */
final class IntrinsicsMath {
    private static final List<String> MATH = List.of("java/lang/Math.", "java/lang/StrictMath.");

    private IntrinsicsMath() {}

    static void addTo(Map<String, Intrinsic> table) {
        for (String math : MATH) {
            unaries(table, math);
            binary(table, math + "min", BinaryKind.MIN);
            binary(table, math + "max", BinaryKind.MAX);
            binary(table, math + "pow", BinaryKind.POW);
            binary(table, math + "atan2", BinaryKind.ATAN2);
            binary(table, math + "hypot", BinaryKind.HYPOT);
            binary(table, math + "copySign", BinaryKind.COPY_SIGN);
            table.put(math + "fma", IntrinsicsMath::fma);
        }
        kernelMath(table);
        bits(table);
    }

    private static void unaries(Map<String, Intrinsic> table, String math) {
        Map<String, UnaryKind> kinds = Map.ofEntries(
                Map.entry("abs", UnaryKind.ABS),
                Map.entry("sqrt", UnaryKind.SQRT),
                Map.entry("floor", UnaryKind.FLOOR),
                Map.entry("ceil", UnaryKind.CEIL),
                Map.entry("rint", UnaryKind.RINT),
                Map.entry("signum", UnaryKind.SIGNUM),
                Map.entry("exp", UnaryKind.EXP),
                Map.entry("log", UnaryKind.LOG),
                Map.entry("log10", UnaryKind.LOG10),
                Map.entry("sin", UnaryKind.SIN),
                Map.entry("cos", UnaryKind.COS),
                Map.entry("tan", UnaryKind.TAN),
                Map.entry("asin", UnaryKind.ASIN),
                Map.entry("acos", UnaryKind.ACOS),
                Map.entry("atan", UnaryKind.ATAN),
                Map.entry("sinh", UnaryKind.SINH),
                Map.entry("cosh", UnaryKind.COSH),
                Map.entry("tanh", UnaryKind.TANH),
                Map.entry("cbrt", UnaryKind.CBRT),
                Map.entry("expm1", UnaryKind.EXPM1),
                Map.entry("log1p", UnaryKind.LOG1P),
                Map.entry("toRadians", UnaryKind.TO_RADIANS),
                Map.entry("toDegrees", UnaryKind.TO_DEGREES));
        kinds.forEach((name, kind) -> unary(table, math + name, kind));
    }

    private static void kernelMath(Map<String, Intrinsic> table) {
        unary(table, ApiTypes.KERNEL_MATH + ".exp2", UnaryKind.EXP2);
        unary(table, ApiTypes.KERNEL_MATH + ".log2", UnaryKind.LOG2);
        unary(table, ApiTypes.KERNEL_MATH + ".rsqrt", UnaryKind.RSQRT);
        unary(table, ApiTypes.KERNEL_MATH + ".fastExp", UnaryKind.FAST_EXP);
        unary(table, ApiTypes.KERNEL_MATH + ".fastExp2", UnaryKind.FAST_EXP2);
        unary(table, ApiTypes.KERNEL_MATH + ".fastLog", UnaryKind.FAST_LOG);
        unary(table, ApiTypes.KERNEL_MATH + ".fastLog2", UnaryKind.FAST_LOG2);
        unary(table, ApiTypes.KERNEL_MATH + ".fastSin", UnaryKind.FAST_SIN);
        unary(table, ApiTypes.KERNEL_MATH + ".fastCos", UnaryKind.FAST_COS);
        table.put(ApiTypes.KERNEL_MATH + ".clamp", IntrinsicsMath::clamp);
    }

    private static void bits(Map<String, Intrinsic> table) {
        for (String type : List.of("java/lang/Integer.", "java/lang/Long.")) {
            count(table, type + "bitCount", UnaryKind.BIT_COUNT);
            count(table, type + "numberOfLeadingZeros", UnaryKind.LEADING_ZEROS);
            count(table, type + "numberOfTrailingZeros", UnaryKind.TRAILING_ZEROS);
            unary(table, type + "reverse", UnaryKind.REVERSE_BITS);
            binary(table, type + "min", BinaryKind.MIN);
            binary(table, type + "max", BinaryKind.MAX);
        }
        binary(table, "java/lang/Float.min", BinaryKind.MIN);
        binary(table, "java/lang/Float.max", BinaryKind.MAX);
        table.put("java/lang/Float.floatToRawIntBits", call -> bitcast(call, ScalarType.F32, ScalarType.I32));
        table.put("java/lang/Float.intBitsToFloat", call -> bitcast(call, ScalarType.I32, ScalarType.F32));
        table.put("java/lang/Float.float16ToFloat", IntrinsicsMath::fromHalfBits);
        table.put("java/lang/Float.floatToFloat16", IntrinsicsMath::toHalfBits);
    }

    private static boolean isDouble(Call call) {
        return call.returnType().equals(Type.DOUBLE_TYPE);
    }

    private static void unary(Map<String, Intrinsic> table, String method, UnaryKind kind) {
        table.put(method, call -> {
            if (!isDouble(call)) {
                return new Operand.Data(call.emitter().unary(kind, call.scalar(0)));
            }
            return call.operand(0) instanceof Operand.DoubleConstant(double value) && kind == UnaryKind.SQRT
                    ? new Operand.DoubleConstant(Math.sqrt(value))
                    : inDouble(call, kind);
        });
    }

    private static @Nullable Operand inDouble(Call call, UnaryKind kind) {
        Value argument = call.lift().doubles.argument(call.operand(0));
        return argument == null
                ? call.unknown()
                : new Operand.DoubleResult(call.emitter().unary(kind, argument));
    }

    private static void binary(Map<String, Intrinsic> table, String method, BinaryKind kind) {
        table.put(method, call -> {
            if (!isDouble(call)) {
                Value left = call.scalar(0);
                return new Operand.Data(call.emitter().binary(kind, left, call.scalar(1, left.scalar())));
            }
            Value left = call.lift().doubles.argument(call.operand(0));
            Value right = call.lift().doubles.argument(call.operand(1));
            return left == null || right == null
                    ? call.unknown()
                    : new Operand.DoubleResult(call.emitter().binary(kind, left, right));
        });
    }

    /** The number of something in an int or a long, an int. */
    private static void count(Map<String, Intrinsic> table, String method, UnaryKind kind) {
        table.put(method, call -> {
            Value counted = call.emitter().unary(kind, call.scalar(0));
            return new Operand.Data(call.emitter().convert(counted, ScalarType.I32));
        });
    }

    private static @Nullable Operand fma(Call call) {
        if (isDouble(call)) {
            call.lift().problems.usesDouble("Math.fma of doubles");
            return call.unknown();
        }
        Value a = call.scalar(0, ScalarType.F32);
        Value b = call.scalar(1, ScalarType.F32);
        Value c = call.scalar(2, ScalarType.F32);
        Emitter emitter = call.emitter();
        return new Operand.Data(emitter.define(ScalarType.F32, r -> new ScalarOp.Fma(r, a, b, c, emitter.location())));
    }

    private static Operand clamp(Call call) {
        Value value = call.scalar(0);
        Value low = call.scalar(1, value.scalar());
        Value high = call.scalar(2, value.scalar());
        Value raised = call.emitter().binary(BinaryKind.MAX, low, value);
        return new Operand.Data(call.emitter().binary(BinaryKind.MIN, high, raised));
    }

    private static Operand bitcast(Call call, ScalarType from, ScalarType to) {
        return new Operand.Data(call.emitter().bitcast(call.scalar(0, from), to));
    }

    private static Operand fromHalfBits(Call call) {
        Emitter emitter = call.emitter();
        Value bits = emitter.convert(call.scalar(0, ScalarType.I32), ScalarType.I16);
        return new Operand.Data(emitter.convert(emitter.bitcast(bits, ScalarType.F16), ScalarType.F32));
    }

    private static Operand toHalfBits(Call call) {
        Emitter emitter = call.emitter();
        Value half = emitter.convert(call.scalar(0, ScalarType.F32), ScalarType.F16);
        return new Operand.Data(emitter.convert(emitter.bitcast(half, ScalarType.I16), ScalarType.I32));
    }
}
