package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** A kernel's class while it is generated. */
final class GeneratedClass {
    private final ClassVisitor visitor;
    private final String name;
    private final int largestMethod;
    private final Map<Value, Table> tables = new LinkedHashMap<>();

    /**
     * @param name its internal name
     * @param largestMethod the bytes of bytecode that a method may have
     */
    GeneratedClass(ClassVisitor visitor, String name, int largestMethod) {
        this.visitor = visitor;
        this.name = name;
        this.largestMethod = largestMethod;
    }

    /** The field that will hold an array of constants. */
    String table(MemoryOp.Table table) {
        return tables.computeIfAbsent(table.result(), _ -> new Table("table" + tables.size(), table))
                .field();
    }

    /** Ends the class: its fields, and the method that fills them. */
    void end() {
        if (!tables.isEmpty()) {
            GeneratedMethod method = method(Opcodes.ACC_STATIC, "<clinit>", "()V");
            Code code = new Code(method);
            for (Table table : tables.values()) {
                ScalarType element = (ScalarType) table.table().result().array().element();
                String descriptor = JvmTypes.array(element).getDescriptor();
                visitor.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, table.field(), descriptor, null, null);
                ConstantArrays.push(code, element, table.table().elements());
                code.putStatic(name, table.field(), descriptor);
            }
            code.op(Opcodes.RETURN);
            method.visitEnd();
        }
        visitor.visitEnd();
    }

    /**
     * An array of constants.
     *
     * @param field what holds it
     */
    private record Table(String field, MemoryOp.Table table) {}

    int largestMethod() {
        return largestMethod;
    }

    String name() {
        return name;
    }

    /** A new method, written when it ends. */
    GeneratedMethod method(int access, String methodName, String descriptor) {
        return new GeneratedMethod(this, access, methodName, descriptor);
    }

    void write(MethodNode method) {
        method.accept(visitor);
    }
}
