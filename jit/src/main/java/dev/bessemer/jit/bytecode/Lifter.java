package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Diagnostic;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.verify.KernelRules;
import dev.bessemer.jit.verify.Verifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Reads a kernel method's bytecode and makes a function of the tile IR, every method it calls inlined.
 *
 * <p>Booleans are I32s of 0 and 1 where the JVM holds them so; parameters of type boolean, byte, short and char are I32s too.
 */
public final class Lifter {
    private final LiftSession session;
    private final KernelReference kernel;

    private Lifter(
            KernelReference kernel, List<Integer> threadgroup, Diagnostics diagnostics, @Nullable LaunchNeeds needs) {
        this.kernel = kernel;
        session = new LiftSession(diagnostics, new ClassFiles(kernel.loader(), diagnostics), needs);
        session.threadgroup = threadgroup;
    }

    /**
     * Lifts a kernel.
     *
     * @param parameters one a parameter of the method
     * @param constants the values of the {@code @Constant} parameters by position, a Boolean, Character or Number each; the function
     *     has no parameter for them. A position counts the components of records before it, not the records
     * @param diagnostics receives everything that is wrong with the kernel
     * @return null where something is wrong
     * @throws IllegalArgumentException if there is not one kind a parameter of the method
     */
    public static @Nullable Function lift(
            KernelReference kernel,
            List<ParameterKind> parameters,
            Map<Integer, Object> constants,
            Diagnostics diagnostics) {
        return lift(kernel, parameters, constants, List.of(), diagnostics, null);
    }

    /**
     * Lifts a kernel for launches of one kind.
     *
     * @param threadgroup a threadgroup's extents where the code may depend on them, else empty
     * @param needs receives what the code depends on and the launch knows, such as a parameter that is the length of a local array; where it
     *     is not empty afterwards, lift again with those as constants. Null to have that reported as what is wrong
     * @return null where something is wrong, or needed
     * @see #lift(KernelReference, List, Map, Diagnostics)
     */
    public static @Nullable Function lift(
            KernelReference kernel,
            List<ParameterKind> parameters,
            Map<Integer, Object> constants,
            List<Integer> threadgroup,
            Diagnostics diagnostics,
            @Nullable LaunchNeeds needs) {
        return new Lifter(kernel, threadgroup, diagnostics, needs).lift(parameters, constants);
    }

    private @Nullable Function lift(List<ParameterKind> parameters, Map<Integer, Object> constants) {
        ClassFiles.Method method = session.classes.method(kernel.owner(), kernel.name(), kernel.descriptor());
        if (method == null) {
            session.diagnostics.error(
                    Location.NONE,
                    Refusal.NO_SUCH_METHOD,
                    ClassFiles.simpleName(kernel.owner()),
                    kernel.name(),
                    kernel.descriptor());
            return null;
        }
        Function.Attributes attributes = new KernelChecks(session, method).check();
        if (attributes == null) {
            return null;
        }
        if (parameters.size() != Type.getArgumentTypes(kernel.descriptor()).length) {
            throw new IllegalArgumentException(parameters.size() + " parameters for " + kernel);
        }
        if (!attributes.threadgroup().isEmpty()) {
            session.threadgroup = attributes.threadgroup();
        }
        Function.Attributes known =
                new Function.Attributes(attributes.fastMath(), session.threadgroup, attributes.reductions());
        return lift(method, known, parameters, constants);
    }

    private @Nullable Function lift(
            ClassFiles.Method method,
            Function.Attributes attributes,
            List<ParameterKind> kinds,
            Map<Integer, Object> constants) {
        Location location = new SourceMap(method).methodLocation();
        List<Function.Parameter> parameters = new ArrayList<>();
        List<Operand> arguments = new ArrayList<>();
        List<Op> ops = new ArrayList<>();
        Emitter emitter = new Emitter(session);
        emitter.into(ops);
        emitter.at(location);
        Arguments passed = new Arguments(session, emitter, constants, parameters);
        Type[] types = Type.getArgumentTypes(kernel.descriptor());
        for (int i = 0; i < types.length; i++) {
            arguments.add(passed.argument(kinds.get(i), types[i]));
        }
        new ReduceMarks(session, method).find(arguments);
        session.callers.addLast(method);
        MethodLift.Lifted lifted = new MethodLift(session, method, null).lift(arguments);
        if (lifted == null) {
            return null;
        }
        ops.addAll(lifted.ops());
        Function function = finish(method, attributes, parameters, passed.positions(), ops, location);
        boolean complete = session.needs == null || session.needs.isEmpty();
        if (complete) {
            checkRules(function);
        }
        return session.diagnostics.isEmpty() && complete ? function : null;
    }

    /** Checks the rules for kernels, as far as the function is one, so that all that is wrong is reported at once; a line with a problem may cause others. */
    private void checkRules(Function function) {
        if (session.diagnostics.isEmpty()) {
            Verifier.require(function, "lifting");
        } else if (!Verifier.check(function).isEmpty()) {
            return;
        }
        Set<Location> wrong =
                session.diagnostics.list().stream().map(Diagnostic::location).collect(Collectors.toSet());
        Diagnostics broken = new Diagnostics();
        KernelRules.check(function, broken);
        broken.list().stream()
                .filter(problem -> !wrong.contains(problem.location()))
                .forEach(session.diagnostics::add);
    }

    private Function finish(
            ClassFiles.Method method,
            Function.Attributes attributes,
            List<Function.Parameter> parameters,
            int positions,
            List<Op> ops,
            Location location) {
        Finisher finisher = new Finisher(session);
        List<Function.Parameter> named = parameters.stream()
                .map(p -> new Function.Parameter(finisher.use(p.value()), p.position()))
                .toList();
        Region body = finisher.region(Region.of(ops));
        Set<Value> reduced = new LinkedHashSet<>();
        session.reducedArrays.forEach(array -> reduced.add(finisher.use(array)));
        Function function = new Function(method.node().name, named, null, attributes, body, location);
        Function parallel = new ParallelLoops(session, reduced).convert(function);
        Function complete = new Reductions(session, reduced, positions).convert(parallel);
        return new StaticTables(session, finisher).insert(complete);
    }
}
