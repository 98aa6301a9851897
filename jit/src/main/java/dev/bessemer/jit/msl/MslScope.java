package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The state of one walk over a kernel: what each value is in the text so far. A value that is used once stays an expression until its use;
 * before memory or a variable that it reads changes, it becomes a variable of its own.
 */
final class MslScope {
    /** An expression longer than this gets a variable, so that lines stay readable. */
    private static final int LONGEST_FOLDED = 72;

    final Function kernel;
    final MslUses uses;
    final MslNames names;
    final MslWriter out = new MslWriter();
    final MslArrays arrays;
    final GridBounds grid;
    final MslPlace place;
    final MslTensorTypes tensors;

    /** The kernel's function. */
    final String functionName;

    private final Set<Helper> helpers = EnumSet.noneOf(Helper.class);
    private final Set<MslInput> inputs = EnumSet.noneOf(MslInput.class);
    private final Set<String> prologue = new TreeSet<>();
    private final List<String> tables = new ArrayList<>();
    private final Map<Value, Expression> bound = new HashMap<>();
    private final Map<Value, Pending> pending = new LinkedHashMap<>();
    private final Map<Value, String> variables = new HashMap<>();
    private final Map<String, Set<Value>> sharers = new HashMap<>();

    private record Pending(Expression expression, Location location) {}

    MslScope(Function kernel) {
        this.kernel = kernel;
        uses = new MslUses(kernel.body());
        names = new MslNames(takenNames());
        arrays = new MslArrays(kernel);
        grid = new GridBounds(kernel);
        place = new MslPlace(grid.loops().depth() > 0);
        tensors = new MslTensorTypes(kernel);
        tensors.names().forEach(names::fresh);
        names.push();
        functionName = names.fresh(kernel.name());
        names.pop();
    }

    private static Set<String> takenNames() {
        Set<String> taken = new HashSet<>(
                Set.of(MslArrays.SIZES, MslArrays.FAULT, "tile_row", "tile_column", "forever", "tensor_memory"));
        for (Helper helper : Helper.values()) {
            taken.add(helper.function());
        }
        for (MslInput input : MslInput.values()) {
            taken.add(input.parameter());
        }
        return taken;
    }

    boolean fast() {
        return kernel.attributes().fastMath();
    }

    /** The name of a helper, which the text now defines. */
    String helper(Helper helper) {
        helper.needs().forEach(this::helper);
        helpers.add(helper);
        return helper.function();
    }

    Set<Helper> helpers() {
        return helpers;
    }

    /** The name of an input, which the kernel function now asks for. */
    String input(MslInput input) {
        inputs.add(input);
        return input.parameter();
    }

    Set<MslInput> inputs() {
        return inputs;
    }

    /** The row of a tile that this lane's elements lie in. */
    String tileRow() {
        return prologue("int tile_row = int((lane_id >> 4 & 1) * 4 + (lane_id >> 1 & 3));", "tile_row");
    }

    /** The column of a tile of this lane's first element. */
    String tileColumn() {
        return prologue("int tile_column = int((lane_id >> 3 & 1) * 4 + (lane_id & 1) * 2);", "tile_column");
    }

    private String prologue(String statement, String name) {
        input(MslInput.LANE);
        prologue.add(statement);
        return name;
    }

    /** A condition that is always true, which the compiler cannot know: a loop on it may be endless. */
    String forever() {
        prologue.add("volatile bool forever = true; // a loop may be endless, as in Java");
        return "forever";
    }

    /** Adds a declaration that stands before the function. */
    void table(String declaration) {
        tables.add(declaration);
    }

    /** The declarations that stand before the function. */
    List<String> tables() {
        return tables;
    }

    /** A new variable of a type. */
    void declare(Type type, String name, Location location) {
        String made = type instanceof TensorType tensor
                ? "auto " + name + " = " + tensors.make(tensor)
                : MslTypes.spell(type) + " " + name;
        out.statement(location, made + ";");
    }

    /** Gives a variable of a type another value; {@code matmul2d}'s tensors are copied element by element. */
    void assign(Type type, String name, String value, Location location) {
        String assignment = type instanceof TensorType
                ? helper(Helper.COPY_TENSOR) + "(" + name + ", " + value + ")"
                : name + " = " + value;
        out.statement(location, assignment + ";");
    }

    /** Statements the function begins with. */
    Set<String> prologue() {
        return prologue;
    }

