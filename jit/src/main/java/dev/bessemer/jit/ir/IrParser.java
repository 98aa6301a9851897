package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text that {@link IrPrinter} writes. Names must be defined earlier in the text; that they are visible where they are used, and
 * everything else that must hold, is for the verifier to say.
 */
public final class IrParser {
    private final IrLexer lexer;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Label> labels = new HashMap<>();
    private final LeafParser leaves;
    private final boolean textLines;
    private String file = "";
    private int opLine;

    private IrParser(String text, boolean textLines) {
        this.textLines = textLines;
        lexer = new IrLexer(text);
        leaves = new LeafParser(lexer, this);
    }

    /**
     * Reads a function.
     *
     * @throws IrSyntaxException if the text is not one
     */
    public static Function parse(String text) {
        return parse(text, false);
    }

    /** Reads a function whose ops get the lines of the text they stand on as locations, rather than those they name. */
    public static Function parseWithTextLines(String text) {
        return parse(text, true);
    }

    private static Function parse(String text, boolean textLines) {
        try {
            return new IrParser(text, textLines).function();
        } catch (StackOverflowError tooDeep) {
            throw new IrSyntaxException(0, "regions nested too deep");
        }
    }

    private Function function() {
        boolean kernel = lexer.accept("kernel");
        if (!kernel) {
            lexer.expect("function");
        }
        String name = lexer.name('@');
        List<Function.Parameter> parameters = new ArrayList<>();
        lexer.expect("(");
        while (!lexer.accept(")")) {
            Value value = definition();
            lexer.expect("at");
            parameters.add(new Function.Parameter(value, (int) lexer.number()));
            lexer.accept(",");
        }
        Type returnType = null;
        if (!kernel) {
            lexer.expect("returns");
            returnType = type();
        }
        Function.Attributes attributes = attributes();
        if (lexer.accept("in")) {
            file = string();
        }
        Location location = location();
        Region body = region(List.of());
        if (!lexer.peek().isEmpty()) {
            throw lexer.error("unexpected '" + lexer.peek() + "' after the function");
        }
        return new Function(name, parameters, returnType, attributes, body, location);
    }

    private Function.Attributes attributes() {
        boolean fast = lexer.accept("fast");
        List<Integer> extents = new ArrayList<>();
        if (lexer.accept("threadgroup")) {
            lexer.expect("(");
            do {
                extents.add((int) lexer.number());
            } while (lexer.accept(","));
            lexer.expect(")");
        }
        List<Function.Reduction> reductions = new ArrayList<>();
        while (lexer.accept("reduces")) {
            reductions.add(leaves.reduction());
        }
        return new Function.Attributes(fast, extents, reductions);
    }

    private Region region(List<Value> parameters) {
        lexer.expect("{");
        List<Op> ops = new ArrayList<>();
        while (!lexer.accept("}")) {
            ops.add(op());
        }
        return new Region(parameters, ops);
    }

    private Op op() {
        opLine = lexer.line();
        List<Declared> results = new ArrayList<>();
        if (lexer.peek().startsWith("%")) {
            do {
                results.add(declared());
            } while (lexer.accept(","));
            lexer.expect("=");
        }
        Op op = opWith(results);
        for (Declared result : results) {
            define(result);
        }
        return op;
    }

    private Op opWith(List<Declared> declared) {
        List<Value> results = new ArrayList<>(declared.size());
        declared.forEach(result -> results.add(result.value()));
        String mnemonic = lexer.next();
        return switch (mnemonic) {
            case "if" -> branch(results);
            case "block" -> block(results);
            case "for" -> forLoop(results);
            case "loop" -> loop(results);
            case "parallel_for" -> parallelFor();
            case "map_elements" -> mapElements(single(results));
            case "yield" -> new ControlOp.Yield(lexer.peek().startsWith("%") ? uses() : List.of(), location());
            case "break" -> new ControlOp.Break(label(), given(), location());
            case "continue" -> new ControlOp.Continue(label(), given(), location());
            case "return" -> new ControlOp.Return(lexer.peek().startsWith("%") ? use() : null, location());
            default -> leaves.leaf(mnemonic, results);
        };
    }

