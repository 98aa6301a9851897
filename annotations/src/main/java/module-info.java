/** What a kernel's author imports: annotations, intrinsics and off-heap arrays. */
@SuppressWarnings("module") // dev.bessemer.runtime is compiled after this one
module dev.bessemer.annotations {
    requires static org.jspecify;

    exports dev.bessemer.annotations;
    exports dev.bessemer.intrinsics;
    exports dev.bessemer.intrinsics.thread to
            dev.bessemer.runtime;
    exports dev.bessemer.types;
    exports dev.bessemer.types.atomic to
            dev.bessemer.jit;
    exports dev.bessemer.types.matrix;
    exports dev.bessemer.types.vector;

    uses dev.bessemer.types.ArrayAllocator;
}
