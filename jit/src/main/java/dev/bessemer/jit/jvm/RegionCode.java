package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.List;

/** How the ops of a region, and the values that pass between regions, become code at one level of execution. */
interface RegionCode {
    /** Emits a region's ops, its terminator included. */
    void region(Region region);

    /**
     * Lets tiles that a loop carries lie where its initial ones do, if nothing else uses these, and its results where it carries them, so that none is copied.
     */
    void shareTiles(List<Value> carried, List<Value> initial, List<Value> results);

    /** Makes places for values that control flow assigns. */
    void declare(List<Value> targets);

    /** Copies values to others, as if all at once. */
    void assign(List<Value> targets, List<Value> sources);

    /** Emits what a return of the kernel does here. */
    void leave();
}
