package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels of tiles against plain Java. */
class TileKernelTest {
    private static float[] random(int n) {
        return PanelFixture.floats(new Random(PanelFixture.SEED), n);
    }

    @ParameterizedTest
    @CsvSource({"8,8", "16,24"})
    void multiplyAccumulate_overALoop_isTheProduct(int tiles, int depth) {
        KernelRun run = KernelRun.of("""
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
                """);
        int n = tiles;
        float[] a = random(n * depth);
        float[] b = random(depth * n);
        run.floats(a).floats(b).floats(new float[n * n]).scalar(n).scalar(depth);
        run.grid(new int[] {n / 8, n / 8, 1}, new int[] {32, 1, 1}).launchInParts(1);
        assertArrayEquals(product(a, b, n, n, depth), run.floatsOf(2));
    }

    private static float[] product(float[] a, float[] b, int m, int n, int k) {
        float[] c = new float[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    c[i * n + j] = Math.fma(a[i * k + p], b[p * n + j], c[i * n + j]);
                }
            }
        }
        return c;
    }

    /** Tiles carried through a loop with barriers: one accumulator a SIMD-group. */
    @Test
    void multiplyAccumulate_throughLocalArraysAndBarriers_isTheProduct() {
        KernelRun run = KernelRun.of("""
                kernel @gemm(%a:device<f32> at 0, %b:device<f32> at 1, %c:device<f32> at 2) {
                  %sa:threadgroup<f32 x 128> = allocate
                  %zero:i32 = constant 0
                  %zerof:f32 = constant 0.0
                  %two:i32 = constant 2
                  %eight:i32 = constant 8
                  %k:i32 = constant 32
                  %sixteen:i32 = constant 16
                  %size:i32 = constant 64
                  %sg:i32 = builtin simdgroup
                  %t:i32 = builtin local_id_x
                  %half:i32 = multiply %sg, %size
                  %row:i32 = multiply %sg, %eight
                  %t0:tile<f32,8x8> = fill %zerof
                  %sum:tile<f32,8x8> = for ^l %i:i32 = %zero to %k step 8 carry (%acc:tile<f32,8x8> = %t0) {
                    for ^copy %j:i32 = %zero to %two step 1 {
                      %0:i32 = multiply %j, %size
                      %p:i32 = add %0, %t
                      %r:i32 = int_divide unchecked %p, %eight
                      %cc:i32 = int_remainder unchecked %p, %eight
                      %1:i32 = multiply %r, %k
                      %2:i32 = add %1, %i
                      %from:i32 = add %2, %cc
                      %v:f32 = load %a[%from]
                      store %sa[%p], %v
                      continue ^copy
                    }
                    barrier
                    %x:tile<f32,8x8> = load_tile %sa[%half stride %eight]
                    %bAt:i32 = multiply %i, %eight
                    %y:tile<f32,8x8> = load_tile %b[%bAt stride %eight]
                    %next:tile<f32,8x8> = multiply_accumulate %x, %y, %acc
                    barrier
                    continue ^l(%next)
                  }
                  store_tile %sum, %c[%half stride %eight]
                  return
                }
                """);
        float[] a = random(16 * 32);
        float[] b = random(32 * 8);
        run.floats(a).floats(b).floats(new float[16 * 8]).grid(1, 64).launch();
        assertArrayEquals(product(a, b, 16, 8, 32), run.floatsOf(2));
    }

    @Test
    void multiplyAccumulate_halfAccumulator_roundsAfterEachEight() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<f16> at 0) {
                  %zero:i32 = constant 0
                  %at:i32 = constant 64
                  %eight:i32 = constant 8
                  %x:tile<f16,8x8> = load_tile %a[%zero stride %eight]
                  %y:tile<f16,8x8> = load_tile %a[%zero stride %eight transposed]
                  %z:tile<f16,8x8> = multiply_accumulate %x, %y, %x
                  store_tile %z, %a[%at stride %eight]
                  return
                }
                """);
        float[] values = random(64);
        short[] bits = new short[128];
        for (int i = 0; i < 64; i++) {
            bits[i] = Float.floatToFloat16(values[i]);
        }
        short[] actual = run.shorts(bits).launch().shortsOf(0);
        for (int i = 0; i < 64; i++) {
            float sum = Float.float16ToFloat(bits[i]);
            for (int p = 0; p < 8; p++) {
                sum = Math.fma(
                        Float.float16ToFloat(bits[i / 8 * 8 + p]), Float.float16ToFloat(bits[i % 8 * 8 + p]), sum);
            }
            assertEquals(Float.floatToFloat16(sum), actual[64 + i]);
        }
    }

    /** The maximum so far and a rescaled sum, as in an online softmax. */
    @Test
    void rowValues_carriedThroughALoop_stayPerRow() {
        float[] x = random(8 * 32);
        float[] actual =
                KernelRun.of("""
                kernel @k(%a:device<f32> at 0, %out:device<f32> at 1) {
                  %zero:i32 = constant 0
                  %n:i32 = constant 32
                  %low:f32 = constant -Infinity
                  %zerof:f32 = constant 0.0
                  %most:f32, %sum:f32 = for ^l %i:i32 = %zero to %n step 8 carry (%m:f32 = %low, %s:f32 = %zerof) {
                    %x:tile<f32,8x8> = load_tile %a[%i stride %n]
                    %here:f32 = row_reduce max %x
                    %next:f32 = max %m, %here
                    %d:f32 = subtract %m, %next
                    %shrink:f32 = exp2 %d
                    %p:tile<f32,8x8> = map_elements (%x) to (%r:i32, %c:i32, %e:f32) {
                      %0:f32 = subtract %e, %next
                      %1:f32 = exp2 %0
                      yield %1
                    }
                    %ps:f32 = row_reduce sum %p
                    %old:f32 = multiply %s, %shrink
                    %new:f32 = add %old, %ps
                    continue ^l(%next, %new)
                  }
                  %row:i32 = builtin tile_row
                  store %out[%row], %sum
                  return
                }
                """).floats(x).floats(new float[8]).launch().floatsOf(1);
        for (int r = 0; r < 8; r++) {
            float m = Float.NEGATIVE_INFINITY;
            float s = 0;
            for (int i = 0; i < 32; i += 8) {
                float next = m;
                for (int c = 0; c < 8; c++) {
                    next = Math.max(next, x[r * 32 + i + c]);
                }
                float[] p = new float[8];
                for (int c = 0; c < 8; c++) {
                    p[c] = KernelMath.exp2(x[r * 32 + i + c] - next);
                }
                float sum = ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
                s = s * KernelMath.exp2(m - next) + sum;
                m = next;
            }
            assertEquals(s, actual[r]);
        }
    }

    @Test
    void elements_ofEachLane_comeBackFromElements() {
        float[] x = random(64);
        float[] actual = KernelRun.of("""
                kernel @k(%a:device<f32> at 0) {
                  %zero:i32 = constant 0
                  %eight:i32 = constant 8
                  %x:tile<f32,8x8> = load_tile %a[%zero stride %eight]
                  %e0:f32 = element 0 %x
                  %e1:f32 = element 1 %x
                  %n:f32 = negate %e0
                  %y:tile<f32,8x8> = from_elements %e1, %n
                  store_tile %y, %a[%zero stride %eight]
                  return
                }
                """).floats(x).launch().floatsOf(0);
        for (int i = 0; i < 64; i += 2) {
            assertEquals(x[i + 1], actual[i]);
            assertEquals(-x[i], actual[i + 1]);
        }
    }

    @Test
    void elementsAndRows_ofATileOfInts_areIntsThatWrap() {
        int[] x = new Random(PanelFixture.SEED).ints(64).toArray();
        int[] actual = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %zero:i32 = constant 0
                  %eight:i32 = constant 8
                  %x:tile<i32,8x8> = load_tile %a[%zero stride %eight]
                  %most:i32 = row_reduce max %x
                  %sum:i32 = row_reduce sum %x
                  %e0:i32 = element 0 %x
                  %e1:i32 = element 1 %x
                  %less:i32 = subtract %e1, %most
                  %more:i32 = add %e0, %sum
                  %y:tile<i32,8x8> = from_elements %less, %more
                  store_tile %y, %a[%zero stride %eight]
                  return
                }
                """).ints(x).launch().intsOf(0);
        for (int i = 0; i < 64; i += 2) {
            int[] row = Arrays.copyOfRange(x, i / 8 * 8, i / 8 * 8 + 8);
            assertEquals(x[i + 1] - Arrays.stream(row).max().orElseThrow(), actual[i]);
            assertEquals(x[i] + Arrays.stream(row).sum(), actual[i + 1]);
        }
    }

    /** A part of a wider tile must not be overwritten while the whole is still used. */
    @ParameterizedTest
    @ValueSource(strings = {"0, 0", "8, 0"})
    void slice_changed_leavesTheWholeAsItWas(String at) {
        float[] x = random(128);
        float[] actual = KernelRun.of("""
                kernel @k(%%a:device<f32> at 0, %%b:device<f32> at 1) {
                  %%zero:i32 = constant 0
                  %%eight:i32 = constant 8
                  %%x:tile<f32,16x8> = load_tile %%a[%%zero stride %%eight]
                  %%part:tile<f32,8x8> = slice %%x at %s
                  %%n:tile<f32,8x8> = map_elements (%%part) to (%%r:i32, %%c:i32, %%e:f32) {
                    %%0:f32 = negate %%e
                    yield %%0
                  }
                  store_tile %%n, %%b[%%zero stride %%eight]
                  store_tile %%x, %%a[%%zero stride %%eight]
                  return
                }
                """.formatted(at))
                .floats(x)
                .floats(new float[64])
                .launch()
                .floatsOf(0);
        assertArrayEquals(x, actual);
    }

    /** What a loop begins with is left alone where something else needs it, also where it lies in the place of what the loop before gave. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void carriedTiles_throughLoopsAndUsedAgain_areNotOverwritten(int n) {
        float[] x = random(64);
        KernelRun run =
                KernelRun.of("""
                kernel @nested(%a:device<f32> at 0, %b:device<f32> at 1, %n:i32 at 2) {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  %eight:i32 = constant 8
                  %half:i32 = constant 64
                  %x:tile<f32,8x8> = load_tile %a[%zero stride %eight]
                  %out:tile<f32,8x8> = for ^l %i:i32 = %zero to %n step 1 carry (%p:tile<f32,8x8> = %x) {
                    %q:tile<f32,8x8> = for ^m %j:i32 = %zero to %n step 1 carry (%s:tile<f32,8x8> = %p) {
                      %s1:tile<f32,8x8> = multiply_accumulate %x, %x, %s
                      continue ^m(%s1)
                    }
                    %r:tile<f32,8x8> = for ^o %k:i32 = %zero to %n step 1 carry (%u:tile<f32,8x8> = %q) {
                      %second:bool = compare eq %k, %one
                      if %second {
                        break ^o(%q)
                      } else {
                        yield
                      }
                      %u1:tile<f32,8x8> = multiply_accumulate %x, %q, %u
                      continue ^o(%u1)
                    }
                    %t:tile<f32,8x8> = multiply_accumulate %x, %r, %q
                    continue ^l(%t)
                  }
                  store_tile %out, %b[%zero stride %eight]
                  store_tile %x, %b[%half stride %eight]
                  return
                }
                """).floats(x).floats(new float[128]).scalar(n).launch();
        float[] expected = Arrays.copyOf(x, 128);
        float[] p = x.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                addProduct(x, x, p);
            }
            float[] r = p.clone();
            if (n == 1) {
                addProduct(x, p, r);
            }
            addProduct(x, r, p);
        }
        System.arraycopy(x, 0, expected, 64, 64);
        System.arraycopy(p, 0, expected, 0, 64);
        assertArrayEquals(expected, run.floatsOf(1));
    }

    private static void addProduct(float[] a, float[] b, float[] sum) {
        for (int i = 0; i < 64; i++) {
            for (int k = 0; k < 8; k++) {
                sum[i] = Math.fma(a[i / 8 * 8 + k], b[k * 8 + i % 8], sum[i]);
            }
        }
    }

    @Test
    void carriedTiles_swapped_areCopiedAtOnce() {
        float[] x = random(128);
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<f32> at 0) {
                  %zero:i32 = constant 0
                  %eight:i32 = constant 8
                  %three:i32 = constant 3
                  %half:i32 = constant 64
                  %x:tile<f32,8x8> = load_tile %a[%zero stride %eight]
                  %y:tile<f32,8x8> = load_tile %a[%half stride %eight]
                  %u:tile<f32,8x8>, %v:tile<f32,8x8> = for ^l %i:i32 = %zero to %three step 1
                      carry (%p:tile<f32,8x8> = %x, %q:tile<f32,8x8> = %y) {
                    continue ^l(%q, %p)
                  }
                  store_tile %u, %a[%zero stride %eight]
                  store_tile %v, %a[%half stride %eight]
                  return
                }
                """).floats(x).launch();
        float[] expected = new float[128];
        System.arraycopy(x, 64, expected, 0, 64);
        System.arraycopy(x, 0, expected, 64, 64);
        assertArrayEquals(expected, run.floatsOf(0));
    }

    @Test
    void loadTile_limits_zeroTheRestAndCheckOnlyWhatIsTouched() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<f32> at 0, %b:device<f32> at 1, %rows:i32 at 2, %columns:i32 at 3) {
                  %zero:i32 = constant 0
                  %eight:i32 = constant 8
                  %five:i32 = constant 5
                  %x:tile<f32,8x8> = load_tile %a[%zero stride %five rows %rows columns %columns]
                  store_tile %x, %b[%zero stride %eight]
                  return
                }
                """);
        float[] a = random(15);
        float[] actual =
                run.floats(a).floats(new float[64]).scalar(3).scalar(5).launch().floatsOf(1);
        for (int r = 0; r < 8; r++) {
            for (int c = 0; c < 8; c++) {
                assertEquals(r < 3 && c < 5 ? a[r * 5 + c] : 0, actual[r * 8 + c]);
            }
        }
    }

    @Test
    void loadTile_beyondTheArray_namesItAll() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<f32> at 0) in "K.java" @1 {
                  %eight:i32 = constant 8
                  %x:tile<f32,8x8> = load_tile %a[%eight stride %eight] @9
                  store_tile %x, %a[%eight stride %eight]
                  return
                }
                """).floats(new float[64]);
        KernelFaultException fault = assertThrows(KernelFaultException.class, run::launch);
        assertEquals(
                "K.java:9: a matrix at offset 8 with row stride 8 reaches index 71, out of range for a,"
                        + " which has 64 elements (thread 0 of threadgroup (0, 0, 0))",
                fault.getMessage());
    }

    @Test
    void concat_sidesByOrder_isOneWideTile() {
        float[] x = random(128);
        float[] actual =
                KernelRun.of("""
                kernel @k(%a:device<f32> at 0, %b:device<f32> at 1) {
                  %zero:i32 = constant 0
                  %eight:i32 = constant 8
                  %sixteen:i32 = constant 16
                  %half:i32 = constant 64
                  %x:tile<f32,8x8> = load_tile %a[%zero stride %eight]
                  %y:tile<f32,8x8> = load_tile %a[%half stride %eight]
                  %z:tile<f32,8x16> = concat %x, %y
                  store_tile %z, %b[%zero stride %sixteen]
                  return
                }
                """).floats(x).floats(new float[128]).launch().floatsOf(1);
        for (int r = 0; r < 8; r++) {
            for (int c = 0; c < 16; c++) {
                assertEquals(x[c / 8 * 64 + r * 8 + c % 8], actual[r * 16 + c]);
            }
        }
    }
}
