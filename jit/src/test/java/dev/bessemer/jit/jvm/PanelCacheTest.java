package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.IrParser;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels whose loads are kept from one threadgroup to the next. */
class PanelCacheTest {
    /** Products of bands of eight rows with bands of eight columns; the grid has one threadgroup for each. */
    private static final String PRODUCT = """
            kernel @gemm(%a:device<f32> at 0, %b:device<f32> at 1, %c:device<f32> at 2, %n:i32 at 3, %k:i32 at 4) {
              %zero:i32 = constant 0
              %zerof:f32 = constant 0.0
              %eight:i32 = constant 8
              %gx:i32 = builtin group_id_x
              %gy:i32 = builtin group_id_y
              %row:i32 = multiply %gy, %eight
              %col:i32 = multiply %gx, %eight
              %aRow:i32 = multiply %row, %k
              %t0:tile<f32,8x8> = fill %zerof
              %t:tile<f32,8x8> = for ^l %i:i32 = %zero to %k step 8 carry (%acc:tile<f32,8x8> = %t0) {
                %aAt:i32 = add %aRow, %i
                %x:tile<f32,8x8> = load_tile %a[%aAt stride %k]
                %bRow:i32 = multiply %i, %n
                %bAt:i32 = add %bRow, %col
                %y:tile<f32,8x8> = load_tile %b[%bAt stride %n]
                %next:tile<f32,8x8> = multiply_accumulate %x, %y, %acc
                continue ^l(%next)
              }
              %cRow:i32 = multiply %row, %n
              %cAt:i32 = add %cRow, %col
              store_tile %t, %c[%cAt stride %n]
              return
            }
            """;

    private static float[] random(int n) {
        return PanelFixture.floats(new Random(PanelFixture.SEED), n);
    }

    @ParameterizedTest
    @CsvSource({"72,88,16", "8,200,24", "104,8,40"})
    void loads_sharedByRowsAndColumnsOfThreadgroups_giveTheProduct(int m, int n, int k) {
        float[] a = random(m * k);
        float[] b = random(k * n);
        KernelRun run = KernelRun.of(PRODUCT).floats(a).floats(b).floats(new float[m * n]);
        run.scalar(n).scalar(k).grid(new int[] {n / 8, m / 8, 1}, new int[] {32, 1, 1});
        assertArrayEquals(product(a, b, m, n, k), run.launchInParts(50).floatsOf(2));
    }

    private static float[] product(float[] a, float[] b, int m, int n, int k) {
        float[] c = new float[m * n];
        for (int i = 0; i < m * n; i++) {
            for (int p = 0; p < k; p++) {
                c[i] = Math.fma(a[i / n * k + p], b[p * n + i % n], c[i]);
            }
        }
        return c;
    }

    @Test
    void reusedLoads_ofAProduct_areItsFactors() {
        ReusedLoads loads = ReusedLoads.of(IrParser.parse(PRODUCT), false);
        assertEquals(
                "[0, 1]",
                loads.all().stream().map(ReusedLoads.Site::array).toList().toString());
        assertEquals("[2]", loads.written().toString());
    }

    @Test
    void reusedLoads_fromAnArrayThatIsWritten_areNone() {
        String inPlace = PRODUCT.replace("%t, %c[", "%t, %a[");
        ReusedLoads loads = ReusedLoads.of(IrParser.parse(inPlace), false);
        assertEquals(
                "[1]",
                loads.all().stream().map(ReusedLoads.Site::array).toList().toString());
    }

    /** Each threadgroup reads what the one before has stored, through another parameter with the same memory. */
    @Test
    void loads_fromMemoryThatIsWrittenByAnotherName_seeWhatWasWritten() {
        String chain = """
                kernel @chain(%a:device<f32> at 0, %b:device<f32> at 1, %c:device<f32> at 2) {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  %zerof:f32 = constant 0.0
                  %eight:i32 = constant 8
                  %t0:tile<f32,8x8> = fill %zerof
                  %t:tile<f32,8x8> = for ^l %i:i32 = %zero to %one step 1 carry (%acc:tile<f32,8x8> = %t0) {
                    %x:tile<f32,8x8> = load_tile %a[%zero stride %eight]
                    %y:tile<f32,8x8> = load_tile %b[%zero stride %eight]
                    %next:tile<f32,8x8> = multiply_accumulate %x, %y, %acc
                    continue ^l(%next)
                  }
                  store_tile %t, %c[%zero stride %eight]
                  return
                }
                """;
        float[] two = new float[64];
        for (int i = 0; i < 64; i += 9) {
            two[i] = 2;
        }
        MemorySegment shared = MemorySegment.ofArray(two.clone());
        MemorySegment factor = MemorySegment.ofArray(two);
        CpuKernel kernel = CpuKernelLoader.load(JvmBackend.emit(IrParser.parse(chain), true));
        int[] groups = {5, 1, 1};
        CpuLaunch launch =
                new CpuLaunch(new MemorySegment[] {shared, factor, shared}, new long[0], groups, new int[] {32, 1, 1});
        kernel.run(launch, 0, 5);
        assertEquals(64, shared.get(ValueLayout.JAVA_FLOAT, 0));
    }

