package dev.bessemer.jit.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads ops without regions, from after the mnemonic. */
final class LeafParser {
    private final IrLexer lexer;
    private final IrParser parser;

    LeafParser(IrLexer lexer, IrParser parser) {
        this.lexer = lexer;
        this.parser = parser;
    }

    /** The op of this mnemonic. */
    Op leaf(String mnemonic, List<Value> results) {
        return switch (mnemonic) {
            case "store" -> store();
            case "check_index" -> checkIndex();
            case "store_tile" -> storeTile();
            case "store_tensor" -> storeTensor();
            case "barrier" -> new MemoryOp.Barrier(parser.location());
            default -> withResult(mnemonic, parser.single(results));
        };
    }

    /** What stands in the parentheses of a function's {@code reduces}, and they. */
    Function.Reduction reduction() {
        lexer.expect("(");
        BinaryKind kind = kind(BinaryKind.values());
        int partials = (int) lexer.number();
        lexer.expect("of");
        int count = (int) lexer.number();
        lexer.expect("to");
        int result = (int) lexer.number();
        lexer.expect("[");
        int element = (int) lexer.number();
        lexer.expect("]");
        lexer.expect(")");
        return new Function.Reduction(result, element, kind, partials, count);
    }

    private Op withResult(String mnemonic, Value result) {
        UnaryKind unary = IrParser.find(UnaryKind.values(), mnemonic);
        if (unary != null) {
            return new ScalarOp.Unary(result, unary, parser.use(), parser.location());
        }
        BinaryKind binary = IrParser.find(BinaryKind.values(), mnemonic);
        if (binary != null) {
            return new ScalarOp.Binary(result, binary, parser.use(), comma(), parser.location());
        }
        return switch (mnemonic) {
            case "load", "load_tile", "int_divide", "int_remainder", "allocate", "table", "atomic" ->
                memory(mnemonic, result);
            case "multiply_tensors", "multiply_held", "load_tensor" -> tensor(mnemonic, result);
            case "reduce" -> new SimdOp.Reduce(result, kind(ReduceKind.values()), parser.use(), parser.location());
            case "shuffle" ->
                new SimdOp.Shuffle(result, kind(ShuffleKind.values()), parser.use(), comma(), parser.location());
            default -> pure(mnemonic, result);
        };
    }

    private Op memory(String mnemonic, Value result) {
        if (mnemonic.equals("allocate")) {
            return new MemoryOp.Allocate(result, parser.location());
        }
        if (mnemonic.equals("table")) {
            return table(result);
        }
        boolean checked = !lexer.accept("unchecked");
        return switch (mnemonic) {
            case "load" -> new MemoryOp.Load(result, parser.use(), index(), checked, parser.location());
            case "load_tile" -> {
                MemoryOp.TileAccess access = access();
                yield new MemoryOp.LoadTile(result, access, element(access), checked, parser.location());
            }
            case "atomic" -> atomic(result, checked);
            default ->
                new MemoryOp.Divide(
                        result, mnemonic.equals("int_remainder"), parser.use(), comma(), checked, parser.location());
        };
    }

