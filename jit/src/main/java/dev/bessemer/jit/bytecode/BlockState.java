package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** A block after its instructions were lifted. */
final class BlockState {
    final FlowBlock block;

    /** The values that the edges into it give. */
    final List<Parameter> parameters = new ArrayList<>();

    final List<Op> ops = new ArrayList<>();

    /** Locals and stack on entry. */
    final Frame entry;

    /** Locals and stack at the end. */
    Frame frame;

    Exit exit = new Exit.Leave();

    /** Where the exit is in the source. */
    Location location = Location.NONE;

    BlockState(FlowBlock block, Frame entry) {
        this.block = block;
        this.entry = entry;
        frame = entry.copy();
    }

    /**
     * The place of a value in a {@link Frame}.
     *
     * @param path which part of the operand there, of that which part, and so on; empty for the operand itself
     */
    record Place(boolean onStack, int index, List<Integer> path) {
        Place(boolean onStack, int index) {
            this(onStack, index, List.of());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place
                    && place.onStack == onStack
                    && place.index == index
                    && place.path.equals(path);
        }

        @Override
        public int hashCode() {
            return 31 * index + path.hashCode();
        }

        /** The operand there; unknown where there is no such part, which was reported. */
        Operand in(Frame frame) {
            Operand operand = onStack ? frame.stack(index) : frame.local(index);
            for (int step : path) {
                if (step >= operand.parts().size()) {
                    return new Operand.Unknown(false);
                }
                operand = operand.parts().get(step);
            }
            return operand;
        }

        void set(Frame frame, Operand operand) {
            if (onStack) {
                frame.setStack(index, operand);
            } else {
                frame.setLocal(index, operand);
            }
        }

        /** The place of a part of the operand there. */
        Place part(int step) {
            List<Integer> longer = new ArrayList<>(path);
            longer.add(step);
            return new Place(onStack, index, longer);
        }
    }

    /** A value that differs between the edges into a block. */
    record Parameter(Place place, Value value) {}

    /** Whether its code may stand at each jump to it: it only passes values on. */
    boolean canRepeat() {
        boolean once = block.predecessors.size() == 1;
        return ops.isEmpty() && !block.isHeader() && !(exit instanceof Exit.Branch) && (once || parameters.isEmpty());
    }

    List<Value> values() {
        return parameters.stream().map(Parameter::value).toList();
    }

    /** How control leaves a block. */
    sealed interface Exit {
        /** To one other block. */
        record Jump(FlowBlock target) implements Exit {}

        /** To one of two. */
        record Branch(Value condition, FlowBlock whenTrue, FlowBlock whenFalse) implements Exit {}

        /** Out of the kernel. */
        record Leave() implements Exit {}
    }
}
