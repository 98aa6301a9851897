package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads and stores of panels, over sizes, limits, strides and element types. */
class PanelMemoryTest {
    private final Random random = PanelFixture.random();

    @ParameterizedTest
    @EnumSource
    void load_anyShape_isNaiveElementByElement(PanelElements type) {
        for (Shape shape : shapes()) {
            checkLoad(type, shape);
        }
    }

    @ParameterizedTest
    @EnumSource
    void store_anyShape_isNaiveElementByElement(PanelElements type) {
        for (Shape shape : shapes()) {
            checkStore(type, shape);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void load_everyPattern_isConvertedExactly(PanelElements type) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(2L << 16);
            for (int i = 0; i < 1 << 16; i++) {
                memory.set(ValueLayout.JAVA_SHORT, 2L * i, (short) i);
            }
            float[] expected = new float[1 << 16];
            PanelLoadScalar.copy(type, expected, 0, 256, memory, 0, 256, 1, 256, 256);
            float[] actual = new float[1 << 16];
            if (type == PanelElements.F16) {
                PanelLoad.loadF16(actual, 0, 256, 256, 256, memory, 0, 256, false, 256, 256);
            } else {
                PanelLoad.loadBF16(actual, 0, 256, 256, 256, memory, 0, 256, false, 256, 256);
            }
            PanelFixture.assertSame(expected, actual, type.toString());
        }
    }

    /** Panels without gaps, from rows with and without gaps: every pattern of a half is among them. */
    @ParameterizedTest
    @EnumSource
    void load_panelWithoutGaps_isNaiveElementByElement(PanelElements type) {
        int m = 32;
        int n = 64;
        int bytes = type == PanelElements.F32 ? Float.BYTES : Short.BYTES;
        try (Arena arena = Arena.ofConfined()) {
            for (int stride : new int[] {n, n + 5, m, m + 3}) {
                boolean transposed = stride < n;
                int lines = transposed ? n : m;
                for (int first = 0; first < 1 << 16; first += lines * stride) {
                    MemorySegment memory = arena.allocate((long) lines * stride * bytes);
                    for (int i = 0; i < memory.byteSize() / Short.BYTES; i++) {
                        memory.set(ValueLayout.JAVA_SHORT, 2L * i, (short) (first + i));
                    }
                    float[] expected = new float[m * n];
                    PanelLoadScalar.copy(
                            type, expected, 0, n, memory, 0, transposed ? 1 : stride, transposed ? stride : 1, m, n);
                    float[] actual = new float[m * n];
                    switch (type) {
                        case F32 -> PanelLoad.loadF32(actual, 0, n, m, n, memory, 0, stride, transposed, m, n);
                        case F16 -> PanelLoad.loadF16(actual, 0, n, m, n, memory, 0, stride, transposed, m, n);
                        case BF16 -> PanelLoad.loadBF16(actual, 0, n, m, n, memory, 0, stride, transposed, m, n);
                    }
                    PanelFixture.assertSame(expected, actual, type + " from " + first + ", rows of " + stride);
                }
            }
        }
    }

    @Test
    void loadLocal_anyShape_isNaiveElementByElement() {
        for (Shape shape : shapes()) {
            long lowest = shape.touchesNothing() ? 0 : shape.lowest(0);
            float[] array = PanelFixture.floats(random, shape.size());
            int offset = (int) -lowest;
            float[] expected = shape.panel(random);
            float[] actual = expected.clone();
            for (int r = 0; r < shape.m; r++) {
                for (int c = 0; c < shape.n; c++) {
                    boolean inside = r < shape.rows && c < shape.columns;
                    expected[shape.panelIndex(r, c)] = inside ? array[(int) shape.index(offset, r, c)] : 0;
                }
            }
            PanelLoad.loadLocal(
                    actual,
                    1,
                    shape.n + 3,
                    shape.m,
                    shape.n,
                    array,
                    offset,
                    shape.stride,
                    shape.transposed,
                    shape.rows,
                    shape.columns);
            PanelFixture.assertSame(expected, actual, shape.toString());
        }
    }

