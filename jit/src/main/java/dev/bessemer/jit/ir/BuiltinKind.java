package dev.bessemer.jit.ir;

/** What a thread can ask about its place and the launch, with X, Y and Z where there are three. */
public enum BuiltinKind {
    GLOBAL_ID_X,
    GLOBAL_ID_Y,
    GLOBAL_ID_Z,
    LOCAL_ID_X,
    LOCAL_ID_Y,
    LOCAL_ID_Z,
    GROUP_ID_X,
    GROUP_ID_Y,
    GROUP_ID_Z,
    /** Threads in the grid. */
    GLOBAL_SIZE_X,
    GLOBAL_SIZE_Y,
    GLOBAL_SIZE_Z,
    /** Threads in a threadgroup. */
    LOCAL_SIZE_X,
    LOCAL_SIZE_Y,
    LOCAL_SIZE_Z,
    /** Threadgroups in the grid. */
    GROUP_COUNT_X,
    GROUP_COUNT_Y,
    GROUP_COUNT_Z,
    /** The thread's place in its SIMD-group, 0 to 31. */
    LANE,
    /** The SIMD-group's place in its threadgroup. */
    SIMDGROUP,
    /** SIMD-groups in a threadgroup. */
    SIMDGROUP_COUNT,
    /** The row, 0 to 7, that this lane's elements of an 8x8 tile lie in. */
    TILE_ROW,
    /** The column of this lane's first element of an 8x8 tile; the second one's is one more. */
    TILE_COLUMN;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
