/** Task graphs, execution plans and devices. */
module dev.bessemer.runtime {
    requires transitive dev.bessemer.annotations;
    requires transitive dev.bessemer.jit;
    requires static org.jspecify;

    exports dev.bessemer.runtime;
}
