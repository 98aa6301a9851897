package dev.bessemer.jit.bytecode;

/**
 * Names a kernel method.
 *
 * @param loader of the class that declares it: class files are read through it
 * @param owner the class's internal name
 * @param name the method's name
 * @param descriptor the method's descriptor
 */
public record KernelReference(ClassLoader loader, String owner, String name, String descriptor) {}