    @Test
    void loads_inTheNextExecution_seeWhatTheArraysHoldThen() {
        float[] ones = new float[64];
        Arrays.fill(ones, 1);
        MemorySegment a = MemorySegment.ofArray(ones);
        MemorySegment c = MemorySegment.ofArray(new float[64]);
        CpuKernel kernel = CpuKernelLoader.load(JvmBackend.emit(IrParser.parse(PRODUCT), true));
        int[] one = {1, 1, 1};
        CpuLaunch launch = new CpuLaunch(
                new MemorySegment[] {a, MemorySegment.ofArray(ones.clone()), c}, new long[] {8, 8}, one, new int[] {
                    32, 1, 1
                });
        for (int factor = 1; factor <= 3; factor++) {
            a.fill((byte) 0);
            a.set(ValueLayout.JAVA_FLOAT, 0, factor);
            kernel.run(launch, 0, kernel.units(launch));
            assertEquals(factor, c.get(ValueLayout.JAVA_FLOAT, 0));
        }
    }

    @Test
    void place_ofPanels_beginsCacheLinesWhereTheArrayDoes() {
        CpuLaunch launch = new CpuLaunch(
                new MemorySegment[] {MemorySegment.ofArray(new float[1024])},
                new long[0],
                new int[] {1, 1, 1},
                new int[] {32, 1, 1});
        PanelCache cache = PanelCache.open(launch, 33, 1);
        cache.site(launch, 0, 0, 64, Float.BYTES);
        int beyond = PanelCache.ALIGNED + 48 + PanelCache.SECOND_LEVEL;
        assertTrue(cache.floats().length >= beyond, "the array has " + cache.floats().length + " elements");
        assertEquals(~(PanelCache.ALIGNED + 48), PanelCache.place(cache, 0, 0, 0, 32, 8, 8));
        cache.close();
    }

    private static int band(int rows, int columns, long left, long right) {
        CpuLaunch launch =
                new CpuLaunch(new MemorySegment[0], new long[0], new int[] {columns, rows, 1}, new int[] {32, 1, 1});
        return launch.band(left, right);
    }

    @Test
    void band_ofRows_leavesRoomForTheirFactorsAndAColumns() {
        int tenth = PanelCache.SECOND_LEVEL / 10;
        assertEquals(9, band(16, 16, 16L * tenth, 16L * tenth));
        assertEquals(10, band(16, 16, 16L * tenth, 0));
        assertEquals(4, band(16, 16, 40L * tenth, 16L * tenth));
        assertEquals(8, band(16, 16, 16L * tenth, 320L * tenth));
        assertEquals(8, band(2, 2, 1L << 40, 1L << 40));
        assertEquals(32, band(1000, 1000, 1000, 1000));
        assertEquals(32, band(1000, 1000, 0, 0));
    }

    @Test
    void group_byBands_visitsEachOnce() {
        CpuLaunch launch = new CpuLaunch(new MemorySegment[0], new long[0], new int[] {3, 11, 2}, new int[] {32, 1, 1});
        for (int band : new int[] {1, 4, 8, Integer.MAX_VALUE}) {
            boolean[] seen = new boolean[66];
            for (int group = 0; group < 66; group++) {
                int at = launch.groupX(group, band) + 3 * (launch.groupY(group, band) + 11 * launch.groupZ(group));
                assertEquals(false, seen[at], "group " + group + " in bands of " + band);
                seen[at] = true;
            }
        }
        assertEquals(0, launch.groupX(3, 4));
        assertEquals(3, launch.groupY(3, 4));
        assertEquals(1, launch.groupX(4, 4));
    }
}
