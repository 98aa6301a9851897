/** What a kernel's author imports: annotations, intrinsics and off-heap arrays. */
module dev.bessemer.annotations {
    requires static org.jspecify;
}
