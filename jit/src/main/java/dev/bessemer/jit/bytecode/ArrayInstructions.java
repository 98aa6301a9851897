package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Java arrays: the kernel's parameters, a thread's own, the threadgroup's that KernelContext gives, and arrays of matrices. */
final class ArrayInstructions {
    /** The types of elements by the operand of NEWARRAY; without double. */
    static final Map<Integer, ScalarType> PRIMITIVES = Map.of(
            Opcodes.T_BOOLEAN, ScalarType.BOOL,
            Opcodes.T_CHAR, ScalarType.U16,
            Opcodes.T_FLOAT, ScalarType.F32,
            Opcodes.T_BYTE, ScalarType.I8,
            Opcodes.T_SHORT, ScalarType.I16,
            Opcodes.T_INT, ScalarType.I32,
            Opcodes.T_LONG, ScalarType.I64);

    private final LiftSession session;
    private final Emitter emitter;
    private final Operands operands;
    private final Problems problems;
    private final RowInstructions rows;
    private final ListedRows listed;
    private final RecordArrays recordArrays;

    ArrayInstructions(LiftSession session, Emitter emitter, Operands operands, Problems problems) {
        this.session = session;
        this.emitter = emitter;
        this.operands = operands;
        this.problems = problems;
        rows = new RowInstructions(session, emitter, operands, problems);
        listed = new ListedRows(operands, rows);
        recordArrays = new RecordArrays(session, emitter, operands, problems, this);
    }

