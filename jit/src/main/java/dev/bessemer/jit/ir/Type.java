package dev.bessemer.jit.ir;

/** The type of a {@link Value}. */
public sealed interface Type permits ScalarType, TileType, CooperativeType, ArrayType {}
