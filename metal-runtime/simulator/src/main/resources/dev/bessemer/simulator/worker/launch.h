// The threadgroups of a launch, one after the other.
#pragma once
#include "meeting.h"
#include "races.h"
#include "signals.h"

struct Extents {
    u32 threads[3], size[3], groups[3];
};

static Extents extents_of(const Request &request) {
    Extents extents;
    for (u32 d = 0; d < 3; d++) {
        extents.threads[d] = request.threads_per_grid[d];
        extents.size[d] = request.threads_per_threadgroup[d];
        extents.groups[d] = (extents.threads[d] + extents.size[d] - 1) / extents.size[d];
    }
    return extents;
}

/// Tells a lane what it is; `shape` is the threadgroup's own, smaller at the grid's edges.
static void place_lane(Lane &lane, const Extents &extents, const u32 *shape) {
    u32 rest = lane.index;
    __metal_thread &t = lane.thread;
    for (u32 d = 0; d < 3; d++) {
        u32 in_group = rest % shape[d];
        rest /= shape[d];
        t.thread_position_in_threadgroup[d] = in_group;
        t.threadgroup_position_in_grid[d] = machine.threadgroup[d];
        t.thread_position_in_grid[d] = machine.threadgroup[d] * extents.size[d] + in_group;
        t.threads_per_threadgroup[d] = shape[d];
        t.threads_per_grid[d] = extents.threads[d];
        t.threadgroups_per_grid[d] = extents.groups[d];
        t.dispatch_threads_per_threadgroup[d] = extents.size[d];
    }
    t.thread_index_in_threadgroup = lane.index;
    t.thread_index_in_simdgroup = lane.index % LANES;
    t.simdgroup_index_in_threadgroup = lane.index / LANES;
    t.simdgroups_per_threadgroup = machine.group_count;
    t.threads_per_simdgroup = LANES;
    u32 dispatched = extents.size[0] * extents.size[1] * extents.size[2];
    t.dispatch_simdgroups_per_threadgroup = (dispatched + LANES - 1) / LANES;
}

static void begin_lane(u32 index, const Extents &extents, const u32 *shape) {
    Lane &lane = machine.lanes[index];
    lane.index = index;
    lane.state = LaneState::RUNNING;
    lane.line = 0;
    lane.arguments = {machine.buffers, machine.threadgroup_buffers, &lane.thread};
    place_lane(lane, extents, shape);
    prepare_stack(lane);
}

static void begin_group(u32 index) {
    Simdgroup &group = machine.groups[index];
    u32 rest = machine.lane_count - index * LANES;
    group.index = index;
    group.count = rest < LANES ? rest : LANES;
    group.all = group.runnable = group.count == LANES ? ~0u : (1u << group.count) - 1;
    group.arrived = 0;
    memset(&group.call, 0, sizeof group.call);
}

static void begin_threadgroup(u64 index, const Extents &extents) {
    machine.threadgroup_index = u32(index);
    u32 shape[3];
    u64 rest = index;
    for (u32 d = 0; d < 3; d++) {
        machine.threadgroup[d] = u32(rest % extents.groups[d]);
        rest /= extents.groups[d];
        u32 left = extents.threads[d] - machine.threadgroup[d] * extents.size[d];
        shape[d] = left < extents.size[d] ? left : extents.size[d];
    }
    machine.lane_count = shape[0] * shape[1] * shape[2];
    machine.group_count = (machine.lane_count + LANES - 1) / LANES;
    for (u32 i = 0; i < machine.lane_count; i++) {
        begin_lane(i, extents, shape);
    }
    for (u32 g = 0; g < machine.group_count; g++) {
        begin_group(g);
    }
    begin_threadgroup_time();
    poison_threadgroup_memory();
}

static void run_groups() {
    for (u32 g = 0; g < machine.group_count; g++) {
        machine.group = &machine.groups[g];
        if (machine.group->runnable) {
            go_to(next_lane(*machine.group, LANES - 1), &machine.scheduler);
        }
    }
}

/// Whether all lanes have returned; where some have and others wait at a barrier, that is a fault.
static bool is_finished() {
    for (u32 i = 1; i < machine.lane_count; i++) {
        bool returned = machine.lanes[i].state == LaneState::RETURNED;
        if (returned != (machine.lanes[0].state == LaneState::RETURNED)) {
            diverged(machine.lanes[returned ? 0 : i], machine.lanes[returned ? i : 0]);
        }
    }
    return machine.lanes[0].state == LaneState::RETURNED;
}

static void run_threadgroup(u64 index, const Extents &extents) {
    begin_threadgroup(index, extents);
    for (run_groups(); !is_finished(); run_groups()) {
        release_threadgroup();
    }
}

/// Executes threadgroups until there are no more, as one of several processes that do.
static void run_threadgroups(const Request &request, int file) {
    machine.request = &request;
    machine.kernel = &__metal_kernels[request.kernel];
    Extents extents = extents_of(request);
    u32 threads = extents.size[0] * extents.size[1] * extents.size[2];
    u64 count = u64(extents.groups[0]) * extents.groups[1] * extents.groups[2];
    if (!map_stacks(threads) || !map_memory(file)) {
        new_fault(SETUP).detail = SETUP_MAPPING;
        stop_here();
    }
    if (request.flags & REQUEST_REPORT_RACES) {
        begin_races(count);
    }
    catch_signals(request.limit_milliseconds);
    while (!__atomic_load_n(&shared->stop, __ATOMIC_RELAXED)) {
        u64 next = __atomic_fetch_add(&shared->next_threadgroup, 1, __ATOMIC_RELAXED);
        if (next >= count) {
            break;
        }
        run_threadgroup(next, extents);
    }
    check_around_regions();
}
