package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Region;
import java.util.Iterator;

/** Puts regions in place of an op's, in their order, and keeps everything else. */
record RegionReplacement(Iterator<Region> regions) implements Mapping {
    @Override
    public Region region(Region region) {
        return regions.next();
    }
}
