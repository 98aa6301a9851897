package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.ir.Value;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRowsTest {
    /** A product, its rows' maxima subtracted, stored up to a row, and the maxima beside it. */
    private static final String KERNEL = """
            kernel @k(%a:device<f32> at 0, %b:device<f32> at 1, %c:device<f32> at 2, %m:device<f32> at 3, %rows:i32 at 4) {
              %zero:i32 = constant 0
              %eight:i32 = constant 8
              %width:i32 = constant 64
              %lowest:f32 = constant -3.4028235E38
              %f:f32 = constant 0.0
              %o:tile<f32,8x64> = fill %f
              %x:tile<f32,8x8> = load_tile %a[%zero stride %eight rows %rows]
              %y:tile<f32,8x64> = load_tile %b[%zero stride %width]
              %z:tile<f32,8x64>, %max:f32 = for ^l %i:i32 = %zero to %eight step 4 carry (%acc:tile<f32,8x64> = %o, %so:f32 = %lowest) {
                %p:tile<f32,8x64> = multiply_accumulate %x, %y, %acc
                %part:tile<f32,8x8> = slice %p at 0, 0
                %r:f32 = row_reduce max %part
                %next:f32 = max %so, %r
                continue ^l(%p, %next)
              }
              %d:tile<f32,8x64> = map_elements (%z) to (%i0:i32, %j0:i32, %e:f32) {
                %0:f32 = subtract %e, %max
                yield %0
              }
              store_tile %d, %c[%zero stride %width rows %rows]
              %row:i32 = builtin tile_row
              %guard:bool = compare lt %row, %rows
              if %guard {
                store %m[%row], %max
                yield
              } else {
                yield
              }
              return
            }
            """;

    private static @Nullable Value limit(String kernel) {
        return LiveRows.of(IrParser.parse(kernel)).limit();
    }

    @Test
    void limit_storesUpToOneRow_isThatRow() {
        Value limit = limit(KERNEL);
        assertNotNull(limit);
        assertEquals("rows", limit.name());
    }

    @Test
    void limit_rowsStoredByOtherLanes_isNone() {
        assertNull(limit(KERNEL.replace("compare lt %row, %rows", "compare lt %row, %eight")));
    }

    @Test
    void limit_storeOfAllRows_isNone() {
        assertNull(limit(KERNEL.replace("%c[%zero stride %width rows %rows]", "%c[%zero stride %width]")));
    }

    @Test
    void limit_rowsAsRightFactor_isNone() {
        assertNull(limit(KERNEL.replace("multiply_accumulate %x, %y, %acc", "multiply_accumulate %x, %acc, %acc")));
    }

    @Test
    void limit_maximumOfAllLanes_isNone() {
        assertNull(limit(KERNEL.replace("%row:i32 = builtin tile_row", """
                %all:f32 = reduce max %max
                  store %m[%zero], %all
                  %row:i32 = builtin tile_row""")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9})
    void launch_fewRows_givesThemAndTouchesNoOther(int rows) {
        Random random = new Random(PanelFixture.SEED);
        float[] a = PanelFixture.floats(random, 8 * 8);
        float[] b = PanelFixture.floats(random, 8 * 64);
        float[] c = PanelFixture.floats(random, 8 * 64);
        float[] max = PanelFixture.floats(random, 8);
        float[] expected = c.clone();
        float[] expectedMax = max.clone();
        for (int i = 0; i < Math.min(rows, 8); i++) {
            expectedMax[i] = row(a, b, expected, i);
        }
        KernelRun run = KernelRun.of(KERNEL)
                .floats(a)
                .floats(b)
                .floats(c)
                .floats(max)
                .scalar(rows)
                .grid(1, 32)
                .launch();
        assertArrayEquals(expected, run.floatsOf(2));
        assertArrayEquals(expectedMax, run.floatsOf(3));
    }

    private static float row(float[] a, float[] b, float[] c, int i) {
        float max = -Float.MAX_VALUE;
        float[] sums = new float[64];
        for (int round = 0; round < 2; round++) {
            for (int j = 0; j < 64; j++) {
                for (int k = 0; k < 8; k++) {
                    sums[j] = Math.fma(a[i * 8 + k], b[k * 64 + j], sums[j]);
                }
                max = j < 8 ? Math.max(max, sums[j]) : max;
            }
        }
        for (int j = 0; j < 64; j++) {
            c[i * 64 + j] = sums[j] - max;
        }
        return max;
    }
}
