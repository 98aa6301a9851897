package dev.bessemer.jit.ir;

/**
 * An op whose results depend on its operands alone: it reads and writes no memory, cannot fault, and does not care which
 * other lanes execute it. A pass may move, merge, duplicate and drop it freely.
 */
public sealed interface PureOp extends Op permits ScalarOp, TileOp {}
