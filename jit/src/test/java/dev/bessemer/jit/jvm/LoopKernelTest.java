package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.jit.ir.IrParser;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels of parallel loops. */
class LoopKernelTest {
    private static final String ADD = """
            kernel @add(%a:device<f32> at 0, %b:device<f32> at 1, %c:device<f32> at 2) in "Samples.java" @3 {
              %zero:i32 = constant 0
              %n:i32 = size %c
              parallel_for 0 %i:i32 = %zero to %n step 1 @4 {
                %x:f32 = load %a[%i] @5
                %y:f32 = load %b[%i] @5
                %z:f32 = add %x, %y @5
                store %c[%i], %z @5
                yield
              }
              return
            }
            """;

    @Test
    void add_inParts_addsAll() {
        KernelRun run = KernelRun.of(ADD)
                .floats(1, 2, 3, 4, 5)
                .floats(10, 20, 30, 40, 50)
                .floats(new float[5]);
        assertEquals(5, run.units());
        assertArrayEquals(new float[] {11, 22, 33, 44, 55}, run.launchInParts(2).floatsOf(2));
    }

    @Test
    void add_shortArray_namesArrayIndexSizeThreadAndLine() {
        KernelRun run = KernelRun.of(ADD).floats(1, 2, 3).floats(1, 2).floats(new float[3]);
        KernelFaultException fault = assertThrows(KernelFaultException.class, run::launch);
        assertEquals(
                "Samples.java:5: index 2 is out of range for b, which has 2 elements"
                        + " (iteration 2 of the outermost @Parallel loop)",
                fault.getMessage());
        assertArrayEquals(new float[] {2, 4, 0}, run.floatsOf(2));
    }

