package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.diagnostic.Refusal;
import dev.bessemer.jit.ir.Function;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;

/** Checks that a method can be a kernel at all, and reads its annotation. */
final class KernelChecks {
    private static final String DESCRIPTOR = "Ldev/bessemer/annotations/Kernel;";

    private final LiftSession session;
    private final ClassFiles.Method method;
    private final Location location;

    KernelChecks(LiftSession session, ClassFiles.Method method) {
        this.session = session;
        this.method = method;
        location = new SourceMap(method).methodLocation();
    }

    /** What the method's annotation says, or what is so without one; null where it cannot be lifted, which is reported. */
    Function.@Nullable Attributes check() {
        boolean isStatic = require(method.has(Opcodes.ACC_STATIC), "is not static", "make it static");
        boolean hasBody = require(
                !method.has(Opcodes.ACC_NATIVE) && !method.has(Opcodes.ACC_ABSTRACT), "has no body", "write one");
        require(!method.has(Opcodes.ACC_SYNCHRONIZED), "is synchronized", "leave synchronized out");
        require(
                Type.getReturnType(method.node().desc).equals(Type.VOID_TYPE),
                "returns a value",
                "make it void and write the result to an array");
        boolean fits = checkParameters();
        return isStatic && hasBody && fits ? attributes() : null;
    }

    private boolean checkParameters() {
        boolean fits = true;
        Type[] types = Type.getArgumentTypes(method.node().desc);
        for (int i = 0; i < types.length; i++) {
            boolean passes = passes(types[i]);
            fits &= passes;
            if (!passes) {
                session.diagnostics.error(
                        location, Refusal.PARAMETER_TYPE, (i + 1), method.node().name, types[i].getClassName());
            }
        }
        return fits;
    }

    private boolean passes(Type type) {
        if (type.getSort() == Type.OBJECT) {
            String name = type.getInternalName();
            return name.equals(ApiTypes.CONTEXT)
                    || ApiTypes.isArray(name)
                    || ApiTypes.isSmallFloat(name)
                    || session.classes.enumType(name) != null
                    || passes(session.classes.recordType(name));
        }
        Type data = type.getSort() == Type.ARRAY && type.getDimensions() == 1 ? type.getElementType() : type;
        return data.getSort() < Type.ARRAY && data.getSort() != Type.DOUBLE;
    }

    private boolean passes(@Nullable RecordType type) {
        boolean passes = type != null;
        for (int i = 0; type != null && i < type.size(); i++) {
            Type component = Type.getType(type.descriptors().get(i));
            passes &= !component.getDescriptor().equals("L" + ApiTypes.CONTEXT + ";")
                    && component.getSort() != Type.ARRAY
                    && passes(component);
        }
        return passes;
    }

    private List<Object> annotationValues() {
        List<AnnotationNode> all = method.node().visibleAnnotations;
        return all == null
                ? List.of()
                : all.stream()
                        .filter(annotation -> annotation.desc.equals(DESCRIPTOR) && annotation.values != null)
                        .flatMap(annotation -> annotation.values.stream())
                        .toList();
    }

    private boolean require(boolean holds, String problem, String remedy) {
        if (!holds) {
            session.diagnostics.error(location, Refusal.NO_KERNEL, method.node().name, problem, remedy);
        }
        return holds;
    }

    private Function.Attributes attributes() {
        boolean fast = false;
        List<Integer> threadgroup = new ArrayList<>();
        List<Object> values = annotationValues();
        for (int i = 0; i + 1 < values.size(); i += 2) {
            if (values.get(i).equals("math")) {
                fast = ((String[]) values.get(i + 1))[1].equals("FAST");
            } else if (values.get(i + 1) instanceof List<?> extents) {
                extents.forEach(extent -> threadgroup.add((Integer) extent));
            }
        }
        return new Function.Attributes(fast, threadgroup, List.of());
    }
}
