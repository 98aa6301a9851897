/** Metal on machines without it, for proof, not for speed: checks Metal source, executes it, and stands in for Metal itself. Depends on no other module of ours. */
@SuppressWarnings("module") // dev.bessemer.runtime is compiled after this one
module dev.bessemer.simulator {
    requires static org.jspecify;

    exports dev.bessemer.simulator to
            dev.bessemer.runtime;
    exports dev.bessemer.simulator.standin to
            dev.bessemer.runtime;
}
