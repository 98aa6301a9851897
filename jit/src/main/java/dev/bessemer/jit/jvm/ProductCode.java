package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Products of panels with the Vector API: a method for each shape that a kernel has, which cuts the result into blocks as {@link
 * PanelMultiplyVector} does, and calls copies of its blocks made for this shape. The bits are the same.
 */
final class ProductCode {
    /** Array, the places of result, sum so far, left and right factor, and how many rows are needed. */
    static final String DESCRIPTOR = "([FIIIII)V";

    private static final int ROWS = 8;

    /** Slots of the places among a product's parameters. */
    private static final int D = 1;

    private static final int C = 2;
    private static final int A = 3;
    private static final int B = 4;

    private static final int NEEDED = 5;

    /** Rows of the blocks for few rows. */
    private static final int FEW = 4;

    /**
     * What a product's method is made for.
     *
     * @param d floats from row to row of the result; so for the others
     */
    record Shape(int m, int n, int k, int d, int c, int a, int b) {}

    /**
     * A block of rows and columns.
     *
     * @param right columns from its first vector to its second
     */
    private record Block(String name, Shape shape, int right) {}

    private final GeneratedClass owner;
    private final Map<Shape, String> products = new HashMap<>();
    private final Map<Block, String> blocks = new HashMap<>();
    private final @Nullable Value limit;

    /** @param limit of the rows that are needed, if there is one */
    ProductCode(GeneratedClass owner, @Nullable Value limit) {
        this.owner = owner;
        this.limit = limit;
    }

    /** Calls the method for products of a shape; the array and the places are on the stack. */
    void call(Code code, Values values, Shape shape) {
        if (limit == null) {
            code.push(shape.m());
        } else {
            LiveRows.push(code, values, limit);
        }
        code.method().visitMethodInsn(Opcodes.INVOKESTATIC, owner.name(), method(shape), DESCRIPTOR, false);
    }

    /** The name of the kernel class's method for products of a shape. */
    String method(Shape shape) {
        String known = products.get(shape);
        if (known != null) {
            return known;
        }
        String name = "product" + products.size();
        products.put(shape, name);
        GeneratedMethod method = owner.method(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, DESCRIPTOR);
        Code code = new Code(method);
        if (limit != null) {
            unlessMore(code, 1, () -> fewRows(code, shape, "block1x4", 4));
            unlessMore(code, FEW, () -> fewRows(code, shape, "block4x2", 2));
        }
        code.countedLoop(() -> code.push(shape.m() / ROWS), row -> columns(code, shape, row, 0), new Label());
        code.op(Opcodes.RETURN);
        method.visitEnd();
        return name;
    }

    /** A way to the method's end for no more rows than these. */
    private static void unlessMore(Code code, int rows, Runnable body) {
        Label more = new Label();
        code.load(Type.INT_TYPE, NEEDED);
        code.push(rows);
        code.jump(Opcodes.IF_ICMPGT, more);
        body.run();
        code.op(Opcodes.RETURN);
        code.mark(more);
    }

    /** Blocks of few rows, and where these do not fit, of all eight. */
    private void fewRows(Code code, Shape shape, String block, int vectors) {
        code.push(0);
        int row = code.storeNew(Type.INT_TYPE);
        int width = vectors * PanelWidth.LANES;
        int j = 0;
        for (; j + width <= shape.n(); j += width) {
            block(code, new Block(block, shape, 0), row, 0, j);
        }
        columns(code, shape, row, j);
    }

    private void columns(Code code, Shape shape, int row, int first) {
        int lanes = PanelWidth.LANES;
        int j = first;
        for (; j + lanes < shape.n(); j += 2 * lanes) {
            twoVectors(code, shape, row, j, Math.min(lanes, shape.n() - lanes - j));
        }
        if (j < shape.n()) {
            block(code, new Block(j + lanes == shape.n() ? "block8x1" : "block8x8", shape, 0), row, 0, j);
        }
    }

    private void twoVectors(Code code, Shape shape, int row, int column, int right) {
        if (PanelWidth.LANES == ROWS) {
            block(code, new Block("block4x2", shape, 0), row, 0, column);
            block(code, new Block("block4x2", shape, 0), row, ROWS / 2, column);
        } else {
            block(code, new Block("block8x2", shape, right), row, 0, column);
        }
    }

    /** Calls a block at a column, {@code below} rows under the eight that a local variable counts. */
    private void block(Code code, Block block, int row, int below, int column) {
        Shape shape = block.shape();
        place(code, D, row, shape.d(), below, column);
        place(code, C, row, shape.c(), below, column);
        place(code, A, row, shape.a(), below, 0);
        code.load(Type.getType(float[].class), 0);
        code.load(Type.INT_TYPE, B);
        code.push(column);
        code.op(Opcodes.IADD);
        String copy = blocks.computeIfAbsent(block, this::copy);
        code.method().visitMethodInsn(Opcodes.INVOKESTATIC, owner.name(), copy, "([FI[FI[FI[FI)V", false);
    }

    private static void place(Code code, int panel, int row, int stride, int below, int column) {
        code.load(Type.getType(float[].class), 0);
        code.load(Type.INT_TYPE, panel);
        code.load(Type.INT_TYPE, row);
        code.push(ROWS * stride);
        code.op(Opcodes.IMUL);
        code.op(Opcodes.IADD);
        code.push(below * stride + column);
        code.op(Opcodes.IADD);
    }

    private String copy(Block block) {
        Shape shape = block.shape();
        Map<Integer, Integer> constants =
                new HashMap<>(Map.of(2, shape.d(), 5, shape.c(), 8, shape.a(), 11, shape.b()));
        boolean two = block.name().equals("block8x2");
        if (two) {
            constants.put(12, block.right());
        }
        constants.put(two ? 13 : 12, shape.k());
        String name = "block" + blocks.size();
        MicrokernelCopy.write(owner, name, PanelMultiplyVector.class, block.name(), constants);
        return name;
    }
}
