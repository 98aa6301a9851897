package dev.bessemer.runtime.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a graph says about arrays that the device has a copy of, and the copies that follow from it. Arrays are compared by identity.
 *
 * @param first copied to the device at the first execution
 * @param every copied to the device at every execution
 * @param back copied to the host at every execution, or parts of them
 * @param kept left on the device, for the host to ask for or for another graph
 * @param consumed left on the device by an earlier graph
 */
public record Transfers(List<?> first, List<?> every, List<TransferStep.CopyOut> back, List<?> kept, List<?> consumed) {
    public Transfers {
        first = List.copyOf(first);
        every = List.copyOf(every);
        back = List.copyOf(back);
        kept = List.copyOf(kept);
        consumed = List.copyOf(consumed);
    }

    /** A use of an array that no transfer supports. */
    public static final class MisuseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Kind kind;
        private final transient Object array;
        private final int task;

        /** What is wrong. */
        public enum Kind {
            /** A task reads what nothing brought to the device or wrote there. */
            NEVER_TRANSFERRED,
            /** A task writes what nobody reads and nothing brings back. */
            NEVER_READ
        }

        private MisuseException(Kind kind, Object array, int task) {
            super(kind + " in task " + task);
            this.kind = kind;
            this.array = array;
            this.task = task;
        }

        /** What is wrong. */
        public Kind kind() {
            return kind;
        }

        /** The array it is about. */
        public Object array() {
            return array;
        }

        /** The index of the task that uses it so. */
        public int task() {
            return task;
        }
    }

    /**
     * The copies and tasks of one execution. An array that only comes back is copied there as well, since elements that no task writes keep
     * their values.
     *
     * @param tasks what each task reads and writes
     * @param copied whether the device has a copy of an array rather than the array itself
     * @throws MisuseException when a task uses an array that is not transferred
     */
    public List<TransferStep> steps(List<Footprint> tasks, Predicate<Object> copied) {
        List<TransferStep> steps = new ArrayList<>();
        Footprint all = Footprint.union(tasks);
        all.arrays().stream().filter(copied).forEach(array -> bring(array, tasks, steps));
        for (int task = 0; task < tasks.size(); task++) {
            steps.add(new TransferStep.Run(task));
        }
        back.stream()
                .filter(out -> copied.test(out.array()) && all.writes(out.array()))
                .forEach(steps::add);
        return steps;
    }

    private void bring(Object array, List<Footprint> tasks, List<TransferStep> steps) {
        boolean comesBack = contains(back.stream().map(TransferStep.CopyOut::array), array);
        boolean stays = contains(kept.stream(), array);
        if (contains(every.stream(), array)) {
            steps.add(new TransferStep.CopyIn(array, false));
        } else if (contains(first.stream(), array)) {
            steps.add(new TransferStep.CopyIn(array, true));
        } else if (!contains(consumed.stream(), array)) {
            checkWrittenFirst(array, tasks);
            if (comesBack || stays) {
                steps.add(new TransferStep.CopyIn(array, !comesBack));
            }
        }
        if (!comesBack && !stays) {
            checkRead(array, tasks);
        }
    }

    private static void checkWrittenFirst(Object array, List<Footprint> tasks) {
        for (int task = 0; task < tasks.size(); task++) {
            if (tasks.get(task).reads(array)) {
                throw new MisuseException(MisuseException.Kind.NEVER_TRANSFERRED, array, task);
            }
            if (tasks.get(task).writes(array)) {
                return;
            }
        }
    }

    private static void checkRead(Object array, List<Footprint> tasks) {
        for (int task = tasks.size() - 1; task >= 0; task--) {
            if (tasks.get(task).reads(array)) {
                return;
            }
            if (tasks.get(task).writes(array)) {
                throw new MisuseException(MisuseException.Kind.NEVER_READ, array, task);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // two arrays may be equal and be different memory
    private static boolean contains(Stream<?> arrays, Object wanted) {
        return arrays.anyMatch(array -> array == wanted);
    }
}
