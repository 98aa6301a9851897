package dev.bessemer.jit.jvm;

import org.objectweb.asm.ClassVisitor;

/** A kernel's class while it is generated. */
final class GeneratedClass {
    private final ClassVisitor visitor;
    private final String name;
    private final int largestMethod;

    /**
     * @param name its internal name
     * @param largestMethod the bytes of bytecode that a method may have
     */
    GeneratedClass(ClassVisitor visitor, String name, int largestMethod) {
        this.visitor = visitor;
        this.name = name;
        this.largestMethod = largestMethod;
    }

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

    void write(GeneratedMethod method) {
        method.accept(visitor);
    }
}
