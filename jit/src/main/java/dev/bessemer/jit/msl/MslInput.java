package dev.bessemer.jit.msl;

/** What the kernel function asks Metal for about a thread's place; each is a parameter only where it is used. */
enum MslInput {
    GRID_POSITION("uint3", "gid", "thread_position_in_grid"),
    LOCAL_POSITION("uint3", "lid", "thread_position_in_threadgroup"),
    GROUP_POSITION("uint3", "group_id", "threadgroup_position_in_grid"),
    GRID_SIZE("uint3", "grid_size", "threads_per_grid"),
    GROUP_SIZE("uint3", "group_size", "threads_per_threadgroup"),
    GROUP_COUNT("uint3", "group_count", "threadgroups_per_grid"),
    THREAD_INDEX("uint", "thread_id", "thread_index_in_threadgroup"),
    LANE("uint", "lane_id", "thread_index_in_simdgroup"),
    SIMDGROUP("uint", "simd_id", "simdgroup_index_in_threadgroup"),
    SIMDGROUP_COUNT("uint", "simd_count", "simdgroups_per_threadgroup");

    private final String type;
    private final String parameter;
    private final String attribute;

    MslInput(String type, String parameter, String attribute) {
        this.type = type;
        this.parameter = parameter;
        this.attribute = attribute;
    }

    /** The parameter's name. */
    String parameter() {
        return parameter;
    }

    /** The parameter as the kernel function declares it. */
    String declaration() {
        return type + " " + parameter + " [[" + attribute + "]]";
    }
}
