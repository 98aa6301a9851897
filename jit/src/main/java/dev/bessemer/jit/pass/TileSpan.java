package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.Polynomial;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The elements that one tile access touches in all iterations of a loop: those at {@code base + each * (k - lower) + r * stride + c}, r and c in ranges
 * known when the kernel is compiled. An access of a tile whose elements are not all touched has limits as well.
 *
 * @param access the access
 * @param isPacked whether two elements lie in one of the array's
 * @param checked whether it has to be in range
 * @param base what does not change in the loop
 * @param each what an increase of the loop variable by one adds
 * @param lines the range of r
 * @param elements the range of c
 * @param rows how many rows of the tile there are; null where all are
 * @param columns how many columns there are; null where all are
 */
record TileSpan(
        MemoryOp.TileAccess access,
        boolean isPacked,
        boolean checked,
        Polynomial base,
        Polynomial each,
        Range lines,
        Range elements,
        @Nullable Limit rows,
        @Nullable Limit columns) {

    /** Its limits. */
    List<Limit> limits() {
        return Stream.of(rows, columns).filter(Objects::nonNull).toList();
    }

    /**
     * Numbers from lowest to highest, both included.
     *
     * @param origin the one where all loop variables are at their lower bounds
     */
    record Range(long lowest, long highest, long origin) {
        Range(long number) {
            this(number, number, number);
        }

        /** The sums with {@code factor} times a loop variable. */
        Range plus(LoopIndex index, long factor) {
            long first = factor * index.lower();
            long last = factor * index.last();
            return new Range(lowest + Math.min(first, last), highest + Math.max(first, last), origin + first);
        }

        /** The same numbers, moved. */
        Range plus(long constant) {
            return new Range(lowest + constant, highest + constant, origin + constant);
        }

        /** What both span, with this one's origin. */
        Range or(Range other) {
            return new Range(Math.min(lowest, other.lowest), Math.max(highest, other.highest), origin);
        }

        /** The same with numbers up to {@code more} above. */
        Range widened(long more) {
            return new Range(lowest, highest + more, origin);
        }
    }

    /**
     * A loop variable whose bounds are constants.
     *
     * @param last its last value
     */
    record LoopIndex(Value index, long lower, long last) {}

    /**
     * A number of rows or columns: {@code base - each * (k - lower) + c}, c in a range.
     *
     * @param value what holds it
     * @param base what does not change in the loop
     * @param each what an increase of the loop variable by one takes away, 0 or more
     * @param constant the range of c
     */
    record Limit(Value value, Polynomial base, long each, Range constant) {
        /** Both of two that are a constant apart, told by the larger one's value: if that is no I32 that wrapped, neither is the other. */
        Limit and(Limit other) {
            Limit larger = constant.origin() >= other.constant.origin() ? this : other;
            long lowest = Math.min(constant.lowest(), other.constant.lowest());
            Range both = new Range(lowest, larger.constant.highest(), larger.constant.origin());
            return new Limit(larger.value, base, each, both);
        }

        /** Whether it is a constant that leaves the tile whole. */
        boolean isAlwaysWhole() {
            return each == 0 && base.equals(Polynomial.ZERO) && constant.lowest() >= TileType.EXTENT;
        }
    }
}
