package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Constants, local variables, and the shuffling of the stack. */
final class StackInstructions {
    private final LiftSession session;
    private final SourceMap source;
    private final Emitter emitter;
    private final Operands operands;
    private final Problems problems;

    StackInstructions(LiftSession session, SourceMap source, Emitter emitter, Operands operands, Problems problems) {
        this.session = session;
        this.source = source;
        this.emitter = emitter;
        this.operands = operands;
        this.problems = problems;
    }

    /** False for an instruction of another family. */
    boolean lift(Frame frame, AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        switch (instruction) {
            case VarInsnNode access when opcode <= Opcodes.ALOAD -> frame.push(frame.local(access.var));
            case VarInsnNode access -> store(frame, access);
            case IincInsnNode increment -> increment(frame, increment);
            case LdcInsnNode load -> frame.push(constant(load.cst));
            case IntInsnNode push when opcode != Opcodes.NEWARRAY -> pushInt(frame, push.operand);
            default -> {
                return opcode <= Opcodes.DCONST_1 ? constant(frame, opcode) : shuffle(frame, opcode);
            }
        }
        return true;
    }

    private void store(Frame frame, VarInsnNode access) {
        Operand stored = frame.pop();
        frame.setLocal(access.var, stored);
        name(stored, access.var, access);
    }

    private void name(Operand stored, int slot, AbstractInsnNode at) {
        boolean named = stored instanceof Operand.Data || !stored.parts().isEmpty();
        if (named) {
            session.name(stored, source.storedVariable(slot, source.index(at)));
        }
    }

    private void increment(Frame frame, IincInsnNode increment) {
        Value old = operands.scalar(frame.local(increment.var), ScalarType.I32);
        Value sum = emitter.binary(BinaryKind.ADD, old, emitter.constant(increment.incr));
        frame.setLocal(increment.var, new Operand.Data(sum));
        name(frame.local(increment.var), increment.var, increment);
    }

    private void pushInt(Frame frame, int value) {
        frame.push(new Operand.Data(emitter.constant(value)));
    }

    private boolean constant(Frame frame, int opcode) {
        switch (opcode) {
            case Opcodes.ACONST_NULL -> frame.push(new Operand.Null());
            case Opcodes.LCONST_0, Opcodes.LCONST_1 -> frame.push(constant((long) (opcode - Opcodes.LCONST_0)));
            case Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2 ->
                frame.push(constant((float) (opcode - Opcodes.FCONST_0)));
            case Opcodes.DCONST_0, Opcodes.DCONST_1 -> frame.push(constant((double) (opcode - Opcodes.DCONST_0)));
            default -> pushInt(frame, opcode - Opcodes.ICONST_0);
        }
        return true;
    }

    private Operand constant(Object constant) {
        return switch (constant) {
            case Integer value -> new Operand.Data(emitter.constant(value));
            case Long value -> new Operand.Data(emitter.constant(ScalarType.I64, value));
            case Float value -> new Operand.Data(emitter.constant(ScalarType.F32, value));
            case Double value -> new Operand.DoubleConstant(value);
            case String _ -> {
                problems.usesString();
                yield new Operand.Unknown(false);
            }
            default -> {
                problems.usesObject(constant instanceof Type ? "uses a class object" : "uses a constant object");
                yield new Operand.Unknown(false);
            }
        };
    }

    private static boolean shuffle(Frame frame, int opcode) {
        switch (opcode) {
            case Opcodes.POP -> frame.pop();
            case Opcodes.POP2 -> frame.pop(entries(frame));
            case Opcodes.DUP -> frame.push(frame.peek());
            case Opcodes.DUP_X1 -> frame.insert(2, frame.peek());
            case Opcodes.DUP_X2 -> frame.insert(1 + entriesBelow(frame, 1), frame.peek());
            case Opcodes.DUP2 -> duplicateTwo(frame, 0);
            case Opcodes.DUP2_X1 -> duplicateTwo(frame, 1);
            case Opcodes.DUP2_X2 -> duplicateTwo(frame, entriesBelow(frame, entries(frame)));
            case Opcodes.SWAP -> frame.insert(1, frame.pop());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** How many operands the top two stack entries hold. */
    private static int entries(Frame frame) {
        return frame.peek().isWide() ? 1 : 2;
    }

    private static int entriesBelow(Frame frame, int top) {
        return frame.stack(frame.depth() - 1 - top).isWide() ? 1 : 2;
    }

    private static void duplicateTwo(Frame frame, int over) {
        int count = entries(frame);
        List<Operand> top = frame.top(count);
        top.forEach(operand -> frame.insert(count + over, operand));
    }
}
