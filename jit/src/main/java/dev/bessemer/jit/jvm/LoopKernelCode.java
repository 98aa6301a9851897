package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A kernel of {@code @Parallel} loops as plain counted loops, which the JVM compiles as it does any. */
final class LoopKernelCode {
    private static final String LAUNCH = Type.getDescriptor(CpuLaunch.class);

    private final GeneratedClass owner;
    private final Function kernel;
    private final boolean vectorApi;
    private final ControlOp.ParallelFor outermost;

    /** @param vectorApi whether the Vector API may be used */
    LoopKernelCode(GeneratedClass owner, Function kernel, boolean vectorApi) {
        this.vectorApi = vectorApi;
        this.owner = owner;
        this.kernel = kernel;
        outermost = (ControlOp.ParallelFor) kernel.body().ops().stream()
                .filter(ControlOp.ParallelFor.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    void emit() {
        units();
        run();
    }

    /** One method's code and where its values are. */
    private final class Body {
        private final Code code;
        private final Values values;
        private final ArrayPlaces arrays;
        private final ScalarCode scalars;
        private final ThreadCode thread;
        private final FaultCode faults;
        private int index = -1;

        Body(GeneratedMethod method) {
            code = new Code(method);
            values = new Values(code);
            arrays = new ArrayPlaces(code);
            faults = new FaultCode(code, arrays, this::threadName);
            scalars = new ScalarCode(code, values, arrays, LoopKernelCode::refuse);
            thread = new ThreadCode(
                    code, values, scalars, new MemoryCode(code, values, arrays, faults, () -> code.push(0)));
            new LaunchCode(code, values, arrays, 1).parameters(kernel);
            JavaArrays.tables(code, arrays, kernel.body());
            allocate(kernel.body());
        }

        private void allocate(Region region) {
            JavaArrays.allocatedIn(region).forEach(array -> {
                code.push(array.array().length());
                JavaArrays.create(code, array);
                arrays.java(array, code.storeNew(JavaArrays.type(array)));
            });
        }

        /** What names the thread of the code being emitted now; a handler runs it later. */
        private Runnable threadName() {
            if (index < 0) {
                return () -> code.push("before the @Parallel loop");
            }
            boolean reduces = !kernel.attributes().reductions().isEmpty();
            return () -> {
                ThreadCode.pushLong(code, values, outermost.index());
                code.call(Faults.class, reduces ? "part" : "iteration", "(J)Ljava/lang/String;");
            };
        }

        void preamble() {
            for (Op op : kernel.body().ops()) {
                if (op instanceof ControlOp.ParallelFor) {
                    return;
                }
                thread.emit(op);
            }
        }

        /** Pushes a bound of the outermost loop as a long. */
        void pushLong(Value bound) {
            ThreadCode.pushLong(code, values, bound);
        }

        /** The method, not ended yet. */
        GeneratedMethod finish(int opcode) {
            code.op(opcode);
            faults.finish();
            return code.method();
        }
    }

    private static void refuse(BuiltinKind kind) {
        throw new IllegalStateException("a kernel of @Parallel loops has no " + kind);
    }

    private void units() {
        Body body = new Body(owner.method(Opcodes.ACC_PUBLIC, "units", "(" + LAUNCH + ")J"));
        body.preamble();
        body.pushLong(outermost.lower());
        body.pushLong(outermost.upper());
        body.code.push(outermost.step());
        body.code.call(LoopTrips.class, "count", "(JJJ)J");
        body.finish(Opcodes.LRETURN).visitEnd();
    }

    private void run() {
        boolean vectors = vectorApi && LoopVectorCode.canEmit(outermost);
        GeneratedMethod method = run(vectors);
        if (vectors && method.isTooLarge()) {
            // Between methods vectors would be boxed.
            method = run(false);
        }
        method.visitEnd();
    }

    private GeneratedMethod run(boolean vectors) {
        Body body = new Body(owner.method(Opcodes.ACC_PUBLIC, "run", "(" + LAUNCH + "JJ)V"));
        body.preamble();
        loop(body, vectors);
        return body.finish(Opcodes.RETURN);
    }

    private void loop(Body body, boolean vectors) {
        Code code = body.code;
        Type type = JvmTypes.of(outermost.index().scalar());
        int upper = bound(body, 4, type);
        int lower = bound(body, 2, type);
        int index = body.values.declare(outermost.index());
        code.load(type, lower);
        code.store(type, index);
        body.index = index;
        if (vectors) {
            new LoopVectorCode(code, body.values, body.arrays, body.scalars, outermost).emit(index, upper);
        }
        Label top = new Label();
        Label next = new Label();
        Label end = new Label();
        body.thread.returnTo(next);
        code.mark(top);
        code.load(type, index);
        code.load(type, upper);
        if (type.equals(Type.LONG_TYPE)) {
            code.op(Opcodes.LCMP);
            code.jump(Opcodes.IFGE, end);
        } else {
            code.jump(Opcodes.IF_ICMPGE, end);
        }
        body.thread.parallelBody(outermost.body());
        code.mark(next);
        code.load(type, index);
        if (type.equals(Type.LONG_TYPE)) {
            code.push(outermost.step());
        } else {
            code.push((int) outermost.step());
        }
        code.op(type.getOpcode(Opcodes.IADD));
        code.store(type, index);
        code.goTo(top);
        code.mark(end);
    }

    /** The loop variable's value at a unit, which a long parameter of the method holds; at the end no more than the loop's bound. */
    private int bound(Body body, int unit, Type type) {
        body.pushLong(outermost.lower());
        body.pushLong(outermost.upper());
        body.code.push(outermost.step());
        body.code.load(Type.LONG_TYPE, unit);
        body.code.call(LoopTrips.class, "indexAt", "(JJJJ)J");
        if (!type.equals(Type.LONG_TYPE)) {
            body.code.op(Opcodes.L2I);
        }
        return body.code.storeNew(type);
    }
}