    /** False for an instruction of another family. */
    boolean lift(Frame frame, AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
            load(frame, opcode);
        } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
            store(frame);
        } else if (opcode == Opcodes.ARRAYLENGTH) {
            frame.push(length(frame.pop()));
        } else if (instruction instanceof IntInsnNode create && opcode == Opcodes.NEWARRAY) {
            createPrimitive(frame, create.operand);
        } else if (instruction instanceof TypeInsnNode create && opcode == Opcodes.ANEWARRAY) {
            createObjects(frame, create);
        } else if (instruction instanceof MultiANewArrayInsnNode create) {
            createRows(frame, Type.getType(create.desc), create.dims);
        } else {
            return false;
        }
        return true;
    }

    private void createRows(Frame frame, Type type, int lengths) {
        List<Operand> extents = frame.pop(lengths);
        Type name = type.getElementType();
        dev.bessemer.jit.ir.Type element =
                name.getSort() == Type.OBJECT ? ApiTypes.value(name.getInternalName()) : primitive(name);
        boolean isTile = element instanceof TileType;
        if (element == null || isTile || type.getDimensions() != lengths) {
            problems.arrayOfArrays();
            frame.push(new Operand.Unknown(false));
        } else {
            frame.push(rows.create(element, extents));
        }
    }

    /** The IR's type of a primitive; null for double and whatever is none. */
    static @Nullable ScalarType primitive(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> ScalarType.BOOL;
            case Type.BYTE -> ScalarType.I8;
            case Type.SHORT -> ScalarType.I16;
            case Type.CHAR -> ScalarType.U16;
            case Type.INT -> ScalarType.I32;
            case Type.LONG -> ScalarType.I64;
            case Type.FLOAT -> ScalarType.F32;
            default -> null;
        };
    }

    private void load(Frame frame, int opcode) {
        Operand index = frame.pop();
        Operand array = frame.pop();
        Operand loaded = switch (array) {
            case Operand.SwitchMap(List<Integer> keys) -> key(index, keys);
            case Operand.EnumValues(EnumType type) -> rows.constant(type, index);
            case Operand.ConstantArray constant -> element(constant, index);
            case Operand.RecordArray records -> recordArrays.load(records, index);
            case Operand.Rows parts when parts.extents().size() > 1 -> rows.row(parts, index);
            case Operand.Rows row -> rows.load(row, index);
            default -> element(array, index);
        };
        boolean wide = opcode == Opcodes.LALOAD || opcode == Opcodes.DALOAD;
        frame.push(loaded == null ? new Operand.Unknown(wide) : loaded);
    }

    private Operand key(Operand ordinal, List<Integer> keys) {
        return new Operand.SwitchKey(ordinal, keys);
    }

    private @Nullable Operand element(Operand.ConstantArray array, Operand index) {
        Integer known = new ConstantEvaluator(session).integer(operands.scalar(index, ScalarType.I32));
        if (known == null || known < 0 || known >= array.elements().size()) {
            return element((Operand) array, index);
        }
        Object value = StaticTables.element(array.elements().get(known));
        ScalarType type = (ScalarType) Emitter.computational(array.element());
        return new Operand.Data(
                value instanceof Boolean flag ? emitter.constant(flag ? 1 : 0) : emitter.constant(type, value));
    }

    /** An element of an array of numbers or matrices; null where there is none, which is reported. */
    @Nullable
    Operand element(Operand array, Operand index) {
        Value memory = operands.array(array);
        return memory == null ? null : new Operand.Data(emitter.load(memory, operands.scalar(index, ScalarType.I32)));
    }

    private void store(Frame frame) {
        Operand stored = frame.pop();
        Operand place = frame.pop();
        Operand target = frame.pop();
        if (target instanceof Operand.Rows row && row.extents().size() == 1) {
            storeInRow(row, place, stored);
            return;
        }
        if (target instanceof Operand.Rows outer && listed.put(outer, stored)) {
            return;
        }
        if (target instanceof Operand.RecordArray records) {
            recordArrays.store(records, place, stored);
        } else {
            set(target, place, stored);
        }
    }

    /** Sets an element of an array of numbers or matrices. */
    void set(Operand target, Operand place, Operand stored) {
        Value index = operands.scalar(place, ScalarType.I32);
        if (target instanceof Operand.ConstantArray constant) {
            problems.writesStaticArray(constant.field());
            return;
        }
        Value array = operands.array(target);
        if (array == null) {
            return;
        }
        Value value = element(stored, array.array().element());
        if (value != null) {
            emitter.store(array, index, value);
        }
    }

    private void storeInRow(Operand.Rows row, Operand index, Operand stored) {
        if (session.tables.containsValue(row.array())) {
            problems.writesStaticArray(session.name(row.array()));
            return;
        }
        Value value = element(stored, row.array().array().element());
        Value place = rows.place(row, index);
        if (value != null) {
            emitter.store(row.array(), place, value);
        }
    }

    private @Nullable Value element(Operand stored, dev.bessemer.jit.ir.Type element) {
        return switch (element) {
            case TileType _ -> operands.tile(stored);
            case ScalarType type when type == ScalarType.BOOL -> operands.scalar(stored, ScalarType.I32);
            default -> operands.scalar(stored, (ScalarType) Emitter.computational(element));
        };
    }

    /** The length of an array, an I32. */
    Operand length(Operand array) {
        return switch (array) {
            case Operand.Rows parts ->
                new Operand.Data(emitter.constant(parts.extents().getFirst()));
            case Operand.ConstantArray constant ->
                new Operand.Data(emitter.constant(constant.elements().size()));
            case Operand.RecordArray records -> new Operand.Data(emitter.constant(records.length()));
            case Operand.EnumValues(EnumType type) ->
                new Operand.Data(emitter.constant(type.constants().size()));
            default -> {
                Value memory = operands.array(array);
                yield memory == null ? new Operand.Unknown(false) : new Operand.Data(length(memory));
            }
        };
    }

    /** The length of an array: the type has it, but for the memory of a device. */
    private Value length(Value array) {
        return array.array().space() == AddressSpace.DEVICE
                ? emitter.define(new ScalarOp.ArraySize(new Value(ScalarType.I32), array, emitter.location()))
                : emitter.constant(array.array().length());
    }

    private void createPrimitive(Frame frame, int code) {
        Operand length = frame.pop();
        ScalarType element = PRIMITIVES.get(code);
        if (element == null) {
            problems.report(Refusal.DOUBLE_ARRAY);
            frame.push(new Operand.Unknown(false));
        } else {
            frame.push(createInList(frame, element, length));
        }
    }

    /** A new array, which is a row of an array of arrays where one lists it. */
    private Operand createInList(Frame frame, dev.bessemer.jit.ir.Type element, Operand length) {
        Integer known = operands.known(length);
        Operand row = known == null ? null : listed.row(frame, element, List.of(known));
        return row == null ? create(element, AddressSpace.THREAD, length) : row;
    }

    private void createObjects(Frame frame, TypeInsnNode create) {
        Operand length = frame.pop();
        String type = create.desc;
        dev.bessemer.jit.ir.Type element = ApiTypes.value(type);
        if (element != null) {
            frame.push(createInList(frame, element, length));
            return;
        }
        ListedRows.Shape shape = type.startsWith("[") ? ListedRows.shape(create) : null;
        if (shape != null && !(shape.element() instanceof TileType)) {
            frame.push(createList(frame, shape, length));
            return;
        }
        RecordType record = session.classes.recordType(type);
        if (record != null && recordArrays.canHold(record)) {
            frame.push(recordArrays.create(record, length));
            return;
        }
        if (type.startsWith("[")) {
            problems.arrayOfArrays();
        } else {
            problems.allocates(ClassFiles.simpleName(type) + "[]");
        }
        frame.push(new Operand.Unknown(false));
    }

    /** An array of arrays whose rows follow. */
    private Operand createList(Frame frame, ListedRows.Shape shape, Operand length) {
        List<Operand> lengths = new ArrayList<>(List.of(length));
        shape.lengths().forEach(each -> lengths.add(new Operand.Data(emitter.constant(each))));
        Integer known = operands.known(length);
        List<Integer> extents = new ArrayList<>(shape.lengths());
        extents.addFirst(known == null ? -1 : known);
        Operand.Rows row = listed.row(frame, shape.element(), extents);
        Operand made = row == null ? rows.create(shape.element(), lengths) : row;
        if (made instanceof Operand.Rows array) {
            listed.begin(array);
        }
        return made;
    }

    /** A new array whose length must be a constant. */
    Operand create(dev.bessemer.jit.ir.Type element, AddressSpace space, Operand length) {
        Integer known = operands.length(length);
        if (known == null) {
            return new Operand.Unknown(false);
        }
        ArrayType type = new ArrayType(space, element, known);
        return new Operand.Data(emitter.define(new MemoryOp.Allocate(new Value(type), emitter.location())));
    }

    /** A new array of the thread's own with elements as another has. */
    Operand createLike(Operand array, Operand length) {
        return switch (array) {
            case Operand.RecordArray records -> recordArrays.create(records.type(), length);
            case Operand.ConstantArray constant -> create(constant.element(), AddressSpace.THREAD, length);
            case Operand.Rows row
            when row.extents().size() == 1 -> create(row.array().array().element(), AddressSpace.THREAD, length);
            default -> {
                Value memory = operands.array(array);
                yield memory == null
                        ? new Operand.Unknown(false)
                        : create(memory.array().element(), AddressSpace.THREAD, length);
            }
        };
    }
}
