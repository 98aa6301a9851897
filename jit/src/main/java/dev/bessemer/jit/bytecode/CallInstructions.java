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

    CallInstructions(LiftSession session, Emitter emitter, Operands operands, Problems problems) {
        this.session = session;
        this.emitter = emitter;
        this.operands = operands;
        this.problems = problems;
        doubles = new Doubles(session, emitter, operands, problems);
        arrays = new ArrayInstructions(session, emitter, operands, problems);
        inliner = new Inliner(session, emitter, problems);
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
        Call call = new Call(node.owner, node.name, node.desc, arguments, this);
        Operand result = result(call, node.getOpcode() == Opcodes.INVOKESTATIC);
        if (!Type.getReturnType(node.desc).equals(Type.VOID_TYPE)) {
            frame.push(result == null ? new Operand.Unknown(false) : result);
        }
    }

    /** What NEW reported is silent here. */
    private void construct(Frame frame, MethodInsnNode node, List<Operand> arguments) {
        Intrinsic intrinsic = Intrinsics.find(node.owner, node.name);
        if (arguments.getFirst() instanceof Operand.Fresh fresh && intrinsic != null) {
            Operand made = intrinsic.lift(new Call(node.owner, node.name, node.desc, arguments, this));
            frame.replace(fresh, made == null ? new Operand.Unknown(false) : made);
        }
    }

    private @Nullable Operand result(Call call, boolean isStatic) {
        Intrinsic intrinsic = Intrinsics.find(call.owner(), call.name());
        if (intrinsic != null) {
            return intrinsic.lift(call);
        }
        if (isStatic) {
            return inliner.call(call);
        }
        Operand receiver = call.operand(0);
        if (receiver instanceof Operand.Lambda lambda && lambda.method().equals(call.name())) {
            return inliner.call(lambda, call.operands().subList(1, call.count()));
        }
        if (!(receiver instanceof Operand.Unknown)) {
            problems.calls(ClassFiles.simpleName(call.owner()) + "." + call.name(), "is not static and no intrinsic");
        }
        return call.unknown();
    }

    private Operand dynamic(InvokeDynamicInsnNode node, List<Operand> captured) {
        String factory = node.bsm.getOwner();
        if (factory.equals("java/lang/invoke/LambdaMetafactory")) {
            return new Operand.Lambda(node.name, (Handle) node.bsmArgs[1], new ArrayList<>(captured));
        }
        if (factory.equals("java/lang/invoke/StringConcatFactory")) {
            problems.usesString();
        } else {
            problems.calls(node.name, "is made by " + ClassFiles.simpleName(factory) + " at run time");
        }
        return new Operand.Unknown(Type.getReturnType(node.desc).getSize() == 2);
    }
}