    @Test
    void store_atTheLargestInt_isInRangeOfALargerArrayAlone(@TempDir Path folder) throws IOException {
        String store = """
                kernel @k(%a:device<i8> at 0, %at:i32 at 1) in "K.java" @1 {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  parallel_for 0 %i:i32 = %zero to %one step 1 {
                    %old:i32 = load %a[%at] @2
                    %next:i32 = add %old, %one @2
                    store %a[%at], %next @2
                    yield
                  }
                  return
                }
                """;
        long largest = Integer.MAX_VALUE;
        try (Arena arena = Arena.ofConfined();
                FileChannel file = FileChannel.open(
                        folder.resolve("sparse"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            MemorySegment memory = file.map(FileChannel.MapMode.READ_WRITE, 0, largest + 1, arena);
            run(store, memory, largest);
            assertEquals(2, memory.get(ValueLayout.JAVA_BYTE, largest));
            assertEquals(
                    "K.java:2: index 2147483647 is out of range for a, which has 2147483647 elements"
                            + " (iteration 0 of the outermost @Parallel loop)",
                    assertThrows(KernelFaultException.class, () -> run(store, memory.asSlice(0, largest), largest))
                            .getMessage());
            assertThrows(KernelFaultException.class, () -> run(store, memory, -1));
        }
    }

    /** Runs a kernel as it is, and cut into pieces, on memory too large to be copied. */
    private static void run(String kernel, MemorySegment memory, long scalar) {
        CpuLaunch launch = new CpuLaunch(
                new MemorySegment[] {memory}, new long[] {scalar}, new int[] {1, 1, 1}, new int[] {1, 1, 1});
        CpuKernelLoader.load(JvmBackend.emit(IrParser.parse(kernel), true)).run(launch, 0, 1);
        CpuKernelLoader.load(JvmBackend.emit(IrParser.parse(kernel), true, 50)).run(launch, 0, 1);
    }

    @Test
    void divideBeforeLoop_byZero_saysThatNoIterationDoes() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0, %n:i32 at 1) in "K.java" @1 {
                  %m:i32 = int_divide %n, %n @2
                  %zero:i32 = constant 0
                  parallel_for 0 %i:i32 = %zero to %m step 1 {
                    store %a[%i], %i @4
                    yield
                  }
                  return
                }
                """).ints(0).scalar(0);
        KernelFaultException fault = assertThrows(KernelFaultException.class, run::launch);
        assertEquals("K.java:2: an integer is divided by zero (before the @Parallel loop)", fault.getMessage());
    }

    @Test
    void body_hundredsOfValues_needsFewLocalVariables() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            body.append("%x").append(i).append(":i32 = load %a[%i]\n");
            body.append("%y").append(i).append(":i32 = add %x").append(i).append(", %one\n");
            body.append("store %a[%i], %y").append(i).append('\n');
        }
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  %n:i32 = size %a
                  parallel_for 0 %i:i32 = %zero to %n step 1 {
                    BODY
                    yield
                  }
                  return
                }
                """.replace("BODY", body)).ints(5, 6);
        assertArrayEquals(new int[] {305, 306}, run.launch().intsOf(0));
    }

    @Test
    void add_moreElementsThanAVectorHas_addsAllWithTheRest() {
        float[] a = counting(37);
        float[] doubled = new float[37];
        for (int i = 0; i < 37; i++) {
            doubled[i] = 2 * a[i];
        }
        KernelRun run = KernelRun.of(ADD).floats(a).floats(a).floats(new float[37]);
        assertArrayEquals(doubled, run.launchInParts(2).floatsOf(2));
    }

    @Test
    void add_oneShortArrayOfManyElements_namesItsFirstMissingIndex() {
        KernelRun run =
                KernelRun.of(ADD).floats(counting(64)).floats(counting(50)).floats(new float[64]);
        KernelFaultException fault = assertThrows(KernelFaultException.class, run::launch);
        assertEquals(
                "Samples.java:5: index 50 is out of range for b, which has 50 elements"
                        + " (iteration 50 of the outermost @Parallel loop)",
                fault.getMessage());
        assertEquals(98, run.floatsOf(2)[49]);
    }

    private static float[] counting(int size) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    @Test
    void select_onIntsAndTheLoopVariable_equalsPlainJava() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) in "K.java" @1 {
                  %zero:i32 = constant 0
                  %five:i32 = constant 5
                  %n:i32 = size %a
                  parallel_for 0 %i:i32 = %zero to %n step 1 {
                    %x:i32 = load %a[%i]
                    %big:bool = compare gt %x, %i
                    %sum:i32 = add %x, %i
                    %y:i32 = select %big, %sum, %five
                    store %a[%i], %y
                    yield
                  }
                  return
                }
                """);
        int[] a = new int[35];
        int[] expected = new int[35];
        for (int i = 0; i < 35; i++) {
            a[i] = i * 7 % 30;
            expected[i] = a[i] > i ? a[i] + i : 5;
        }
        assertArrayEquals(expected, run.ints(a).launch().intsOf(0));
    }

    @Test
    void divide_byZero_namesThreadAndLine() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) in "K.java" @1 {
                  %zero:i32 = constant 0
                  %n:i32 = size %a
                  parallel_for 0 %i:i32 = %zero to %n step 1 {
                    %x:i32 = load %a[%i]
                    %q:i32 = int_divide %n, %x @7
                    store %a[%i], %q
                    yield
                  }
                  return
                }
                """).ints(1, 0);
        KernelFaultException fault = assertThrows(KernelFaultException.class, run::launch);
        assertEquals(
                "K.java:7: an integer is divided by zero (iteration 1 of the outermost @Parallel loop)",
                fault.getMessage());
    }

    @Test
    void load_indexBeyondInt_isAFault() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<f32> at 0, %at:i64 at 1) in "K.java" @1 {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  parallel_for 0 %i:i32 = %zero to %one step 1 {
                    %x:f32 = load %a[%at] @7
                    store %a[%i], %x
                    yield
                  }
                  return
                }
                """).floats(1, 2).scalar(1L << 62);
        assertThrows(KernelFaultException.class, run::launch);
    }

    @Test
    void parallelFor_stepAndLower_coverTheRange() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0, %from:i32 at 1, %to:i32 at 2) {
                  parallel_for 0 %i:i32 = %from to %to step 3 {
                    store %a[%i], %i
                    yield
                  }
                  return
                }
                """).ints(new int[9]).scalar(1).scalar(9);
        assertEquals(3, run.units());
        assertArrayEquals(
                new int[] {0, 1, 0, 0, 4, 0, 0, 7, 0}, run.launchInParts(1).intsOf(0));
    }

    @Test
    void return_insideInnerParallelLoop_endsThatThreadOnly() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %zero:i32 = constant 0
                  %n:i32 = constant 4
                  parallel_for 1 %y:i32 = %zero to %n step 1 {
                    parallel_for 0 %x:i32 = %zero to %n step 1 {
                      %same:bool = compare eq %x, %y
                      if %same {
                        return
                      } else {
                        yield
                      }
                      %row:i32 = multiply %y, %n
                      %at:i32 = add %row, %x
                      %one:i32 = constant 1
                      store %a[%at], %one
                      yield
                    }
                    yield
                  }
                  return
                }
                """).ints(new int[16]).launch();
        assertArrayEquals(new int[] {0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0}, run.intsOf(0));
    }

    @Test
    void control_loopsBlocksAndBreaks_runAsWritten() {
        KernelRun run = KernelRun.of("""
                kernel @collatz(%a:device<i32> at 0) {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  %two:i32 = constant 2
                  %three:i32 = constant 3
                  %n:i32 = size %a
                  parallel_for 0 %i:i32 = %zero to %n step 1 {
                    %start:i32 = load %a[%i]
                    %steps:i32 = loop ^l carry (%x:i32 = %start, %count:i32 = %zero) {
                      %done:bool = compare le %x, %one
                      if %done {
                        break ^l(%count)
                      } else {
                        yield
                      }
                      %r:i32 = int_remainder %x, %two
                      %even:bool = compare eq %r, %zero
                      %next:i32 = block ^b {
                        if %even {
                          %h:i32 = int_divide %x, %two
                          break ^b(%h)
                        } else {
                          yield
                        }
                        %t:i32 = multiply %x, %three
                        %u:i32 = add %t, %one
                        yield %u
                      }
                      %more:i32 = add %count, %one
                      continue ^l(%next, %more)
                    }
                    store %a[%i], %steps
                    yield
                  }
                  return
                }
                """).ints(1, 2, 3, 6, 27).launch();
        assertArrayEquals(new int[] {0, 1, 7, 8, 111}, run.intsOf(0));
    }

    @Test
    void threadArray_isFreshAndZeroedForEachThread() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %zero:i32 = constant 0
                  %n:i32 = size %a
                  parallel_for 0 %i:i32 = %zero to %n step 1 {
                    %own:thread<i32 x 4> = allocate
                    %three:i32 = constant 3
                    %old:i32 = load %own[%three]
                    %new:i32 = add %old, %i
                    store %own[%three], %new
                    %last:i32 = load %own[%three]
                    store %a[%i], %last
                    yield
                  }
                  return
                }
                """).ints(new int[4]).launch();
        assertArrayEquals(new int[] {0, 1, 2, 3}, run.intsOf(0));
    }

    @Test
    void smallTypes_loadWidenedAndStoreNarrowed() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i16> at 0, %b:device<u16> at 1, %c:device<f16> at 2, %d:device<bf16> at 3) {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  parallel_for 0 %i:i32 = %zero to %one step 1 {
                    %x:i32 = load %a[%i]
                    %y:i32 = load %b[%i]
                    %sum:i32 = add %x, %y
                    store %a[%one], %sum
                    store %b[%one], %x
                    %h:f16 = load %c[%i]
                    %hf:f32 = convert %h
                    %third:f32 = constant 0.3333333
                    %p:f32 = multiply %hf, %third
                    %ph:f16 = convert %p
                    store %c[%one], %ph
                    %pb:bf16 = convert %p
                    store %d[%one], %pb
                    yield
                  }
                  return
                }
                """)
                .shorts((short) -2, (short) 0)
                .shorts((short) 0xFFFF, (short) 0)
                .shorts(Float.floatToFloat16(3), (short) 0)
                .shorts((short) 0, (short) 0)
                .launch();
        assertEquals((short) 65533, run.shortsOf(0)[1]);
        assertEquals((short) -2, run.shortsOf(1)[1]);
        assertEquals(Float.floatToFloat16(3 * 0.3333333f), run.shortsOf(2)[1]);
        assertEquals(0x3F80, run.shortsOf(3)[1]);
    }
}