    /** Gives a pure or freely repeatable value its expression: kept for its use, or put into a variable. */
    void define(Value value, Expression expression, Location location, String hint) {
        if (uses.count(value) == 0) {
            return;
        }
        if (folds(value, expression)) {
            pending.put(value, new Pending(expression, location));
        } else {
            declare(value, expression, location, hint);
        }
    }

    private boolean folds(Value value, Expression expression) {
        if (!uses.isUsedOnceNearby(value) || expression.text().length() > LONGEST_FOLDED) {
            return false;
        }
        return value.name().isEmpty() || isAssigned(value);
    }

    /** Whether a value's use gives it to another variable, which the source's name for it may well be that of. */
    private boolean isAssigned(Value value) {
        return switch (uses.user(value)) {
            case ControlOp.Terminator end -> true;
            case ControlOp.For loop -> loop.initial().contains(value);
            case ControlOp.Loop loop -> true;
            case null, default -> false;
        };
    }

    /** Gives a value an expression that may be written any number of times. */
    void bind(Value value, Expression expression) {
        bound.put(value, expression);
    }

    /** Puts an expression into a new variable for a value. */
    void declare(Value value, Expression expression, Location location, String hint) {
        bound.put(value, temporary(value, expression, location, hint));
    }

    /** Makes a value stand for a variable that may be assigned again. */
    void bindVariable(Value value, String name) {
        bound.put(value, Expression.variable(name));
        variables.put(value, name);
        sharers.computeIfAbsent(name, key -> new HashSet<>()).add(value);
    }

    /** A new variable that may be assigned again. */
    String freshVariable(Value value, String hint) {
        String name = names.fresh(value.name().isEmpty() ? hint : value.name());
        sharers.put(name, new HashSet<>());
        return name;
    }

    /** The variable a value stands for, or the empty string. */
    String variableOf(Value value) {
        return variables.getOrDefault(value, "");
    }

    /** The values that stand for a variable. */
    Set<Value> sharersOf(String variable) {
        return sharers.getOrDefault(variable, Set.of());
    }

    /** The expression of a value, to be written now. */
    Expression use(Value value) {
        Pending entry = pending.remove(value);
        Expression expression = entry != null ? entry.expression() : bound.get(value);
        if (expression == null) {
            throw new IllegalStateException(value + " is used before it is defined");
        }
        return expression;
    }

    /** The expression of a value as a name or literal, which may be written more than once. */
    Expression useSimple(Value value, Location location, String hint) {
        Expression expression = use(value);
        if (expression.isSimple()) {
            return expression;
        }
        return temporary(value, expression, location, hint);
    }

    /** A new variable of a value's type in the current scope. The value itself, which others may use elsewhere, stays what it is. */
    Expression temporary(Value value, Expression expression, Location location, String hint) {
        String name = names.fresh(value.name().isEmpty() ? hint : value.name());
        out.statement(location, MslTypes.spell(value.type()) + " " + name + " = " + expression.text() + ";");
        return Expression.atom(name);
    }

    /** Whether the value can be written without running anything first. */
    boolean isKnown(Value value) {
        return bound.containsKey(value) || uses.definer(value) instanceof ScalarOp.Constant;
    }

    /** The expression of a value that {@link #isKnown}. */
    Expression known(Value value) {
        return uses.definer(value) instanceof ScalarOp.Constant constant
                ? MslTypes.literal(value.scalar(), constant.value())
                : use(value);
    }

    /** Memory is about to change: what still reads it gets variables. */
    void flushMemoryReads() {
        flush(Expression::readsMemory);
    }

    /** A variable is about to change: what still reads it gets variables. */
    void flushReadersOf(String variable) {
        flush(entry -> entry.reads().contains(variable));
    }

    /** Other control flow begins: what reads anything that can change gets variables. */
    void flushAll() {
        flush(entry -> entry.readsMemory() || !entry.reads().isEmpty());
    }

    private void flush(Predicate<Expression> affected) {
        List<Value> values = new ArrayList<>();
        pending.forEach((value, entry) -> {
            if (affected.test(entry.expression())) {
                values.add(value);
            }
        });
        for (Value value : values) {
            Pending entry = pending.remove(value);
            if (entry != null) {
                declare(value, entry.expression(), entry.location(), hint(value));
            }
        }
    }

    private String hint(Value value) {
        Op definer = uses.definer(value);
        return definer instanceof MemoryOp.Load load ? arrays.name(load.array()) + "_value" : "t";
    }

    /** Opens a block. */
    void open(Location location, String header) {
        out.statement(location, header + " {");
        out.indent();
        names.push();
    }

    /** Closes a block. */
    void close(String text) {
        names.pop();
        out.outdent();
        out.line(text);
    }
}
