package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Element-wise ops on tiles. Each is a method of its own, which the JVM compiles by itself: rows in a loop, columns by vectors where the body
 * allows it and one by one where not.
 */
final class MapCode {
    private static final String FRAMES = "[FI[II[JI";

    private final GeneratedClass owner;
    private final Code code;
    private final Values values;
    private final @Nullable Value limit;
    private final boolean vectorApi;
    private int count;

    /**
     * @param limit of the rows that are needed, if there is one
     * @param vectorApi whether the Vector API may be used
     */
    MapCode(GeneratedClass owner, Code code, Values values, @Nullable Value limit, boolean vectorApi) {
        this.owner = owner;
        this.code = code;
        this.values = values;
        this.limit = limit;
        this.vectorApi = vectorApi;
    }

    void emit(TileOp.MapElements op, TileCode.Panel result, List<TileCode.Panel> operands) {
        List<Value> arguments = new ArrayList<>();
        List<Value> framed = new ArrayList<>();
        for (Value value : captured(op.body())) {
            boolean inFrame = values.placeOf(value) != null && values.localOf(value) == null;
            (values.constant(value) != null || inFrame ? framed : arguments).add(value);
        }
        StringBuilder descriptor = new StringBuilder("(").append(FRAMES);
        pushFrames();
        for (Value argument : arguments) {
            values.push(argument);
            descriptor.append(JvmTypes.of(argument.scalar()).getDescriptor());
        }
        if (limit != null) {
            LiveRows.push(code, values, limit);
            descriptor.append('I');
        }
        String name = "map" + count++;
        code.method()
                .visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        owner.name(),
                        name,
                        descriptor.append(")V").toString(),
                        false);
        GeneratedMethod method =
                method(name, descriptor.toString(), op, arguments, framed, result, operands, vectorApi);
        if (vectorApi && method.isTooLarge()) {
            // Between methods vectors would be boxed.
            method = method(name, descriptor.toString(), op, arguments, framed, result, operands, false);
        }
        method.visitEnd();
    }

    private void pushFrames() {
        for (Type type : List.of(Type.FLOAT_TYPE, Type.INT_TYPE, Type.LONG_TYPE)) {
            Values.FrameArray frame = values.frame(type);
            code.load(Type.getType("[" + type.getDescriptor()), frame.array());
            code.load(Type.INT_TYPE, frame.base());
        }
    }

    /** The scalars a body uses from outside it. */
    private static Set<Value> captured(Region body) {
        Set<Value> inside = new HashSet<>(body.parameters());
        Set<Value> outside = new LinkedHashSet<>();
        collect(body, inside, outside);
        return outside;
    }

    private static void collect(Region region, Set<Value> inside, Set<Value> outside) {
        for (Op op : region.ops()) {
            for (Value operand : op.operands()) {
                if (!inside.contains(operand) && operand.type() instanceof ScalarType) {
                    outside.add(operand);
                }
            }
            inside.addAll(op.results());
            for (Region inner : op.regions()) {
                inside.addAll(inner.parameters());
                collect(inner, inside, outside);
            }
        }
    }

    /** A map's method, not ended yet. */
    private GeneratedMethod method(
            String name,
            String descriptor,
            TileOp.MapElements op,
            List<Value> arguments,
            List<Value> framed,
            TileCode.Panel result,
            List<TileCode.Panel> operands,
            boolean mayUseVectors) {
        boolean perLane = framed.stream().anyMatch(this::isPerLane);
        boolean vectors = mayUseVectors && !perLane && VectorMapCode.canEmit(op);
        GeneratedMethod method = owner.method(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, descriptor);
        int rows = limit == null ? MapBody.ALL_ROWS : method.parameterSlots() - 1;
        MapBody body = new MapBody(new Code(method), scalars(method, arguments, framed), op, result, operands, rows);
        if (vectors) {
            new VectorMapCode(body).emit();
        } else {
            new ScalarMapCode(body, perLane).emit();
        }
        method.visitInsn(Opcodes.RETURN);
        return method;
    }

    /** Where a map's method has the values that its body uses from outside. */
    private Values scalars(GeneratedMethod method, List<Value> arguments, List<Value> framed) {
        Code body = new Code(method);
        Values scalars = new Values(body);
        scalars.frame(Type.FLOAT_TYPE, new Values.FrameArray(0, 1));
        scalars.frame(Type.INT_TYPE, new Values.FrameArray(2, 3));
        scalars.frame(Type.LONG_TYPE, new Values.FrameArray(4, 5));
        int slot = 6;
        for (Value argument : arguments) {
            scalars.inLocal(argument, slot);
            slot += JvmTypes.of(argument.scalar()).getSize();
        }
        framed.forEach(value -> scalars.adopt(value, values));
        return scalars;
    }

    private boolean isPerLane(Value value) {
        Values.Place place = values.placeOf(value);
        return values.constant(value) == null && place != null && place.kind() == Values.Kind.LANE;
    }
}
