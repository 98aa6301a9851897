/** Task graphs, execution plans and devices. */
module dev.bessemer.runtime {
    requires transitive dev.bessemer.annotations;
    requires transitive dev.bessemer.jit;
    requires static dev.bessemer.simulator;
    requires static org.jspecify;

    exports dev.bessemer.library;
    exports dev.bessemer.runtime;

    provides dev.bessemer.types.ArrayAllocator with
            dev.bessemer.runtime.objc.MappedMemory;
}
