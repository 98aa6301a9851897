package dev.bessemer.jit.ir;

/** How {@link Op#map} rebuilds an op: what its operands, results, regions and labels become. The defaults keep everything. */
public interface Mapping {
    /** The value to use in an operand's place. */
    default Value use(Value operand) {
        return operand;
    }

    /** The value to define in a result's place. */
    default Value define(Value result) {
        return result;
    }

    /** The region to put in a region's place. */
    default Region region(Region region) {
        return region;
    }

    /** The label that a block or loop defines in a label's place. */
    default Label defineLabel(Label label) {
        return label;
    }

    /** The label that a break or continue names in a label's place. */
    default Label useLabel(Label label) {
        return label;
    }
}
