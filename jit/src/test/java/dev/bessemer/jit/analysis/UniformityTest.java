package dev.bessemer.jit.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.bessemer.jit.analysis.Uniformity.Scope;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which threads agree on a value and reach an op together. */
class UniformityTest {
    private static final String HEAD = """
            kernel @k(%a:device<f32> at 0, %n:i32 at 1) in "K.java" @1 {
              %zero:i32 = constant 0
              %lane:i32 = builtin lane
              %group:i32 = builtin simdgroup
              %row:i32 = builtin tile_row
              %perThread:bool = compare lt %lane, %n
              %perGroup:bool = compare lt %group, %n
              %uniform:bool = compare lt %zero, %n
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%x:i32 = constant 1 | THREADGROUP",
                "%x:i32 = size %a | THREADGROUP",
                "%x:i32 = builtin group_id_y | THREADGROUP",
                "%x:i32 = builtin global_id_x | THREAD",
                "%x:i32 = add %n, %zero | THREADGROUP",
                "%x:i32 = add %n, %group | SIMDGROUP",
                "%x:i32 = add %row, %group | ROW",
                "%x:i32 = add %row, %lane | THREAD",
                "%x:i32 = int_divide %n, %group | SIMDGROUP",
                "%x:f32 = load %a[%n] | THREADGROUP",
                "%x:f32 = load %a[%row] | ROW",
                "%x:i32 = reduce sum %lane | SIMDGROUP",
                "%x:i32 = shuffle lane %lane, %zero | SIMDGROUP",
                "%x:i32 = shuffle lane %lane, %row | ROW",
                "%x:i32 = shuffle xor %lane, %zero | THREAD",
                "%x:i32 = shuffle xor %n, %lane | THREADGROUP",
                "%t:tile<f32,8x8> = load_tile %a[%zero stride %n] %x:f32 = row_reduce sum %t | ROW",
                "%t:tile<f32,8x8> = load_tile %a[%zero stride %n] %x:f32 = element 0 %t | THREAD",
                "%x:tile<f32,8x8> = load_tile %a[%zero stride %n] | SIMDGROUP",
                "%x:i32 = if %perGroup { yield %zero } else { yield %n } | SIMDGROUP",
                "%x:i32 = if %uniform { yield %zero } else { yield %lane } | THREAD",
                "%y:i32 = if %perThread { %x:i32 = add %n, %n yield %x } else { yield %n } | THREADGROUP",
                "%x:i32 = block ^b { if %perGroup { break ^b(%n) } else { yield } yield %n } | SIMDGROUP",
                "%x:i32 = block ^b { if %uniform { break ^b(%n) } else { yield } yield %n } | THREADGROUP",
            })
    void scope_ofValue_isTheWidestKnown(String code, Scope expected) {
        assertEquals(expected, scopeOfX(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%x:i32 = for ^l %i:i32 = %zero to %n step 1 carry (%c:i32 = %zero) { continue ^l(%n) } | THREADGROUP",
                "%x:i32 = for ^l %i:i32 = %zero to %group step 1 carry (%c:i32 = %zero) { continue ^l(%i) } | SIMDGROUP",
                "for ^l %x:i32 = %zero to %row step 1 { continue ^l } | ROW",
                "for ^l %x:i32 = %zero to %n step 1 { if %perThread { break ^l } else { yield } continue ^l } | THREAD",
                "for ^l %x:i32 = %zero to %n step 1 { if %perThread { continue ^l } else { yield } continue ^l } | THREADGROUP",
                "for ^l %x:i32 = %zero to %n step 1 { if %perGroup { return } else { yield } continue ^l } | SIMDGROUP",
                "%y:i32 = loop ^l carry (%x:i32 = %zero, %p:i32 = %lane) { if %uniform { break ^l(%x) } else { yield }"
                        + " continue ^l(%p, %p) } | THREAD",
            })
    void scope_ofLoopValues_countsHowThreadsLeave(String code, Scope expected) {
        assertEquals(expected, scopeOfX(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store %t[%zero], %n | THREADGROUP",
                "store %t[%zero], %group | SIMDGROUP",
                "store %t[%lane], %n | THREAD",
                "if %perThread { store %t[%zero], %n yield } else { yield } | THREAD",
            })
    void scope_ofThreadArrayElements_isThatOfTheStores(String stores, Scope expected) {
        assertEquals(expected, scopeOfX("%t:thread<i32 x 4> = allocate %x:i32 = load %t[%zero] " + stores));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "barrier | THREADGROUP",
                "if %perGroup { barrier yield } else { yield } | SIMDGROUP",
                "if %perGroup { yield } else { yield } barrier | THREADGROUP",
                "if %perThread { return } else { yield } barrier | THREAD",
                "for ^l %i:i32 = %zero to %row step 1 { barrier continue ^l } | ROW",
                "for ^l %i:i32 = %zero to %n step 1 { barrier if %perThread { break ^l } else { yield } continue ^l }"
                        + "| THREAD",
                "for ^l %i:i32 = %zero to %n step 1 { if %perThread { break ^l } else { yield } continue ^l } barrier"
                        + "| THREADGROUP",
                "for ^l %i:i32 = %zero to %n step 1 { barrier if %perThread { continue ^l } else { yield } continue ^l }"
                        + "| THREADGROUP",
                "for ^l %i:i32 = %zero to %n step 1 { if %perThread { continue ^l } else { yield } barrier continue ^l }"
                        + "| THREAD",
                "block ^o { for ^l %i:i32 = %zero to %n step 1 { if %perThread { break ^o } else { yield } continue ^l }"
                        + " barrier yield } | THREAD",
                "block ^o { for ^l %i:i32 = %zero to %n step 1 { if %perThread { break ^o } else { yield } continue ^l }"
                        + " yield } barrier | THREADGROUP",
                "parallel_for 0 %i:i32 = %zero to %n step 1 { barrier yield } | THREAD",
                "if %uniform { return } else { return } return | THREADGROUP",
            })
    void controlScope_ofBarrier_countsEarlierJumps(String code, Scope expected) {
        Function kernel = parse(code);
        Op op = all(kernel.body()).stream()
                .filter(MemoryOp.Barrier.class::isInstance)
                .findFirst()
                .orElse(kernel.body().terminator());

        assertEquals(expected, Uniformity.of(kernel).controlScope(op));
    }

    @Test
    void controlCause_underNonUniformReturn_isTheCondition() {
        Function kernel = parse("barrier if %perThread @7 { return @8 } else { yield } barrier @9");
        List<Op> ops = kernel.body().ops();
        Uniformity uniformity = Uniformity.of(kernel);

        assertEquals(new Location("K.java", 7), uniformity.controlCause(ops.get(ops.size() - 2)));
        assertNull(uniformity.controlCause(ops.get(ops.size() - 4)));
    }

    private static Scope scopeOfX(String code) {
        Function kernel = parse(code);
        Value x = all(kernel.body()).stream()
                .flatMap(op -> {
                    List<Value> defined = new ArrayList<>(op.results());
                    op.regions().forEach(region -> defined.addAll(region.parameters()));
                    return defined.stream();
                })
                .filter(value -> value.name().equals("x"))
                .findFirst()
                .orElseThrow();
        return Uniformity.of(kernel).scope(x);
    }

    private static Function parse(String code) {
        return IrParser.parse(HEAD + code + " return }");
    }

    private static List<Op> all(Region region) {
        List<Op> ops = new ArrayList<>();
        for (Op op : region.ops()) {
            ops.add(op);
            op.regions().forEach(nested -> ops.addAll(all(nested)));
        }
        return ops;
    }
}
