// Who was at which byte, and what was between: data races, reads of what nothing wrote, accesses outside of all buffers.
//
// Each granule remembers its last writers, two where atomic operations met, and two readers. Two are enough: the first that no barrier orders before the present, and one that
// is of another SIMD-group if there is such a reader, since two lanes of a SIMD-group can be put in order with each other by less than
// what orders lanes of two.
//
// What orders two accesses of a threadgroup is a threadgroup_barrier between them whose mem_flags name the memory, or a simdgroup_barrier
// between lanes of one SIMD-group. Different threadgroups are ordered by nothing, but for fences of device scope that both executed.
#pragma once
#include "fiber.h"
#include "memory.h"

struct Access {
    u32 pc;
    u32 time;
    u32 simdgroup_time;
    u16 lane;
    /// ACCESS_*, with ACCESS_SOME where there was an access.
    u16 kind;
};
constexpr u16 ACCESS_SOME = 0x8000;
/// An atomic store, which does not read what it replaces.
constexpr u16 ACCESS_BLIND = 0x4000;

struct Cell {
    Access writer, second_writer, reader, second_reader;
};

constexpr u32 COARSEST = 4;

/// When each threadgroup began, to find the threadgroup of an old access, and whether it has executed a fence of device scope.
static u32 *threadgroup_times;
static u8 *threadgroup_fenced;
static bool race_reports = true;

