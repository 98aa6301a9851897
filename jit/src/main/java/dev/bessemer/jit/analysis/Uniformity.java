package dev.bessemer.jit.analysis;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Value;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How uniform a kernel's values and control flow are: for each value, the widest set of threads that all see the same one, and for each
 * op, the widest set of threads that all execute it together or not at all. The answers are safe: a value called uniform is, one that is
 * not may be.
 *
 * <p>A value counts as the same for a set of threads when those of them that execute its definition see the same. Memory that other
 * threads write while a kernel reads it is taken to hold still.
 */
public final class Uniformity {
    private final Function kernel;
    private @Nullable Found found;

    private Uniformity(Function kernel) {
        this.kernel = kernel;
    }

    /** Analyses a kernel, when it is first asked for something: most kernels have nothing that asks. */
    public static Uniformity of(Function kernel) {
        return new Uniformity(kernel);
    }

    /** What the analysis found; everything else is the same for all threads. */
    record Found(IdentityHashMap<Value, Scope> values, IdentityHashMap<Op, Control> controls) {}

    private Found found() {
        Found known = found;
        if (known == null) {
            known = new UniformityAnalysis().run(kernel);
            found = known;
        }
        return known;
    }

    /** The widest set of threads for which the value is the same; of an array in thread space, for which its elements are. */
    public Scope scope(Value value) {
        return found().values().getOrDefault(value, Scope.THREADGROUP);
    }

    /** The widest set of threads that all reach the op together or not at all, counting earlier returns, breaks and continues. */
    public Scope controlScope(Op op) {
        Control control = found().controls().get(op);
        return control == null ? Scope.THREADGROUP : control.scope();
    }

    /** Where the condition stands by which some threads do not reach the op; null when all threads of the threadgroup do. */
    public @Nullable Location controlCause(Op op) {
        Control control = found().controls().get(op);
        return control == null ? null : control.cause();
    }

    /** A set of threads, from the widest to the narrowest; each contains the next. */
    public enum Scope {
        /** All threads of a threadgroup. */
        THREADGROUP,
        /** All threads of a SIMD-group. */
        SIMDGROUP,
        /** The four lanes of a SIMD-group that share a row of an 8x8 tile. */
        ROW,
        /** One thread. */
        THREAD;

        /** The narrower of two. */
        public Scope meet(Scope other) {
            return compareTo(other) >= 0 ? this : other;
        }

        /** Whether what is the same in this scope is so in {@code other} as well. */
        public boolean covers(Scope other) {
            return compareTo(other) <= 0;
        }
    }

    /**
     * How uniform a point of the program is.
     *
     * @param cause the condition that threads part at; null when there is none
     */
    record Control(Scope scope, @Nullable Location cause) {
        static final Control UNIFORM = new Control(Scope.THREADGROUP, null);

        static Control of(Scope scope, Location cause) {
            return scope == Scope.THREADGROUP ? UNIFORM : new Control(scope, cause);
        }

        Control meet(Control other) {
            return scope.covers(other.scope) && scope != other.scope ? other : this;
        }
    }
}
