package dev.bessemer.jit.jvm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads of panels from bytes and from numbers of four bits, over sizes, limits, strides and first elements; all patterns are among them. */
class PanelIntegersTest {
    private static final int M = 32;
    private static final int N = 64;

    /** Where element (0, 0) lies in its panel, and by how much the panel's rows are longer. */
    private static final int MARGIN = 3;

    enum Kind {
        I8(1, true),
        U8(1, false),
        I4(2, true),
        U4(2, false);

        private final int inByte;
        private final boolean signed;

        Kind(int inByte, boolean signed) {
            this.inByte = inByte;
            this.signed = signed;
        }

        int get(MemorySegment memory, long index) {
            int both = memory.get(ValueLayout.JAVA_BYTE, index / inByte);
            int bits = Byte.SIZE / inByte;
            int number = (index % inByte == 0 ? both : both >> bits) & ((1 << bits) - 1);
            return signed && number >= 1 << (bits - 1) ? number - (1 << bits) : number;
        }

        void load(float[] d, Panel p, MemorySegment memory) {
            int stride = p.n + MARGIN;
            switch (this) {
                case I8 ->
                    PanelLoad.loadI8(
                            d, MARGIN, stride, p.m, p.n, memory, p.first, p.stride, p.transposed, p.rows, p.columns);
                case U8 ->
                    PanelLoad.loadU8(
                            d, MARGIN, stride, p.m, p.n, memory, p.first, p.stride, p.transposed, p.rows, p.columns);
                case I4 ->
                    PanelLoad.loadI4(
                            d, MARGIN, stride, p.m, p.n, memory, p.first, p.stride, p.transposed, p.rows, p.columns);
                case U4 ->
                    PanelLoad.loadU4(
                            d, MARGIN, stride, p.m, p.n, memory, p.first, p.stride, p.transposed, p.rows, p.columns);
            }
        }
    }

    /** A panel of m x n of which some rows and columns exist, from an element on. */
    record Panel(int m, int n, int first, int stride, boolean transposed, int rows, int columns) {
        int index(int r, int c) {
            return first + (transposed ? c * stride + r : r * stride + c);
        }

        boolean has(int r, int c) {
            return r < rows && c < columns;
        }

        /** Elements up to the last one that is touched. */
        int size() {
            int lastRow = Math.min(m, rows) - 1;
            int lastColumn = Math.min(n, columns) - 1;
            return Math.max(index(0, 0), index(lastRow, lastColumn)) + 1;
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_anyShape_isNaiveElementByElement(Kind kind) {
        Random random = PanelFixture.random();
        for (int first = 0; first < 3; first++) {
            for (int m = 8; m <= M; m += 8) {
                for (int n = 8; n <= N; n += 8) {
                    for (boolean transposed : new boolean[] {false, true}) {
                        int width = transposed ? m : n;
                        check(kind, random, new Panel(m, n, first, width + random.nextInt(4), transposed, m, n));
                        int rows = 1 + random.nextInt(m);
                        int columns = 1 + random.nextInt(n + 3);
                        check(kind, random, new Panel(m, n, first, width + 1, transposed, rows, columns));
                    }
                }
            }
        }
    }

    /** Memory ends right after the last touched element, and has all bytes where it is long enough. */
    private static void check(Kind kind, Random random, Panel panel) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Math.ceilDiv(panel.size(), kind.inByte), 1);
            int start = random.nextInt(256);
            for (int i = 0; i < memory.byteSize(); i++) {
                memory.set(ValueLayout.JAVA_BYTE, i, (byte) (start + 91 * i));
            }
            float[] expected = PanelFixture.floats(random, panel.m * (panel.n + MARGIN) + MARGIN);
            float[] actual = expected.clone();
            for (int r = 0; r < panel.m; r++) {
                for (int c = 0; c < panel.n; c++) {
                    int at = MARGIN + r * (panel.n + MARGIN) + c;
                    expected[at] = panel.has(r, c) ? kind.get(memory, panel.index(r, c)) : 0;
                }
            }
            kind.load(actual, panel, memory);
            PanelFixture.assertSame(expected, actual, kind + " " + panel);
        }
    }
}
