package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelMath;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Element-wise ops on tiles against plain Java. */
class TileMapTest {
    private static float[] random(int n) {
        return PanelFixture.floats(new Random(PanelFixture.SEED), n);
    }

    @ParameterizedTest
    @CsvSource({"8,true", "8,false", "24,true", "32,true", "32,false", "64,true"})
    void map_byVectorsOrElements_isJavas(int columns, boolean vectorApi) {
        float[] x = random(8 * columns);
        x[5] = Float.NaN;
        float[] actual = KernelRun.of("""
                kernel @k(%%a:device<f32> at 0, %%limit:i32 at 1, %%scale:f32 at 2) {
                  %%zero:i32 = constant 0
                  %%zerof:f32 = constant 0.0
                  %%n:i32 = constant %d
                  %%x:tile<f32,8x%d> = load_tile %%a[%%zero stride %%n]
                  %%head:tile<f32,8x8> = slice %%x at 0, 0
                  %%most:f32 = row_reduce max %%head
                  %%tile:tile<f32,8x%d> = map_elements (%%x) to (%%r:i32, %%c:i32, %%e:f32) {
                    %%low:f32 = constant -Infinity
                    %%at:i32 = add %%c, %%r
                    %%in:bool = compare lt %%at, %%limit
                    %%big:bool = compare gt %%e, %%zerof
                    %%both:bool = or %%in, %%big
                    %%s:f32 = multiply %%e, %%scale
                    %%d:f32 = subtract %%s, %%most
                    %%p:f32 = exp2 %%d
                    %%v:f32 = select %%both, %%p, %%low
                    %%col:i32 = select %%both, %%c, %%r
                    %%mod:i32 = max %%col, %%limit
                    %%o:f32 = max %%v, %%zerof
                    %%q:bool = select %%in, %%big, %%in
                    %%w:f32 = select %%q, %%o, %%v
                    yield %%w
                  }
                  store_tile %%tile, %%a[%%zero stride %%n]
                  return
                }
                """.formatted(columns, columns, columns), vectorApi)
                .floats(x)
                .scalar(12)
                .scalar(1.5f)
                .launch()
                .floatsOf(0);
        for (int r = 0; r < 8; r++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < 8; c++) {
                most = Math.max(most, x[r * columns + c]);
            }
            for (int c = 0; c < columns; c++) {
                float e = x[r * columns + c];
                boolean in = r + c < 12;
                boolean big = e > 0;
                float v = in || big ? KernelMath.exp2(e * 1.5f - most) : Float.NEGATIVE_INFINITY;
                boolean q = in && big;
                assertEquals(q ? Math.max(v, 0f) : v, actual[r * columns + c], "row " + r + ", column " + c);
            }
        }
    }

    @Test
    void map_withEachLanesOwnValue_takesTheLaneOfTheElement() {
        float[] actual = KernelRun.of("""
                kernel @k(%a:device<f32> at 0) {
                  %zero:i32 = constant 0
                  %eight:i32 = constant 8
                  %lane:i32 = builtin lane
                  %own:f32 = convert %lane
                  %x:tile<f32,8x8> = load_tile %a[%zero stride %eight]
                  %y:tile<f32,8x8> = map_elements (%x) to (%r:i32, %c:i32, %e:f32) {
                    %s:f32 = add %e, %own
                    yield %s
                  }
                  store_tile %y, %a[%zero stride %eight]
                  return
                }
                """).floats(new float[64]).launch().floatsOf(0);
        for (int lane = 0; lane < 32; lane++) {
            for (int e = 0; e < 2; e++) {
                int row = ((lane >> 4) & 1) * 4 + ((lane >> 1) & 3);
                int column = ((lane >> 3) & 1) * 4 + (lane & 1) * 2 + e;
                assertEquals(lane, actual[row * 8 + column]);
            }
        }
    }

    /** What depends on neither column nor element may be an op that vectors lack. */
    @ParameterizedTest
    @CsvSource({"8,true", "24,true", "32,true", "32,false"})
    void map_conversionsAndRowsOps_areJavas(int columns, boolean vectorApi) {
        float[] x = random(8 * columns);
        x[3] = Float.NaN;
        x[4] = 3e9f;
        x[9] = -3e9f;
        float[] actual = KernelRun.of("""
                kernel @k(%%a:device<f32> at 0) {
                  %%zero:i32 = constant 0
                  %%n:i32 = constant %d
                  %%x:tile<f32,8x%d> = load_tile %%a[%%zero stride %%n]
                  %%tile:tile<f32,8x%d> = map_elements (%%x) to (%%r:i32, %%c:i32, %%e:f32) {
                    %%t:f32 = convert %%r
                    %%h:f32 = tanh %%t
                    %%i:i32 = convert %%e
                    %%j:i32 = subtract %%c, %%r
                    %%k:i32 = abs %%j
                    %%f:f32 = convert %%k
                    %%g:f32 = convert %%i
                    %%o:f32 = add %%f, %%g
                    %%p:f32 = multiply %%o, %%h
                    yield %%p
                  }
                  store_tile %%tile, %%a[%%zero stride %%n]
                  return
                }
                """.formatted(columns, columns, columns), vectorApi)
                .floats(x)
                .launch()
                .floatsOf(0);
        for (int r = 0; r < 8; r++) {
            float h = (float) Math.tanh(r);
            for (int c = 0; c < columns; c++) {
                float expected = (Math.abs(c - r) + (float) (int) x[r * columns + c]) * h;
                assertEquals(expected, actual[r * columns + c], "row " + r + ", column " + c);
            }
        }
    }
}