    private Op branch(List<Value> results) {
        Value condition = use();
        Location location = location();
        Region thenRegion = region(List.of());
        lexer.expect("else");
        return new ControlOp.If(results, condition, thenRegion, region(List.of()), location);
    }

    private Op block(List<Value> results) {
        Label label = defineLabel();
        Location location = location();
        return new ControlOp.Block(results, label, region(List.of()), location);
    }

    private Op forLoop(List<Value> results) {
        Label label = defineLabel();
        List<Value> parameters = new ArrayList<>(List.of(definition()));
        Bounds bounds = bounds();
        List<Value> initial = carried(parameters);
        Location location = location();
        return new ControlOp.For(
                results, label, bounds.lower, bounds.upper, bounds.step, initial, region(parameters), location);
    }

    private Op loop(List<Value> results) {
        Label label = defineLabel();
        List<Value> parameters = new ArrayList<>();
        List<Value> initial = carried(parameters);
        Location location = location();
        return new ControlOp.Loop(results, label, initial, region(parameters), location);
    }

    private Op parallelFor() {
        int dimension = (int) lexer.number();
        List<Value> parameters = List.of(definition());
        Bounds bounds = bounds();
        Location location = location();
        return new ControlOp.ParallelFor(
                dimension, bounds.lower, bounds.upper, bounds.step, region(parameters), location);
    }

    private Op mapElements(Value result) {
        lexer.expect("(");
        List<Value> tiles = lexer.peek().equals(")") ? List.of() : uses();
        lexer.expect(")");
        lexer.expect("to");
        lexer.expect("(");
        List<Value> parameters = new ArrayList<>();
        do {
            parameters.add(definition());
        } while (lexer.accept(","));
        lexer.expect(")");
        Location location = location();
        return new TileOp.MapElements(result, tiles, region(parameters), location);
    }

    private record Bounds(Value lower, Value upper, long step) {}

    private Bounds bounds() {
        lexer.expect("=");
        Value lower = use();
        lexer.expect("to");
        Value upper = use();
        lexer.expect("step");
        return new Bounds(lower, upper, lexer.number());
    }

    /** Reads what a loop carries: adds to its parameters and gives the initial values. */
    private List<Value> carried(List<Value> parameters) {
        List<Value> initial = new ArrayList<>();
        if (lexer.accept("carry")) {
            lexer.expect("(");
            do {
                parameters.add(definition());
                lexer.expect("=");
                initial.add(use());
            } while (lexer.accept(","));
            lexer.expect(")");
        }
        return initial;
    }

    /** The one result that an op must have. */
    Value single(List<Value> results) {
        if (results.size() != 1) {
            throw lexer.error("this op has one result");
        }
        return results.getFirst();
    }

    private List<Value> given() {
        if (!lexer.accept("(")) {
            return List.of();
        }
        List<Value> given = uses();
        lexer.expect(")");
        return given;
    }

    /** A list of values separated by commas. */
    List<Value> uses() {
        List<Value> uses = new ArrayList<>();
        do {
            uses.add(use());
        } while (lexer.accept(","));
        return uses;
    }

    /** A value. */
    Value use() {
        String name = lexer.peek();
        Value value = values.get(name);
        if (value == null) {
            throw lexer.error("no value '" + name + "' is defined before this");
        }
        lexer.next();
        return value;
    }

    private Value definition() {
        Declared declared = declared();
        define(declared);
        return declared.value();
    }

    private record Declared(String text, Value value) {}

    private Declared declared() {
        String text = lexer.peek();
        String name = lexer.name('%');
        lexer.expect(":");
        return new Declared(text, new Value(type(), sourceName(name)));
    }

    private void define(Declared declared) {
        if (values.put(declared.text(), declared.value()) != null) {
            throw lexer.error("a second value '" + declared.text() + "'");
        }
    }

    /** The name without what makes it unique. */
    private static String sourceName(String name) {
        int dot = name.lastIndexOf('.');
        if (dot >= 0) {
            return name.substring(0, dot);
        }
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "" : name;
    }

    private Label defineLabel() {
        String text = lexer.peek();
        Label label = new Label(sourceName(lexer.name('^')));
        labels.put(text, label);
        return label;
    }

