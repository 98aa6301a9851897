package dev.bessemer.jit.msl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.IrParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many threads a kernel's loops need, computed from its arguments. */
class GridLoopsTest {
    private static GridLoops loops(String parameters, String before, String loops) {
        return MslBackend.emit(IrParser.parse("kernel @k(" + parameters + ") in \"K.java\" @1 {\n" + before
                        + "%zero:i32 = constant 0 @1\n%one:i32 = constant 1 @1\n" + loops + "\nreturn @9\n}\n"))
                .loops();
    }

    @Test
    void threads_noLoop_isNone() {
        assertEquals(GridLoops.NONE, loops("%n:i32 at 0", "", ""));
    }

    @Test
    void threads_nestedLoops_areTheirTrips() {
        GridLoops loops = loops(
                "%a:device<f32> at 0, %n:i16 at 1, %m:i32 at 3",
                "%size:i32 = size %a @2\n%two:i32 = constant 2 @2\n%half:i32 = int_divide %size, %two @2\n%w:i32 = convert %n @2\n",
                """
                parallel_for 2 %z:i32 = %zero to %w step 1 @3 {
                  %up:i32 = add %m, %w @3
                  parallel_for 1 %y:i32 = %one to %half step 3 @4 {
                    parallel_for 0 %x:i32 = %m to %up step 2 @5 {
                      yield
                    }
                    yield
                  }
                  yield
                }""");
        assertEquals(3, loops.depth());
        assertEquals(List.of(3L, 17L, 5L), loops.threads(List.of(100L, (short) 5, 7)));
        assertEquals(List.of(0L, 0L, 0L), loops.threads(List.of(100L, (short) 0, 7)));
        assertEquals(List.of(0L, 0L, 0L), loops.threads(List.of(2L, (short) 5, 7)));
    }

    @Test
    void threads_widestBounds_overflowNowhere() {
        GridLoops ints =
                loops("%n:i32 at 0, %m:i32 at 1", "", "parallel_for 0 %x:i32 = %n to %m step 1 @3 {\nyield\n}");
        assertEquals(List.of(0xffff_ffffL, 1L, 1L), ints.threads(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE)));
        GridLoops longs =
                loops("%n:i64 at 0, %m:i64 at 1", "", "parallel_for 0 %x:i64 = %n to %m step 8 @3 {\nyield\n}");
        assertEquals(List.of(1L << 61, 1L, 1L), longs.threads(List.of(Long.MIN_VALUE, Long.MAX_VALUE)));
    }

    @Test
    void threads_boundsInMemory_areSharedByAFixedNumber() {
        GridLoops loops = loops(
                "%a:device<i32> at 0, %n:i32 at 1", "%first:i32 = constant 0 @2\n%end:i32 = load %a[%first] @2\n", """
                parallel_for 1 %y:i32 = %one to %end step 1 @3 {
                  parallel_for 0 %x:i32 = %zero to %n step 1 @4 {
                    yield
                  }
                  yield
                }""");
        assertEquals(List.of(40L, 16L, 1L), loops.threads(List.of(3L, 40)));
        assertNull(loops.outermost(List.of(3L, 40), 2));
        assertTrue(loops.faultsOutside());
        assertEquals(
                List.of(1L, 16L, 1L), loops.threads(List.of(3L, 0)), "the load can fault where nothing else happens");
    }

    @Test
    void outermost_laterIteration_isTheLoopsVariable() {
        GridLoops loops = loops("%n:i32 at 0", "", "parallel_for 0 %x:i32 = %one to %n step 4 @3 {\nyield\n}");
        assertEquals(13, loops.outermost(List.of(20), 3));
    }
}