    @Test
    void storeLocal_anyShape_isNaiveElementByElement() {
        for (Shape shape : shapes()) {
            long lowest = shape.touchesNothing() ? 0 : shape.lowest(0);
            int offset = (int) -lowest;
            float[] panel = shape.panel(random);
            float[] expected = PanelFixture.floats(random, shape.size());
            float[] actual = expected.clone();
            for (int r = 0; r < Math.min(shape.m, shape.rows); r++) {
                for (int c = 0; c < Math.min(shape.n, shape.columns); c++) {
                    expected[(int) shape.index(offset, r, c)] = panel[shape.panelIndex(r, c)];
                }
            }
            PanelStore.storeLocal(
                    panel,
                    1,
                    shape.n + 3,
                    shape.m,
                    shape.n,
                    actual,
                    offset,
                    shape.stride,
                    shape.transposed,
                    shape.rows,
                    shape.columns);
            PanelFixture.assertSame(expected, actual, shape.toString());
        }
    }

    @Test
    void transpose_everyForm_swapsRowsAndColumns() {
        float[] s = PanelFixture.floats(random, 100);
        float[] expected = s.clone();
        for (int r = 0; r < 8; r++) {
            for (int c = 0; c < 8; c++) {
                expected[5 + r * 11 + c] = s[5 + c * 11 + r];
            }
        }
        float[] scalars = s.clone();
        PanelTranspose.scalars(scalars, 5, 11);
        PanelFixture.assertSame(expected, scalars, "scalars");
        PanelTranspose.vectors(s, 5, 11);
        PanelFixture.assertSame(expected, s, "vectors");
    }

    private void checkLoad(PanelElements type, Shape shape) {
        try (Arena arena = Arena.ofConfined()) {
            long offset = shape.touchesNothing() ? 0 : -shape.lowest(0);
            MemorySegment memory = memory(arena, type, shape);
            float[] expected = shape.panel(random);
            float[] scalar = expected.clone();
            float[] dispatched = expected.clone();
            for (int r = 0; r < shape.m; r++) {
                for (int c = 0; c < shape.n; c++) {
                    boolean inside = r < shape.rows && c < shape.columns;
                    expected[shape.panelIndex(r, c)] = inside ? type.get(memory, shape.index(offset, r, c)) : 0;
                }
            }
            PanelLoadScalar.clearOutside(
                    scalar, 1, shape.n + 3, shape.m, shape.n, shape.limitedRows(), shape.limitedColumns());
            PanelLoadScalar.copy(
                    type,
                    scalar,
                    1,
                    shape.n + 3,
                    memory,
                    offset,
                    shape.transposed ? 1 : shape.stride,
                    shape.transposed ? shape.stride : 1,
                    shape.limitedRows(),
                    shape.limitedColumns());
            PanelFixture.assertSame(expected, scalar, "scalar " + shape);
            load(type, dispatched, shape, memory, offset);
            PanelFixture.assertSame(expected, dispatched, "dispatched " + shape);
        }
    }

    private void checkStore(PanelElements type, Shape shape) {
        try (Arena arena = Arena.ofConfined()) {
            long offset = shape.touchesNothing() ? 0 : -shape.lowest(0);
            MemorySegment expected = memory(arena, type, shape);
            MemorySegment scalar = arena.allocate(expected.byteSize(), 8).copyFrom(expected);
            MemorySegment dispatched = arena.allocate(expected.byteSize(), 8).copyFrom(expected);
            float[] panel = PanelFixture.patterns(random, shape.panelSize());
            for (int r = 0; r < Math.min(shape.m, shape.rows); r++) {
                for (int c = 0; c < Math.min(shape.n, shape.columns); c++) {
                    type.set(expected, shape.index(offset, r, c), panel[shape.panelIndex(r, c)]);
                }
            }
            PanelStoreScalar.store(
                    type,
                    panel,
                    1,
                    shape.n + 3,
                    scalar,
                    offset,
                    shape.stride,
                    shape.transposed,
                    shape.limitedRows(),
                    shape.limitedColumns());
            assertSame(type, expected, scalar, "scalar " + shape);
            store(type, panel, shape, dispatched, offset);
            assertSame(type, expected, dispatched, "dispatched " + shape);
        }
    }

