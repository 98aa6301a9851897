package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Math, KernelMath, and the bit operations of Integer, Long and Float. */
final class IntrinsicsMath {
    private static final Map<String, UnaryKind> UNARIES = Map.ofEntries(
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

    private IntrinsicsMath() {}

    static @Nullable Intrinsic ofMath(String name) {
        return switch (name) {
            case "min" -> binary(BinaryKind.MIN);
            case "max" -> binary(BinaryKind.MAX);
            case "pow" -> binary(BinaryKind.POW);
            case "atan2" -> binary(BinaryKind.ATAN2);
            case "hypot" -> binary(BinaryKind.HYPOT);
            case "copySign" -> binary(BinaryKind.COPY_SIGN);
            case "fma" -> IntrinsicsMath::fma;
            default -> unaryOrNull(UNARIES.get(name));
        };
    }

    static @Nullable Intrinsic ofKernelMath(String name) {
        return switch (name) {
            case "exp2" -> unary(UnaryKind.EXP2);
            case "log2" -> unary(UnaryKind.LOG2);
            case "rsqrt" -> unary(UnaryKind.RSQRT);
            case "fastExp" -> unary(UnaryKind.FAST_EXP);
            case "fastExp2" -> unary(UnaryKind.FAST_EXP2);
            case "fastLog" -> unary(UnaryKind.FAST_LOG);
            case "fastLog2" -> unary(UnaryKind.FAST_LOG2);
            case "fastSin" -> unary(UnaryKind.FAST_SIN);
            case "fastCos" -> unary(UnaryKind.FAST_COS);
            case "clamp" -> IntrinsicsMath::clamp;
            default -> null;
        };
    }

    /** Of Integer and Long. */
    static @Nullable Intrinsic ofIntegers(String name) {
        return switch (name) {
            case "bitCount" -> count(UnaryKind.BIT_COUNT);
            case "numberOfLeadingZeros" -> count(UnaryKind.LEADING_ZEROS);
            case "numberOfTrailingZeros" -> count(UnaryKind.TRAILING_ZEROS);
            case "reverse" -> unary(UnaryKind.REVERSE_BITS);
            case "min" -> binary(BinaryKind.MIN);
            case "max" -> binary(BinaryKind.MAX);
            default -> null;
        };
    }

    static @Nullable Intrinsic ofFloat(String name) {
        return switch (name) {
            case "min" -> binary(BinaryKind.MIN);
            case "max" -> binary(BinaryKind.MAX);
            case "floatToRawIntBits" -> call -> bitcast(call, ScalarType.F32, ScalarType.I32);
            case "intBitsToFloat" -> call -> bitcast(call, ScalarType.I32, ScalarType.F32);
            case "float16ToFloat" -> IntrinsicsMath::fromHalfBits;
            case "floatToFloat16" -> IntrinsicsMath::toHalfBits;
            default -> null;
        };
    }

    private static boolean isDouble(Call call) {
        return call.returnType().equals(Type.DOUBLE_TYPE);
    }

    private static @Nullable Intrinsic unaryOrNull(@Nullable UnaryKind kind) {
        return kind == null ? null : unary(kind);
    }

    private static Intrinsic unary(UnaryKind kind) {
        return call -> {
            if (!isDouble(call)) {
                return new Operand.Data(call.emitter().unary(kind, call.scalar(0)));
            }
            return call.operand(0) instanceof Operand.DoubleConstant(double value) && kind == UnaryKind.SQRT
                    ? new Operand.DoubleConstant(Math.sqrt(value))
                    : inDouble(call, kind);
        };
    }

    private static @Nullable Operand inDouble(Call call, UnaryKind kind) {
        Value argument = call.lift().doubles.argument(call.operand(0));
        return argument == null
                ? call.unknown()
                : new Operand.DoubleResult(call.emitter().unary(kind, argument));
    }

    private static Intrinsic binary(BinaryKind kind) {
        return call -> {
            if (!isDouble(call)) {
                Value left = call.scalar(0);
                return new Operand.Data(call.emitter().binary(kind, left, call.scalar(1, left.scalar())));
            }
            Value left = call.lift().doubles.argument(call.operand(0));
            Value right = call.lift().doubles.argument(call.operand(1));
            return left == null || right == null
                    ? call.unknown()
                    : new Operand.DoubleResult(call.emitter().binary(kind, left, right));
        };
    }

    /** The number of something in an int or a long, an int. */
    private static Intrinsic count(UnaryKind kind) {
        return call -> {
            Value counted = call.emitter().unary(kind, call.scalar(0));
            return new Operand.Data(call.emitter().convert(counted, ScalarType.I32));
        };
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
        return new Operand.Data(
                emitter.define(new ScalarOp.Fma(new Value(ScalarType.F32), a, b, c, emitter.location())));
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