    private Op table(Value result) {
        Type element = result.type() instanceof ArrayType array ? array.element() : result.type();
        List<Object> elements = new ArrayList<>();
        int length = result.type() instanceof ArrayType array ? array.length() : 1;
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                lexer.expect(",");
            }
            elements.add(constant(element));
        }
        return new MemoryOp.Table(result, elements, parser.location());
    }

    private Op pure(String mnemonic, Value result) {
        return switch (mnemonic) {
            case "constant" -> new ScalarOp.Constant(result, constant(result.type()), parser.location());
            case "compare" ->
                new ScalarOp.Compare(result, kind(CompareKind.values()), parser.use(), comma(), parser.location());
            case "select" -> new ScalarOp.Select(result, parser.use(), comma(), comma(), parser.location());
            case "convert" -> new ScalarOp.Convert(result, parser.use(), parser.location());
            case "bitcast" -> new ScalarOp.Bitcast(result, parser.use(), parser.location());
            case "fma" -> new ScalarOp.Fma(result, parser.use(), comma(), comma(), parser.location());
            case "builtin" -> new ScalarOp.Builtin(result, kind(BuiltinKind.values()), parser.location());
            case "size" -> new ScalarOp.ArraySize(result, parser.use(), parser.location());
            default -> tile(mnemonic, result);
        };
    }

    private Op tile(String mnemonic, Value result) {
        return switch (mnemonic) {
            case "fill" -> new TileOp.Fill(result, parser.use(), parser.location());
            case "multiply_accumulate" ->
                new TileOp.MultiplyAccumulate(result, parser.use(), comma(), comma(), parser.location());
            case "row_reduce" ->
                new TileOp.RowReduce(result, kind(ReduceKind.values()), parser.use(), parser.location());
            case "largest" -> new TileOp.Largest(result, parser.use(), parser.location());
            case "reduce_rows", "reduce_columns" ->
                new TileOp.ReduceTensor(result, kind(ReduceKind.values()), parser.use(), parser.location());
            case "element" -> {
                int index = (int) lexer.number();
                yield new TileOp.Element(result, parser.use(), index, parser.location());
            }
            case "from_elements" -> new TileOp.FromElements(result, parser.use(), comma(), parser.location());
            case "convert_tile" -> new TileOp.ConvertTile(result, parser.use(), parser.location());
            case "slice" -> slice(result);
            case "concat" -> new TileOp.Concat(result, parser.uses(), parser.location());
            default -> throw lexer.error("no op '" + mnemonic + "'");
        };
    }

    private Op slice(Value result) {
        Value tile = parser.use();
        lexer.expect("at");
        int row = (int) lexer.number();
        lexer.expect(",");
        return new TileOp.Slice(result, tile, row, (int) lexer.number(), parser.location());
    }

    private Op store() {
        boolean checked = !lexer.accept("unchecked");
        return new MemoryOp.Store(parser.use(), index(), comma(), checked, parser.location());
    }

    private Op atomic(Value result, boolean checked) {
        AtomicKind kind = kind(AtomicKind.values());
        Value array = parser.use();
        Value index = index();
        Value value = comma();
        Value expected = kind == AtomicKind.COMPARE_EXCHANGE ? comma() : null;
        return new MemoryOp.Atomic(result, kind, array, index, value, expected, checked, parser.location());
    }

    private Op checkIndex() {
        Value index = parser.use();
        lexer.expect("below");
        int length = (int) lexer.number();
        lexer.expect("of");
        String array = lexer.next();
        return new MemoryOp.CheckIndex(index, length, array.substring(1, array.length() - 1), parser.location());
    }

    private Op storeTile() {
        boolean checked = !lexer.accept("unchecked");
        Value tile = parser.use();
        lexer.expect(",");
        return new MemoryOp.StoreTile(tile, access(), checked, parser.location());
    }

    private Op storeTensor() {
        boolean checked = !lexer.accept("unchecked");
        Value tensor = parser.use();
        lexer.expect(",");
        return new TensorOp.StoreTensor(tensor, access(), checked, parser.location());
    }

    private Op tensor(String mnemonic, Value result) {
        boolean checked = !lexer.accept("unchecked");
        if (mnemonic.equals("multiply_held")) {
            Value left = parser.use();
            lexer.expect(",");
            MemoryOp.TileAccess right = access();
            return new TensorOp.MultiplyHeld(result, comma(), left, right, checked, parser.location());
        }
        MemoryOp.TileAccess access = access();
        if (mnemonic.equals("load_tensor")) {
            return new TensorOp.LoadTensor(result, access, element(access), checked, parser.location());
        }
        lexer.expect(",");
        MemoryOp.TileAccess right = access();
        return new TensorOp.Multiply(result, comma(), access, right, checked, parser.location());
    }

    private TensorElement element(MemoryOp.TileAccess access) {
        if (lexer.accept("as")) {
            return kind(TensorElement.values());
        }
        TensorElement element =
                access.array().type() instanceof ArrayType array ? TensorElement.of(array.element()) : null;
        if (element == null) {
            throw lexer.error(
                    "no tile or tensor is loaded from '" + access.array().type() + "'");
        }
        return element;
    }

    private MemoryOp.TileAccess access() {
        Value array = parser.use();
        lexer.expect("[");
        Value offset = parser.use();
        lexer.expect("stride");
        Value stride = parser.use();
        Value rows = optional("rows");
        Value columns = optional("columns");
        boolean transposed = lexer.accept("transposed");
        lexer.expect("]");
        return new MemoryOp.TileAccess(array, offset, stride, transposed, rows, columns);
    }

    private @Nullable Value optional(String word) {
        return lexer.accept(word) ? parser.use() : null;
    }

    private Value index() {
        lexer.expect("[");
        Value index = parser.use();
        lexer.expect("]");
        return index;
    }

    private Value comma() {
        lexer.expect(",");
        return parser.use();
    }

    private <E extends Enum<E>> E kind(E[] kinds) {
        E kind = IrParser.find(kinds, lexer.peek());
        if (kind == null) {
            throw lexer.error("unexpected kind '" + lexer.peek() + "'");
        }
        lexer.next();
        return kind;
    }

    private Object constant(Type type) {
        String text = lexer.next();
        try {
            if (type == ScalarType.BOOL) {
                return Boolean.valueOf(text);
            }
            if (type instanceof ScalarType scalar && scalar.isFloat()) {
                return Float.valueOf(text);
            }
            if (type == ScalarType.I64) {
                return Long.valueOf(text);
            }
            return Integer.valueOf(text);
        } catch (NumberFormatException notOne) {
            throw lexer.error("no " + type + ": '" + text + "'");
        }
    }
}