    private static void assertSame(PanelElements type, MemorySegment expected, MemorySegment actual, String what) {
        int count = (int) (expected.byteSize() / (type == PanelElements.F32 ? 4 : 2));
        float[] wanted = new float[count];
        float[] got = new float[count];
        for (int i = 0; i < count; i++) {
            wanted[i] = type.get(expected, i);
            got[i] = type.get(actual, i);
        }
        PanelFixture.assertSame(wanted, got, type + " " + what);
    }

    private MemorySegment memory(Arena arena, PanelElements type, Shape shape) {
        MemorySegment memory = arena.allocate(shape.size() * (type == PanelElements.F32 ? 4L : 2L), 8);
        float[] values = PanelFixture.patterns(random, shape.size());
        for (int i = 0; i < values.length; i++) {
            type.set(memory, i, values[i]);
        }
        return memory;
    }

    private static void load(PanelElements type, float[] d, Shape s, MemorySegment from, long offset) {
        switch (type) {
            case F32 ->
                PanelLoad.loadF32(d, 1, s.n + 3, s.m, s.n, from, offset, s.stride, s.transposed, s.rows, s.columns);
            case F16 ->
                PanelLoad.loadF16(d, 1, s.n + 3, s.m, s.n, from, offset, s.stride, s.transposed, s.rows, s.columns);
            case BF16 ->
                PanelLoad.loadBF16(d, 1, s.n + 3, s.m, s.n, from, offset, s.stride, s.transposed, s.rows, s.columns);
        }
    }

    private static void store(PanelElements type, float[] d, Shape s, MemorySegment to, long offset) {
        switch (type) {
            case F32 ->
                PanelStore.storeF32(d, 1, s.n + 3, s.m, s.n, to, offset, s.stride, s.transposed, s.rows, s.columns);
            case F16 ->
                PanelStore.storeF16(d, 1, s.n + 3, s.m, s.n, to, offset, s.stride, s.transposed, s.rows, s.columns);
            case BF16 ->
                PanelStore.storeBF16(d, 1, s.n + 3, s.m, s.n, to, offset, s.stride, s.transposed, s.rows, s.columns);
        }
    }

    /** Full and ragged panels of several sizes; memory ends right after the last touched element. */
    private List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int m : new int[] {8, 16, 24}) {
            for (int n : new int[] {8, 16, 24, 32, 40, 64}) {
                for (boolean transposed : new boolean[] {false, true}) {
                    int width = transposed ? m : n;
                    shapes.add(new Shape(m, n, width, transposed, m, n));
                    shapes.add(new Shape(m, n, width + random.nextInt(9), transposed, m, n + 5));
                    shapes.add(new Shape(m, n, width + 1, transposed, random.nextInt(-1, m), n));
                    shapes.add(new Shape(m, n, width + 3, transposed, m + 1, random.nextInt(-1, n)));
                    shapes.add(new Shape(m, n, -width, transposed, 1 + random.nextInt(m), 1 + random.nextInt(n)));
                }
            }
        }
        return shapes;
    }

    @Test
    void shapes_coverTheInteresting() {
        assertEquals(180, shapes().size());
        assertEquals(true, shapes().stream().anyMatch(Shape::touchesNothing));
        assertEquals(3, Arrays.stream(PanelElements.values()).count());
    }

    /** One panel's load or store; the panel lies at 1 with rows n + 3 apart. */
    private record Shape(int m, int n, int stride, boolean transposed, int rows, int columns) {
        int limitedRows() {
            return PanelBounds.limit(rows, m);
        }

        int limitedColumns() {
            return PanelBounds.limit(columns, n);
        }

        boolean touchesNothing() {
            return rows <= 0 || columns <= 0;
        }

        long lowest(long offset) {
            return PanelBounds.lowest(offset, stride, transposed, limitedRows(), limitedColumns());
        }

        /** Elements of an array that holds what is touched and no more. */
        int size() {
            return touchesNothing()
                    ? 0
                    : (int) (1
                            + PanelBounds.highest(0, stride, transposed, limitedRows(), limitedColumns())
                            - lowest(0));
        }

        long index(long offset, int r, int c) {
            return transposed ? offset + (long) c * stride + r : offset + (long) r * stride + c;
        }

        int panelIndex(int r, int c) {
            return 1 + r * (n + 3) + c;
        }

        int panelSize() {
            return 2 + m * (n + 3);
        }

        float[] panel(Random random) {
            return PanelFixture.floats(random, panelSize());
        }
    }
}
