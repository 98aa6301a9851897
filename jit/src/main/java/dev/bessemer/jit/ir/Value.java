package dev.bessemer.jit.ir;

import java.util.Objects;

/** A value of the IR: defined once, by an op's result or a region's parameter; two values are equal when they are the same. */
public final class Value {
    private final Type type;
    private final String name;

    /**
     * @param type what it holds
     * @param name the source's name for it, or the empty string
     */
    public Value(Type type, String name) {
        this.type = Objects.requireNonNull(type);
        this.name = Objects.requireNonNull(name);
    }

    /** A value the source has no name for. */
    public Value(Type type) {
        this(type, "");
    }

    public Type type() {
        return type;
    }

    /** The source's name, a hint for printers, not unique; empty when there is none. */
    public String name() {
        return name;
    }

    /** The scalar type; the caller knows that it is one. */
    public ScalarType scalar() {
        return (ScalarType) type;
    }

    /** The tile type; the caller knows that it is one. */
    public TileType tile() {
        return (TileType) type;
    }

    /** The tensor type; the caller knows that it is one. */
    public TensorType tensor() {
        return (TensorType) type;
    }

    /** The cooperative type; the caller knows that it is one. */
    public CooperativeType cooperative() {
        return (CooperativeType) type;
    }

    /** The array type; the caller knows that it is one. */
    public ArrayType array() {
        return (ArrayType) type;
    }

    /** Another value of the same type and name. */
    public Value copy() {
        return new Value(type, name);
    }

    @Override
    public String toString() {
        return "%" + name + ":" + type;
    }
}
