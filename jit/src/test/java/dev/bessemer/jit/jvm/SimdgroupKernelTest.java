package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels whose SIMD-groups work together: reductions and shuffles. */
class SimdgroupKernelTest {
    @ParameterizedTest
    @CsvSource({"32,496,31", "16,120,15", "1,0,0"})
    void reduce_partlyFilledSimdgroup_takesActiveLanesOnly(int threads, int sum, int max) {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  %lane:i32 = builtin lane
                  %s:i32 = reduce sum %lane
                  %m:i32 = reduce max %lane
                  store %a[%zero], %s
                  store %a[%one], %m
                  return
                }
                """).ints(new int[2]).grid(1, threads).launch();
        assertArrayEquals(new int[] {sum, max}, run.intsOf(0));
    }

    @Test
    void reduce_floats_addsInButterflyOrder() {
        float[] input = new float[32];
        for (int i = 0; i < 32; i++) {
            input[i] = (float) Math.pow(-7, i % 11) + i / 3f;
        }
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<f32> at 0) {
                  %lane:i32 = builtin lane
                  %x:f32 = load %a[%lane]
                  %s:f32 = reduce sum %x
                  store %a[%lane], %s
                  return
                }
                """).floats(input).launch();
        float[] v = input.clone();
        for (int d = 16; d > 0; d /= 2) {
            float[] next = new float[32];
            for (int i = 0; i < 32; i++) {
                next[i] = v[i] + v[i ^ d];
            }
            v = next;
        }
        assertArrayEquals(v, run.floatsOf(0));
    }

    @ParameterizedTest
    @CsvSource({"lane", "xor", "up", "down"})
    void shuffle_readsTheLaneItNames(String kind) {
        KernelRun run = KernelRun.of("""
                kernel @k(%%a:device<i32> at 0) {
                  %%three:i32 = constant 3
                  %%lane:i32 = builtin lane
                  %%sq:i32 = multiply %%lane, %%lane
                  %%s:i32 = shuffle %s %%sq, %%three
                  store %%a[%%lane], %%s
                  return
                }
                """.formatted(kind)).ints(new int[32]).launch();
        int[] expected = new int[32];
        for (int l = 0; l < 32; l++) {
            int from = switch (kind) {
                case "lane" -> 3;
                case "xor" -> l ^ 3;
                case "up" -> l < 3 ? l : l - 3;
                default -> l > 28 ? l : l + 3;
            };
            expected[l] = from * from;
        }
        assertArrayEquals(expected, run.intsOf(0));
    }

    @Test
    void uniformLoop_withReductionInside_runsOnceASimdgroup() {
        KernelRun run =
                KernelRun.of("""
                kernel @k(%a:device<i32> at 0, %n:i32 at 1) {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  %t:i32 = builtin local_id_x
                  %r:i32 = for ^l %i:i32 = %zero to %n step 1 carry (%x:i32 = %t) {
                    %s:i32 = reduce max %x
                    %bit:i32 = and %t, %one
                    %odd:bool = compare eq %bit, %one
                    %y:i32 = if %odd {
                      %0:i32 = add %x, %s
                      yield %0
                    } else {
                      yield %x
                    }
                    continue ^l(%y)
                  }
                  store %a[%t], %r
                  return
                }
                """).ints(new int[64]).scalar(3).grid(1, 64).launch();
        int[] x = IntStream.range(0, 64).toArray();
        for (int i = 0; i < 3; i++) {
            for (int sg = 0; sg < 2; sg++) {
                int max = IntStream.range(sg * 32, sg * 32 + 32)
                        .map(t -> x[t])
                        .max()
                        .orElseThrow();
                for (int t = sg * 32; t < sg * 32 + 32; t++) {
                    x[t] += t % 2 == 1 ? max : 0;
                }
            }
        }
        assertArrayEquals(x, run.intsOf(0));
    }

    @Test
    void divergentReturn_insideALoopOfReductions_isRefused() {
        assertThrows(UnsupportedKernelException.class, () -> KernelRun.of("""
                kernel @k(%a:device<i32> at 0, %n:i32 at 1) {
                  %zero:i32 = constant 0
                  %t:i32 = builtin lane
                  %u:bool = compare eq %n, %zero
                  if %u {
                    %s:i32 = reduce max %t
                    store %a[%zero], %s
                    %p:bool = compare eq %t, %zero
                    if %p {
                      return
                    } else {
                      yield
                    }
                    yield
                  } else {
                    yield
                  }
                  store %a[%t], %t
                  return
                }
                """));
    }

    /** Squares, their sum over each lane's elements, and how many there were; then what the lanes have together. */
    private static final String LANE_LOOP = """
            kernel @k(%a:device<f32> at 0, %b:device<f32> at 1, %c:device<i32> at 2, %first:i32 at 3, %n:i32 at 4) {
              %lane:i32 = builtin lane
              %thread:i32 = builtin local_id_x
              %zero:f32 = constant 0.0
              %none:i32 = constant 0
              %one:i32 = constant 1
              %i:i32 = add %first, %lane
              %most:f32 = convert %thread
              %sum:f32, %count:i32, %max:f32 = for ^l %j:i32 = %i to %n step 32 carry (%s:f32 = %zero, %k:i32 = %none, %m:f32 = %most) {
                %x:f32 = load %a[%j]
                %y:f32 = multiply %x, %x
                %place:f32 = convert %j
                %z:f32 = add %y, %place
                store %b[%j], %z
                %s1:f32 = add %s, %y
                %k1:i32 = add %k, %one
                %m1:f32 = max %m, %z
                continue ^l(%s1, %k1, %m1)
              }
              %whole:f32 = reduce sum %sum
              %two:f32 = add %whole, %max
              %bits:i32 = convert %two
              %all:i32 = add %bits, %count
              store %c[%thread], %all
              return
            }
            """;

    @ParameterizedTest
    @CsvSource({
        "0,0,32",
        "0,1,32",
        "3,34,32",
        "3,35,32",
        "1,36,64",
        "0,96,32",
        "5,1000,32",
        "5,1000,20",
        "7,200,84",
        "9,2,32"
    })
    void loopOfLanes_byVectors_givesTheBitsOfLanesOneByOne(int first, int n, int threads) {
        float[] a = PanelFixture.floats(new Random(PanelFixture.SEED), 1000);
        KernelRun vectors = laneLoop(true, a, 1000, first, n, threads);
        KernelRun lanes = laneLoop(false, a, 1000, first, n, threads);
        vectors.launch();
        lanes.launch();
        assertArrayEquals(lanes.floatsOf(1), vectors.floatsOf(1));
        assertArrayEquals(lanes.intsOf(2), vectors.intsOf(2));
        for (int i = first; i < Math.min(n, first + threads); i++) {
            assertEquals(a[i] * a[i] + i, vectors.floatsOf(1)[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,100,100", "0,61,64", "-40,100,100", "990,1000,995"})
    void loopOfLanes_leavingAnArray_faultsAsLanesDo(int first, int n, int size) {
        float[] a = PanelFixture.floats(new Random(PanelFixture.SEED), Math.min(size, 60));
        KernelRun vectors = laneLoop(true, a, size, first, n, 32);
        KernelRun lanes = laneLoop(false, a, size, first, n, 32);
        String expected =
                assertThrows(KernelFaultException.class, lanes::launch).getMessage();
        assertEquals(
                expected,
                assertThrows(KernelFaultException.class, vectors::launch).getMessage());
    }

    private static KernelRun laneLoop(boolean vectorApi, float[] a, int size, int first, int n, int threads) {
        return KernelRun.of(LANE_LOOP, vectorApi)
                .floats(a)
                .floats(new float[size])
                .ints(new int[threads])
                .scalar(first)
                .scalar(n)
                .grid(1, threads);
    }
}
