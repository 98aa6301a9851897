package dev.bessemer.jit.bytecode;

import org.objectweb.asm.tree.AbstractInsnNode;

/** Executes one instruction on a frame, by the family it belongs to; exits of a block are {@link ExitLift}'s. */
final class InstructionLift {
    private final SourceMap source;
    private final StackInstructions stack;
    private final ArithmeticInstructions arithmetic;
    private final ArrayInstructions arrays;
    private final ObjectInstructions objects;
    private final CallInstructions calls;

    InstructionLift(LiftSession session, SourceMap source, Emitter emitter) {
        this.source = source;
        Problems problems = new Problems(session, emitter);
        Operands operands = new Operands(session, emitter, problems);
        stack = new StackInstructions(session, source, emitter, operands, problems);
        arithmetic = new ArithmeticInstructions(session, emitter, operands, problems);
        arrays = new ArrayInstructions(session, emitter, operands, problems);
        objects = new ObjectInstructions(session, emitter, problems);
        calls = new CallInstructions(session, emitter, operands, problems);
    }

    void lift(Frame frame, int index) {
        AbstractInsnNode instruction = source.instruction(index);
        boolean done = instruction.getOpcode() <= 0
                || stack.lift(frame, instruction)
                || arithmetic.lift(frame, instruction)
                || arrays.lift(frame, instruction)
                || objects.lift(frame, instruction)
                || calls.lift(frame, instruction);
        if (!done) {
            throw new IllegalStateException("no instruction family has opcode " + instruction.getOpcode());
        }
    }
}