    private Label label() {
        Label label = labels.get(lexer.peek());
        if (label == null) {
            throw lexer.error("no label '" + lexer.peek() + "' is defined before this");
        }
        lexer.next();
        return label;
    }

    /** Where the op is from; nothing in the text means nowhere. */
    Location location() {
        Location named = namedLocation();
        return textLines ? new Location("text", opLine) : named;
    }

    private Location namedLocation() {
        if (!lexer.peek().startsWith("@")) {
            return Location.NONE;
        }
        String line = lexer.name('@');
        if (!line.isEmpty()) {
            return new Location(file, line(line));
        }
        String otherFile = string();
        lexer.expect(":");
        return new Location(otherFile, (int) lexer.number());
    }

    private int line(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw lexer.error("no line number: @" + text);
        }
    }

    private String string() {
        String quoted = lexer.next();
        if (!quoted.startsWith("\"")) {
            throw lexer.error("expected a quoted string and found '" + quoted + "'");
        }
        return quoted.substring(1, quoted.length() - 1);
    }

    private Type type() {
        String word = lexer.next();
        if (word.equals("tile")) {
            lexer.expect("<");
            ScalarType element = scalarType(lexer.next());
            lexer.expect(",");
            String[] extents = lexer.next().split("x", -1);
            lexer.expect(">");
            return checked(() -> new TileType(element, Integer.parseInt(extents[0]), Integer.parseInt(extents[1])));
        }
        if (word.equals("tensor")) {
            return tensorType();
        }
        if (word.equals("rows") || word.equals("columns")) {
            return vectorType(word.equals("rows"));
        }
        for (AddressSpace space : AddressSpace.values()) {
            if (space.toString().equals(word)) {
                return arrayType(space);
            }
        }
        return scalarType(word);
    }

    private Type vectorType(boolean rows) {
        lexer.expect("<");
        ScalarType element = scalarType(lexer.next());
        lexer.expect(",");
        int length = (int) lexer.number();
        lexer.expect(",");
        int simdgroups = (int) lexer.number();
        lexer.expect(">");
        return checked(
                () -> rows ? new RowsType(element, length, simdgroups) : new ColumnsType(element, length, simdgroups));
    }

    private Type tensorType() {
        lexer.expect("<");
        ScalarType element = scalarType(lexer.next());
        lexer.expect(",");
        String[] extents = lexer.next().split("x", -1);
        lexer.expect(",");
        TensorElement left = tensorElement(lexer.next());
        lexer.expect(",");
        TensorElement right = tensorElement(lexer.next());
        lexer.expect(",");
        int simdgroups = (int) lexer.number();
        boolean transposeLeft = lexer.accept("transpose_left");
        boolean transposeRight = lexer.accept("transpose_right");
        boolean relaxed = lexer.accept("relaxed");
        lexer.expect(">");
        return checked(() -> new TensorType(
                element,
                left,
                right,
                Integer.parseInt(extents[0]),
                Integer.parseInt(extents[1]),
                simdgroups,
                transposeLeft,
                transposeRight,
                relaxed));
    }

    private Type arrayType(AddressSpace space) {
        lexer.expect("<");
        Type element = type();
        int length = lexer.accept("x") ? (int) lexer.number() : ArrayType.UNKNOWN;
        lexer.expect(">");
        return checked(() -> new ArrayType(space, element, length));
    }

    private Type checked(Supplier<Type> type) {
        try {
            return type.get();
        } catch (IllegalArgumentException | IndexOutOfBoundsException impossible) {
            throw lexer.error(String.valueOf(impossible.getMessage()));
        }
    }

    private TensorElement tensorElement(String word) {
        TensorElement found = find(TensorElement.values(), word);
        if (found == null) {
            throw lexer.error("no elements '" + word + "' of a tensor");
        }
        return found;
    }

    private ScalarType scalarType(String word) {
        ScalarType found = find(ScalarType.values(), word);
        if (found == null) {
            throw lexer.error("no type '" + word + "'");
        }
        return found;
    }

    /** The constant of that text, or null. */
    static <E extends Enum<E>> @Nullable E find(E[] constants, String text) {
        for (E constant : constants) {
            if (constant.toString().equals(text)) {
                return constant;
            }
        }
        return null;
    }
}
