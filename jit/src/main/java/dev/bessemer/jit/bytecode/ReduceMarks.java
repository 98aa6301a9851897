package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Type;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AnnotationNode;

/** Finds the parameters of a kernel that are marked {@code @Reduce}. */
record ReduceMarks(LiftSession session, ClassFiles.Method method) {
    private static final String DESCRIPTOR = "Ldev/bessemer/annotations/Reduce;";
    private static final Set<Type> ELEMENTS = Set.of(ScalarType.I32, ScalarType.I64, ScalarType.F32);

    /**
     * Tells the session of them; those that cannot be reduced to are reported.
     *
     * @param arguments what the parameters are
     */
    void find(List<Operand> arguments) {
        List<AnnotationNode>[] all = method.node().visibleParameterAnnotations;
        for (int i = 0; all != null && i < all.length; i++) {
            if (all[i] != null && all[i].stream().anyMatch(annotation -> annotation.desc.equals(DESCRIPTOR))) {
                mark(i, arguments.get(i));
            }
        }
    }

    private void mark(int index, Operand argument) {
        if (argument instanceof Operand.Data data
                && data.value().type() instanceof ArrayType array
                && array.space() == AddressSpace.DEVICE
                && ELEMENTS.contains(array.element())) {
            session.reducedArrays.add(data.value());
        } else {
            String type = org.objectweb.asm.Type.getArgumentTypes(method.node().desc)[index].getClassName();
            session.diagnostics.error(
                    new SourceMap(method).methodLocation(),
                    Refusal.REDUCE_TYPE,
                    "parameter " + (index + 1) + ", of type " + type.substring(type.lastIndexOf('.') + 1));
        }
    }
}
