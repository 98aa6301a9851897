/** What a kernel's author imports: annotations, intrinsics and off-heap arrays. */
module dev.bessemer.annotations {
    requires static org.jspecify;

    exports dev.bessemer.annotations;
    exports dev.bessemer.intrinsics;
    exports dev.bessemer.types;

    uses dev.bessemer.types.ArrayAllocator;
}
