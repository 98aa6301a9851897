/** The compiler: bytecode to tile IR to Metal Shading Language and to JVM code. */
@SuppressWarnings("module") // dev.bessemer.runtime is compiled after this one
module dev.bessemer.jit {
    requires transitive dev.bessemer.annotations;
    requires org.objectweb.asm;
    requires org.objectweb.asm.tree;
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    exports dev.bessemer.jit;
    exports dev.bessemer.jit.diagnostic;
    exports dev.bessemer.jit.cache to
            dev.bessemer.runtime;
    exports dev.bessemer.jit.ir to
            dev.bessemer.runtime;
    exports dev.bessemer.jit.bytecode to
            dev.bessemer.runtime;
    exports dev.bessemer.jit.jvm to
            dev.bessemer.runtime;
    exports dev.bessemer.jit.msl to
            dev.bessemer.runtime;
}