static void *fresh_memory(u64 bytes) {
    void *memory = mmap(nullptr, whole_pages(bytes), READABLE | WRITABLE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (failed(memory)) {
        new_fault(SETUP).detail = SETUP_MAPPING;
        stop_here();
    }
    return memory;
}

static u32 threadgroup_of(u32 time) {
    u32 low = 0, high = machine.threadgroup_index;
    while (low < high) {
        u32 middle = (low + high + 1) / 2;
        if (threadgroup_times[middle] <= time) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

static Cell *first_cells(Shadow &shadow, u64 bytes) {
    shadow.granule = COARSEST;
    shadow.bytes = bytes;
    shadow.cells = static_cast<Cell *>(fresh_memory(((bytes >> COARSEST) + 2) * sizeof(Cell)));
    return shadow.cells;
}

/// An access that covers only a part of a granule: from now on, granules are smaller.
static void refine(Shadow &shadow, u32 granule) {
    u64 count = (shadow.bytes >> shadow.granule) + 1;
    u32 parts = 1u << (shadow.granule - granule);
    Cell *old = shadow.cells;
    Cell *cells = static_cast<Cell *>(fresh_memory((count + 1) * parts * sizeof(Cell)));
    for (u64 i = 0; i < count; i++) {
        if (old[i].writer.kind | old[i].reader.kind) {
            for (u32 part = 0; part < parts; part++) {
                cells[i * parts + part] = old[i];
            }
        }
    }
    shadow.cells = cells;
    shadow.granule = granule;
}

/// What the access that is being made has to be compared with.
struct Present {
    Access access;
    u32 space;
    u32 ordered, simdgroup_ordered;
};

enum class Order { NOTHING, BEFORE, UNORDERED };

static bool fences_order(const Access &old) {
    return threadgroup_fenced[threadgroup_of(old.time)] && threadgroup_fenced[machine.threadgroup_index];
}

/// How an old access stands to the present one.
static inline Order order_of(const Access &old, const Present &present) {
    if (!old.kind) {
        return Order::NOTHING;
    }
    if (old.time < machine.began) {
        if (present.space == THREADGROUP) {
            return Order::NOTHING;
        }
        return fences_order(old) ? Order::BEFORE : Order::UNORDERED;
    }
    if (old.lane == present.access.lane || old.time < present.ordered) {
        return Order::BEFORE;
    }
    bool same_group = old.lane / LANES == present.access.lane / LANES;
    return same_group && old.simdgroup_time < present.simdgroup_ordered ? Order::BEFORE : Order::UNORDERED;
}

static void set_lane_of_threadgroup(Place &place, u32 lane, u32 threadgroup) {
    const Request &request = *machine.request;
    u32 size[3], groups[3];
    for (u32 d = 0; d < 3; d++) {
        size[d] = request.threads_per_threadgroup[d];
        groups[d] = (request.threads_per_grid[d] + size[d] - 1) / size[d];
    }
    place.threadgroup[0] = threadgroup % groups[0];
    place.threadgroup[1] = threadgroup / groups[0] % groups[1];
    place.threadgroup[2] = threadgroup / groups[0] / groups[1];
    for (u32 d = 0; d < 3; d++) {
        u32 rest = request.threads_per_grid[d] - place.threadgroup[d] * size[d];
        u32 extent = rest < size[d] ? rest : size[d];
        place.thread[d] = place.threadgroup[d] * size[d] + lane % extent;
        lane /= extent;
    }
}

static void set_access(Place &place, const Access &access) {
    place.known = 1;
    place.frames[0] = access.pc;
    place.access = access.kind & (ACCESS_WRITE | ACCESS_ATOMIC);
    set_lane_of_threadgroup(place, access.lane, threadgroup_of(access.time));
}

/// The report of this kind about these two places, or null. `other` is 0 where there is one place only.
static Fault *known_fault(FaultKind kind, u32 here, u32 other) {
    for (u32 i = 0; i < report->count; i++) {
        Fault &fault = report->faults[i];
        if (fault.kind == kind && fault.here.frames[0] == here && fault.other.frames[0] == other) {
            return &fault;
        }
    }
    return nullptr;
}

static __attribute__((noinline)) void report_race(u64 address, u32 bytes, const Access &old, const Present &present) {
    if (!race_reports || known_fault(RACE, present.access.pc, old.pc)) {
        return;
    }
    Fault *early = old.kind & ACCESS_WRITE ? nullptr : known_fault(UNINITIALIZED, old.pc, 0);
    Fault &fault = early ? *early : new_fault(RACE);
    fault.kind = RACE;
    describe_address(fault, address);
    fault.bytes = bytes;
    bool met = old.time >= machine.began && old.time < machine.time;
    bool met_in_group = old.time >= machine.began && old.lane / LANES == present.access.lane / LANES
        && old.simdgroup_time < present.access.simdgroup_time;
    fault.detail = met || met_in_group ? RACE_WRONG_FLAGS : 0;
    set_access(fault.here, present.access);
    set_access(fault.other, old);
    if (report->count == MAX_FAULTS) {
        stop_here();
    }
}

/// A read of what nothing has written is a race instead, if another thread writes it before the next barrier.
static __attribute__((noinline)) void report_unwritten(u64 address, u32 bytes, const Access &access) {
    if (race_reports && !known_fault(UNINITIALIZED, access.pc, 0)) {
        Fault &fault = new_fault(UNINITIALIZED);
        describe_address(fault, address);
        fault.bytes = bytes;
        set_access(fault.here, access);
    }
}

[[noreturn]] static __attribute__((noinline)) void report_access(FaultKind kind, u64 address, u32 bytes, const Access &access) {
    Fault &fault = new_fault(kind);
    describe_address(fault, address);
    fault.bytes = bytes;
    set_access(fault.here, access);
    stop_here();
}

static inline bool may_race(const Access &old, const Present &present) {
    bool atomic = old.kind & present.access.kind & ACCESS_ATOMIC;
    return !atomic && order_of(old, present) == Order::UNORDERED;
}

static inline void note_reader(Cell &cell, const Present &present) {
    const Access &access = present.access;
    Order first = order_of(cell.reader, present);
    if (first != Order::UNORDERED) {
        cell.reader = access;
        if (cell.second_reader.kind && order_of(cell.second_reader, present) != Order::UNORDERED) {
            cell.second_reader.kind = 0;
        }
        return;
    }
    bool second_is_free = order_of(cell.second_reader, present) != Order::UNORDERED;
    bool first_is_foreign = cell.reader.lane / LANES != access.lane / LANES;
    if (second_is_free || first_is_foreign) {
        cell.second_reader = access;
    }
}

/// An atomic operation that met another lane's does not make that one harmless to who comes next.
static inline void note_writer(Cell &cell, const Present &present) {
    if (order_of(cell.writer, present) == Order::UNORDERED) {
        cell.second_writer = cell.writer;
    } else if (order_of(cell.second_writer, present) != Order::UNORDERED) {
        cell.second_writer.kind = 0;
    }
    cell.writer = present.access;
}

static inline void at_cell(Cell &cell, const Present &present, u64 address, u32 bytes, bool uninitialized) {
    bool writes = present.access.kind & ACCESS_WRITE;
    if (may_race(cell.writer, present)) {
        report_race(address, bytes, cell.writer, present);
    } else if (may_race(cell.second_writer, present)) {
        report_race(address, bytes, cell.second_writer, present);
    }
    if (writes) {
        if (may_race(cell.reader, present)) {
            report_race(address, bytes, cell.reader, present);
        } else if (may_race(cell.second_reader, present)) {
            report_race(address, bytes, cell.second_reader, present);
        }
    }
    bool reads = !writes || (present.access.kind & (ACCESS_ATOMIC | ACCESS_BLIND)) == ACCESS_ATOMIC;
    if (reads && uninitialized && order_of(cell.writer, present) == Order::NOTHING) {
        report_unwritten(address, bytes, present.access);
    }
    if (writes) {
        note_writer(cell, present);
        cell.reader.kind = cell.second_reader.kind = 0;
    } else {
        note_reader(cell, present);
    }
}

/// The region of an address; null for private memory, constants and what else is none of ours.
static inline Region *region_of(u64 address, u32 bytes, const Access &access) {
    if (address - variables.start < variables.bytes) {
        return &variables;
    }
    Region *region = region_of_slot(address);
    if (region) {
        return region;
    }
    u64 start = reinterpret_cast<u64>(__executable_start);
    if (address - start >= reinterpret_cast<u64>(end) - start) {
        report_access(BAD_ACCESS, address, bytes, access);
    }
    return nullptr;
}

static inline Access access_now(u16 kind, u32 pc) {
    const Lane &self = *machine.self;
    return {pc, machine.time, machine.groups[self.index / LANES].time, u16(self.index), u16(kind | ACCESS_SOME)};
}

static void check_cells(Region &region, u64 address, u32 bytes, const Access &access) {
    Shadow &shadow = *region.shadow;
    Cell *cells = shadow.cells ? shadow.cells : first_cells(shadow, region.bytes);
    u64 offset = address - region.start;
    u32 fits = u32(__builtin_ctzl(offset | bytes | 1u << COARSEST));
    if (fits < shadow.granule) {
        refine(shadow, fits);
        cells = shadow.cells;
    }
    const Simdgroup &group = machine.groups[access.lane / LANES];
    Present present = {access, region.space, machine.ordered[region.space], group.ordered[region.space]};
    for (u64 i = offset >> shadow.granule; i << shadow.granule < offset + bytes; i++) {
        at_cell(cells[i], present, address, bytes, region.uninitialized);
    }
}

/// For each byte of the stacks, whether it belongs to an array that has been declared and not been written there.
static u8 *unwritten_private;

extern "C" void __metal_private(const void *array, u64 bytes, bool declared) {
    u64 offset = reinterpret_cast<u64>(array) - STACKS;
    if (unwritten_private && offset < MAX_THREADS * STACK_BYTES) {
        memset(unwritten_private + offset, declared, bytes);
    }
}

/// An access to private memory. A read of which any byte has been written may be of an object with gaps.
static inline void note_private(u64 address, u32 bytes, u16 kind, u32 pc) {
    u8 *unwritten = unwritten_private + (address - STACKS);
    if (kind & ACCESS_WRITE) {
        memset(unwritten, 0, bytes);
        return;
    }
    for (u32 i = 0; i < bytes; i++) {
        if (!unwritten[i]) {
            return;
        }
    }
    report_unwritten(address, bytes, access_now(kind, pc));
}

/// An access of the lane at work.
static inline void note_access(const void *pointer, u32 bytes, u16 kind, u32 pc) {
    u64 address = reinterpret_cast<u64>(pointer);
    if (!machine.self || bytes == 0) {
        return;
    }
    if (address - STACKS < MAX_THREADS * STACK_BYTES) {
        note_private(address, bytes, kind, pc);
        return;
    }
    Access access = access_now(kind, pc);
    Region *region = region_of(address, bytes, access);
    if (!region) {
        return;
    }
    u64 offset = address - region->start;
    if (offset >= region->bytes || bytes > region->bytes - offset || (kind & ACCESS_WRITE && !region->writable)) {
        report_access(BAD_ACCESS, address, bytes, access);
    }
    check_cells(*region, address, bytes, access);
}

static void begin_races(u64 threadgroups) {
    threadgroup_times = static_cast<u32 *>(fresh_memory(threadgroups * sizeof(u32)));
    threadgroup_fenced = static_cast<u8 *>(fresh_memory(threadgroups));
    unwritten_private = static_cast<u8 *>(fresh_memory(MAX_THREADS * STACK_BYTES));
    race_reports = machine.request->flags & REQUEST_REPORT_RACES;
}

/// All that the new threadgroup does comes after this moment.
static void begin_threadgroup_time() {
    machine.began = ++machine.time;
    machine.ordered[DEVICE] = machine.ordered[THREADGROUP] = machine.time;
    if (threadgroup_times) {
        threadgroup_times[machine.threadgroup_index] = machine.time;
    }
    for (u32 g = 0; g < machine.group_count; g++) {
        Simdgroup &group = machine.groups[g];
        group.time = group.ordered[DEVICE] = group.ordered[THREADGROUP] = 1;
    }
}

extern "C" void __metal_fence(unsigned mem_flags, unsigned order, unsigned scope, unsigned) {
    constexpr unsigned DEVICE_SCOPE = 4;
    if (threadgroup_fenced && mem_flags & 1 && order != __ATOMIC_RELAXED && scope >= DEVICE_SCOPE) {
        threadgroup_fenced[machine.threadgroup_index] = 1;
    }
}
