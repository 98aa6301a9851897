package dev.bessemer.jit.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Calls: of intrinsics, of lambdas, and of static methods, which are inlined. */
final class CallInstructions {
    final LiftSession session;
    final Emitter emitter;
    final Operands operands;
    final Problems problems;
    final Doubles doubles;
    final ArrayInstructions arrays;
    final Inliner inliner;
    final ObjectCalls objects;

    CallInstructions(LiftSession session, Emitter emitter, Operands operands, Problems problems) {
        this.session = session;
        this.emitter = emitter;
        this.operands = operands;
        this.problems = problems;
        doubles = new Doubles(session, emitter, operands, problems);
        arrays = new ArrayInstructions(session, emitter, operands, problems);
        inliner = new Inliner(this);
        objects = new ObjectCalls(this);
    }

    /** False for an instruction of another family. */
    boolean lift(Frame frame, AbstractInsnNode instruction) {
        switch (instruction) {
            case MethodInsnNode call -> call(frame, call);
            case InvokeDynamicInsnNode dynamic -> {
                List<Operand> captured = frame.pop(Type.getArgumentTypes(dynamic.desc).length);
                frame.push(dynamic(dynamic, captured));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void call(Frame frame, MethodInsnNode node) {
        int receiver = node.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
        List<Operand> arguments = frame.pop(Type.getArgumentTypes(node.desc).length + receiver);
        if (node.name.equals("<init>")) {
            construct(frame, node, arguments);
            return;
        }
        Call call = new Call(node.owner, node.name, node.desc, finished(frame, arguments), this);
        Operand result = result(call, node.getOpcode());
        if (!Type.getReturnType(node.desc).equals(Type.VOID_TYPE)) {
            frame.push(result == null ? new Operand.Unknown(false) : result);
        }
    }

    /** What NEW reported is silent here. */
    private void construct(Frame frame, MethodInsnNode node, List<Operand> arguments) {
        boolean isOwnThrow = arguments.getFirst() instanceof Operand.MatchFailure
                && !(arguments.get(1) instanceof Operand.Null && arguments.getLast() instanceof Operand.Null);
        if (isOwnThrow) {
            problems.throwsException();
        }
        RecordType type = session.classes.recordType(node.owner);
        if (type != null && !(arguments.getFirst() instanceof Operand.Unknown)) {
            Operand.Components made = inliner.construct(type, node.desc, arguments);
            if (arguments.getFirst() instanceof Operand.This receiver) {
                frame.setComponents(receiver, made);
            } else {
                frame.replace(arguments.getFirst(), made == null ? new Operand.Unknown(false) : made);
            }
            return;
        }
        Intrinsic intrinsic = Intrinsics.find(node.owner, node.name);
        if (arguments.getFirst() instanceof Operand.Fresh fresh && intrinsic != null) {
            Operand made = intrinsic.lift(new Call(node.owner, node.name, node.desc, arguments, this));
            frame.replace(fresh, made == null ? new Operand.Unknown(false) : made);
        }
    }

    /** The arguments with the record that a constructor is making as far as it is made. */
    private List<Operand> finished(Frame frame, List<Operand> arguments) {
        if (arguments.isEmpty() || arguments.stream().noneMatch(Operand.This.class::isInstance)) {
            return arguments;
        }
        List<Operand> finished = new ArrayList<>();
        for (Operand argument : arguments) {
            if (argument instanceof Operand.This made) {
                Operand.Components components = frame.components(made);
                if (components.parts().stream().anyMatch(Operand.Unknown.class::isInstance)) {
                    problems.usesObject("uses 'this' before all its components are set");
                }
                finished.add(components);
            } else {
                finished.add(argument);
            }
        }
        return finished;
    }

    /** Lifts a call; null for void. */
    @Nullable
    Operand result(Call call, int opcode) {
        Intrinsic intrinsic = Intrinsics.find(call.owner(), call.name());
        if (intrinsic != null) {
            return intrinsic.lift(call);
        }
        return opcode == Opcodes.INVOKESTATIC
                ? inliner.call(call)
                : objects.call(call, opcode == Opcodes.INVOKESPECIAL);
    }

    private Operand dynamic(InvokeDynamicInsnNode node, List<Operand> captured) {
        String factory = node.bsm.getOwner();
        if (factory.equals("java/lang/invoke/LambdaMetafactory")) {
            String returned = ((Type) node.bsmArgs[0]).getReturnType().getDescriptor();
            return new Operand.Lambda(node.name, returned, (Handle) node.bsmArgs[1], captured);
        }
        if (factory.equals("java/lang/runtime/ObjectMethods") && node.name.equals("equals")) {
            return new RecordEquality(this).compare(captured.getFirst(), captured.getLast());
        }
        if (factory.equals("java/lang/runtime/SwitchBootstraps")) {
            return new PatternSwitch(this).index(node, captured);
        }
        if (factory.equals("java/lang/invoke/StringConcatFactory")) {
            problems.usesString();
        } else {
            problems.calls(node.name, "is made by " + ClassFiles.simpleName(factory) + " at run time");
        }
        return new Operand.Unknown(Type.getReturnType(node.desc).getSize() == 2);
    }
}
