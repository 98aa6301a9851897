package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels of threadgroups: places, barriers, local arrays, and threads that go separate ways. */
class GroupKernelTest {
    @Test
    void builtins_inThreeDimensions_numberThreadsXFirst() {
        KernelRun run =
                KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %x:i32 = builtin global_id_x
                  %y:i32 = builtin global_id_y
                  %z:i32 = builtin global_id_z
                  %w:i32 = builtin global_size_x
                  %h:i32 = builtin global_size_y
                  %0:i32 = multiply %z, %h
                  %1:i32 = add %0, %y
                  %2:i32 = multiply %1, %w
                  %at:i32 = add %2, %x
                  %lane:i32 = builtin lane
                  %sg:i32 = builtin simdgroup
                  %k:i32 = constant 100
                  %3:i32 = multiply %sg, %k
                  %v:i32 = add %3, %lane
                  store %a[%at], %v
                  return
                }
                """).ints(new int[4 * 3 * 6 * 2 * 3 * 2]).grid(new int[] {2, 1, 3}, new int[] {4, 5, 2});
        run.grid(new int[] {2, 1, 1}, new int[] {4, 3, 6}).launchInParts(1);
        int[] actual = run.intsOf(0);
        for (int z = 0; z < 6; z++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 8; x++) {
                    int thread = (z * 3 + y) * 4 + x % 4;
                    assertEquals(thread / 32 * 100 + thread % 32, actual[(z * 3 + y) * 8 + x]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 33, 64, 100})
    void return_ofThreadsBeyondTheEnd_leavesTheRestAlone(int n) {
        float[] out = new float[130];
        KernelRun run =
                KernelRun.of("""
                kernel @k(%s:device<f32> at 0, %out:device<f32> at 1, %n:i32 at 2) {
                  %zero:i32 = constant 0
                  %i:i32 = builtin global_id_x
                  %beyond:bool = compare ge %i, %n
                  if %beyond {
                    return
                  } else {
                    yield
                  }
                  %old:f32 = load %out[%i]
                  %scale:f32 = load %s[%zero]
                  %new:f32 = add %old, %scale
                  store %out[%i], %new
                  %row:i32 = builtin tile_row
                  %rowf:f32 = convert %row
                  %more:f32 = add %new, %scale
                  store %out[%i], %more
                  return
                }
                """).floats(3).floats(out).scalar(n).grid(4, 33).launch();
        for (int i = 0; i < out.length; i++) {
            out[i] = i < n ? 6 : 0;
        }
        assertArrayEquals(out, run.floatsOf(1));
    }

    @Test
    void load_afterAllThreadsReturned_cannotFault() {
        KernelRun.of("""
                kernel @k(%a:device<f32> at 0) {
                  %i:i32 = builtin global_id_x
                  %zero:i32 = constant 0
                  %n:i32 = size %a
                  %beyond:bool = compare ge %i, %n
                  if %beyond {
                    return
                  } else {
                    yield
                  }
                  %x:f32 = load %a[%zero]
                  store %a[%i], %x
                  return
                }
                """).floats().launch();
    }

    /** Each threadgroup of any size sums its part by halving in a local array. */
    @ParameterizedTest
    @ValueSource(ints = {1, 32, 48, 64, 256})
    void barrier_inALoop_separatesItsSides(int threads) {
        KernelRun run = KernelRun.of("""
                kernel @sum(%a:device<i32> at 0, %out:device<i32> at 1) {
                  %shared:threadgroup<i32 x 256> = allocate
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  %two:i32 = constant 2
                  %local:i32 = builtin local_id_x
                  %global:i32 = builtin global_id_x
                  %group:i32 = builtin group_id_x
                  %size:i32 = builtin local_size_x
                  %x:i32 = load %a[%global]
                  store %shared[%local], %x
                  barrier
                  %d:i32 = loop ^l carry (%n:i32 = %size) {
                    %done:bool = compare le %n, %one
                    if %done {
                      break ^l(%n)
                    } else {
                      yield
                    }
                    %up:i32 = add %n, %one
                    %half:i32 = int_divide unchecked %up, %two
                    %other:i32 = add %local, %half
                    %in:bool = compare lt %other, %n
                    if %in {
                      %mine:i32 = load %shared[%local]
                      %theirs:i32 = load %shared[%other]
                      %both:i32 = add %mine, %theirs
                      store %shared[%local], %both
                      yield
                    } else {
                      yield
                    }
                    barrier
                    continue ^l(%half)
                  }
                  %first:bool = compare eq %local, %zero
                  if %first {
                    %sum:i32 = load %shared[%zero]
                    store %out[%group], %sum
                    yield
                  } else {
                    yield
                  }
                  return
                }
                """);
        int[] input = IntStream.range(0, threads * 3).map(i -> i * i).toArray();
        run.ints(input).ints(new int[3]).grid(3, threads).launch();
        int[] expected = new int[3];
        for (int i = 0; i < input.length; i++) {
            expected[i / threads] += input[i];
        }
        assertArrayEquals(expected, run.intsOf(1));
    }

    @Test
    void values_acrossABarrier_stayEachThreadsOwn() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %shared:threadgroup<i32 x 96> = allocate
                  %own:thread<i32 x 2> = allocate
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  %t:i32 = builtin local_id_x
                  %sg:i32 = builtin simdgroup
                  %sq:i32 = multiply %t, %t
                  %sgs:i32 = add %sg, %sg
                  store %own[%one], %sq
                  store %shared[%t], %t
                  barrier
                  %last:i32 = constant 95
                  %mirror:i32 = subtract %last, %t
                  %theirs:i32 = load %shared[%mirror]
                  %kept:i32 = load %own[%one]
                  %0:i32 = add %theirs, %kept
                  %1:i32 = add %0, %sq
                  %2:i32 = add %1, %sgs
                  store %a[%t], %2
                  return
                }
                """).ints(new int[96]).grid(1, 96).launch();
        int[] expected = IntStream.range(0, 96)
                .map(t -> 95 - t + 2 * t * t + 2 * (t / 32))
                .toArray();
        assertArrayEquals(expected, run.intsOf(0));
    }

    /** Both carry at once what the other carried: a copy one after another would lose one. */
    @Test
    void carriedValues_uniformAndPerLane_areCopiedAtOnce() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %zero:i32 = constant 0
                  %one:i32 = constant 1
                  %ten:i32 = constant 10
                  %lane:i32 = builtin lane
                  %u:i32, %v:i32 = for ^l %i:i32 = %zero to %ten step 1 carry (%p:i32 = %one, %q:i32 = %lane) {
                    %s:i32 = reduce max %q
                    %n:i32 = add %p, %s
                    continue ^l(%n, %p)
                  }
                  %r:i32 = add %u, %v
                  store %a[%lane], %r
                  return
                }
                """).ints(new int[32]).launch();
        int p = 1;
        int q = 31;
        for (int i = 0; i < 10; i++) {
            int n = p + q;
            q = p;
            p = n;
        }
        int expected = p + q;
        assertArrayEquals(IntStream.range(0, 32).map(i -> expected).toArray(), run.intsOf(0));
    }

    @Test
    void return_ofAWholeThreadgroup_skipsWhatFollowsItsBarriers() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %shared:threadgroup<i32 x 64> = allocate
                  %one:i32 = constant 1
                  %group:i32 = builtin group_id_x
                  %t:i32 = builtin local_id_x
                  %i:i32 = builtin global_id_x
                  store %shared[%t], %i
                  %odd:bool = compare eq %group, %one
                  if %odd {
                    store %a[%i], %one
                    return
                  } else {
                    yield
                  }
                  barrier
                  %last:i32 = constant 63
                  %m:i32 = subtract %last, %t
                  %x:i32 = load %shared[%m]
                  store %a[%i], %x
                  return
                }
                """).ints(new int[192]).grid(3, 64).launch();
        int[] expected = IntStream.range(0, 192)
                .map(i -> i / 64 == 1 ? 1 : i / 64 * 64 + 63 - i % 64)
                .toArray();
        assertArrayEquals(expected, run.intsOf(0));
    }

    @Test
    void return_ofAWholeSimdgroup_skipsItsRest() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) {
                  %one:i32 = constant 1
                  %sg:i32 = builtin simdgroup
                  %t:i32 = builtin local_id_x
                  %second:bool = compare eq %sg, %one
                  if %second {
                    store %a[%t], %t
                    return
                  } else {
                    yield
                  }
                  %sum:i32 = reduce sum %one
                  store %a[%t], %sum
                  return
                }
                """).ints(new int[96]).grid(1, 96).launch();
        int[] expected = IntStream.range(0, 96).map(t -> t / 32 == 1 ? t : 32).toArray();
        assertArrayEquals(expected, run.intsOf(0));
    }

    @Test
    void fault_inALane_namesThatThread() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) in "K.java" @1 {
                  %i:i32 = builtin global_id_x
                  store %a[%i], %i @5
                  return
                }
                """).ints(new int[70]).grid(2, 64);
        KernelFaultException fault = assertThrows(KernelFaultException.class, run::launch);
        assertEquals(
                "K.java:5: index 70 is out of range for a, which has 70 elements (thread 6 of threadgroup (1, 0, 0))",
                fault.getMessage());
    }

    @Test
    void fault_inALocalArray_namesArrayAndSize() {
        KernelRun run = KernelRun.of("""
                kernel @k(%a:device<i32> at 0) in "K.java" @1 {
                  %shared:threadgroup<f32 x 8> = allocate
                  %one:f32 = constant 1.0
                  %i:i32 = builtin lane
                  store %shared[%i], %one @5
                  return
                }
                """).ints(0);
        KernelFaultException fault = assertThrows(KernelFaultException.class, run::launch);
        assertEquals(
                "K.java:5: index 8 is out of range for shared, which has 8 elements (thread 8 of threadgroup (0, 0, 0))",
                fault.getMessage());
    }
}
