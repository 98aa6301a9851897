package dev.bessemer.jit.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The local variables and the operand stack at one point of a method. */
final class Frame {
    private final List<Operand> locals;
    private final List<Operand> stack;

    Frame(int locals) {
        this.locals = new ArrayList<>();
        for (int i = 0; i < locals; i++) {
            this.locals.add(new Operand.Unknown(false));
        }
        stack = new ArrayList<>();
    }

    private Frame(Frame other) {
        locals = new ArrayList<>(other.locals);
        stack = new ArrayList<>(other.stack);
    }

    Frame copy() {
        return new Frame(this);
    }

    int localCount() {
        return locals.size();
    }

    Operand local(int slot) {
        return locals.get(slot);
    }

    void setLocal(int slot, Operand operand) {
        locals.set(slot, operand);
    }

    /** What the switch whose tests are under way consumes: the last local, which no variable has. */
    Operand switchKey() {
        return locals.getLast();
    }

    void setSwitchKey(Operand key) {
        locals.set(locals.size() - 1, key);
    }

    /** The components so far of the record that a constructor makes; unknown where not set yet. */
    Operand.Components components(Operand.This made) {
        int first = made.firstLocal();
        return new Operand.Components(
                made.type(),
                List.copyOf(locals.subList(first, first + made.type().size())));
    }

    /** Sets all components of the record that a constructor makes; unknown where there are none. */
    void setComponents(Operand.This made, Operand.@Nullable Components values) {
        for (int i = 0; i < made.type().size(); i++) {
            Operand value =
                    values == null ? new Operand.Unknown(false) : values.parts().get(i);
            setLocal(made.firstLocal() + i, value);
        }
    }

    int depth() {
        return stack.size();
    }

    Operand stack(int index) {
        return stack.get(index);
    }

    void setStack(int index, Operand operand) {
        stack.set(index, operand);
    }

    void push(Operand operand) {
        stack.add(operand);
    }

    Operand pop() {
        return stack.removeLast();
    }

    /** Pops {@code count} operands; the first is the one pushed first. */
    List<Operand> pop(int count) {
        List<Operand> popped = top(count);
        stack.subList(stack.size() - count, stack.size()).clear();
        return popped;
    }

    /** The top {@code count} operands, which stay; the first is the one pushed first. */
    List<Operand> top(int count) {
        return List.copyOf(stack.subList(stack.size() - count, stack.size()));
    }

    /** Inserts an operand below the top {@code depth} ones. */
    void insert(int depth, Operand operand) {
        stack.add(stack.size() - depth, operand);
    }

    Operand peek() {
        return stack.getLast();
    }

    void clearStack() {
        stack.clear();
    }

    /** Puts an operand in the place of every copy of another. */
    void replace(Operand old, Operand replacement) {
        locals.replaceAll(o -> o.equals(old) ? replacement : o);
        stack.replaceAll(o -> o.equals(old) ? replacement : o);
    }
}
