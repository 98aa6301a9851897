// The memory that a kernel sees: buffers and threadgroup memory, each far from the next, with nothing mapped around them.
#pragma once
#include "fault.h"

/// Slot s of kind k is in the 64 GiB from MEMORY + (32 k + s) * SPAN on.
constexpr u64 MEMORY = 0x100000000000;
constexpr u64 SPAN = u64(1) << 36;
constexpr u64 LEAD = u64(1) << 30;
constexpr u8 CANARY = 0xC5;
constexpr u8 POISON = 0xFF;

struct Cell;

/// Memory that a race is looked for in: a buffer, threadgroup memory of the host's size, or all threadgroup variables.
struct Region {
    u64 start;
    u64 bytes;
    /// From the first mapped byte to the end of the last mapped page.
    u64 mapped_start, mapped_end;
    MemoryKind kind;
    u32 slot;
    u32 space;
    bool writable;
    bool uninitialized;
    /// What has been at each granule, shared by buffers that are one and the same; null before the first access.
    struct Shadow *shadow;
};

struct Shadow {
    Cell *cells;
    /// log2 of the bytes of a cell.
    u32 granule;
    u64 bytes;
};

static Region regions[64];
static Region variables;
static Shadow shadows[MAX_REGIONS + SLOTS + 1];

static u64 slot_address(MemoryKind kind, u32 slot) {
    return MEMORY + (kind == BUFFER ? slot : 32 + slot) * SPAN + LEAD;
}

/// The region that may hold an address, from its slot; null outside of all slots.
static Region *region_of_slot(u64 address) {
    u64 slot = (address - MEMORY) / SPAN;
    return slot < 64 ? &regions[slot] : nullptr;
}

static void fill_around(Region &region) {
    memset(reinterpret_cast<void *>(region.mapped_start), CANARY, region.start - region.mapped_start);
    memset(reinterpret_cast<void *>(region.start + region.bytes), CANARY, region.mapped_end - region.start - region.bytes);
}

/// The first byte beside the region that does not hold what it was filled with, or 0.
static u64 damage(const Region &region) {
    for (u64 at = region.mapped_start; at < region.mapped_end; at++) {
        if (at == region.start) {
            at += region.bytes;
            if (at >= region.mapped_end) {
                break;
            }
        }
        if (*reinterpret_cast<const u8 *>(at) != CANARY) {
            return at;
        }
    }
    return 0;
}

/// Maps a region of the shared file into a buffer's slot.
static bool map_buffer(u32 slot, int file) {
    u32 index = u32(machine.request->buffer[slot]);
    const RegionRequest &wanted = machine.request->region[index];
    Region &region = regions[slot];
    u64 base = slot_address(BUFFER, slot);
    u64 mapped = whole_pages(wanted.lead + wanted.bytes);
    bool writable = wanted.flags & REGION_WRITABLE;
    region = {base + wanted.lead, wanted.bytes, base, base + mapped, BUFFER, slot, DEVICE, writable,
              (wanted.flags & REGION_UNINITIALIZED) != 0, &shadows[index]};
    int flags = MAP_SHARED | MAP_FIXED | MAP_POPULATE;
    if (failed(mmap(reinterpret_cast<void *>(base), mapped, READABLE | WRITABLE, flags, file, i64(wanted.file_offset)))) {
        return false;
    }
    fill_around(region);
    machine.buffers[slot] = reinterpret_cast<void *>(region.start);
    return writable || mprotect(reinterpret_cast<void *>(base), mapped, READABLE) == 0;
}

static bool map_threadgroup_memory(u32 slot) {
    u64 bytes = machine.request->threadgroup[slot];
    Region &region = regions[32 + slot];
    u64 base = slot_address(THREADGROUP_ARGUMENT, slot);
    u64 mapped = whole_pages(bytes);
    region = {base + ((mapped - bytes) & ~u64(15)), bytes, base, base + mapped, THREADGROUP_ARGUMENT, slot, THREADGROUP, true,
              true, &shadows[MAX_REGIONS + slot]};
    if (failed(mmap(reinterpret_cast<void *>(base), mapped, READABLE | WRITABLE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0))) {
        return false;
    }
    fill_around(region);
    machine.threadgroup_buffers[slot] = reinterpret_cast<void *>(region.start);
    return true;
}

/// Maps all that is bound. What is not bound leads to a place where nothing is mapped, and which says what it is.
static bool map_memory(int file) {
    for (u32 slot = 0; slot < SLOTS; slot++) {
        regions[slot] = {slot_address(BUFFER, slot), 0, 0, 0, BUFFER, slot, DEVICE, false, false, nullptr};
        regions[32 + slot] = {slot_address(THREADGROUP_ARGUMENT, slot), 0, 0, 0, THREADGROUP_ARGUMENT, slot, THREADGROUP, false, false, nullptr};
        machine.buffers[slot] = reinterpret_cast<void *>(regions[slot].start);
        machine.threadgroup_buffers[slot] = reinterpret_cast<void *>(regions[32 + slot].start);
        if (machine.request->buffer[slot] >= 0 && !map_buffer(slot, file)) {
            return false;
        }
        if (machine.request->threadgroup[slot] && !map_threadgroup_memory(slot)) {
            return false;
        }
    }
    variables.shadow = &shadows[MAX_REGIONS + SLOTS];
    return true;
}

/// Threadgroup memory holds nothing when a threadgroup begins: NaN, as floats.
static void poison_threadgroup_memory() {
    memset(reinterpret_cast<void *>(variables.start), POISON, variables.bytes);
    for (u32 slot = 0; slot < SLOTS; slot++) {
        const Region &region = regions[32 + slot];
        if (region.bytes) {
            memset(reinterpret_cast<void *>(region.start), POISON, region.bytes);
        }
    }
}

/// Says which memory an address is in or near.
static void describe_address(Fault &fault, u64 address) {
    fault.address = address;
    const Region *region = region_of_slot(address);
    if (!region && address - variables.start < variables.bytes) {
        region = &variables;
    }
    if (region) {
        fault.memory = region->kind;
        fault.slot = region->slot;
        fault.offset = i64(address - region->start);
        fault.memory_bytes = region->bytes;
    }
}

static void check_around_regions() {
    for (const Region &region : regions) {
        u64 damaged = region.bytes && region.writable ? damage(region) : 0;
        if (damaged) {
            Fault &fault = new_fault(OVERRUN);
            describe_address(fault, damaged);
            fault.bytes = 1;
        }
    }
}

// The section of threadgroup variables, found in this program's own file: its name is no C identifier, so the linker gives no symbols for it.

struct ElfHeader {
    u8 identification[16];
    u16 type, machine;
    u32 version;
    u64 entry, program_headers, section_headers;
    u32 flags;
    u16 header_bytes, program_header_bytes, program_header_count, section_header_bytes, section_count, name_section;
};
struct ElfSection {
    u32 name, type;
    u64 flags, address, offset, bytes;
    u32 link, info;
    u64 alignment, entry_bytes;
};

static void find_threadgroup_variables() {
    variables.kind = THREADGROUP_VARIABLE;
    variables.space = THREADGROUP;
    variables.writable = variables.uninitialized = true;
    int file = open("/proc/self/exe", 0);
    ElfHeader header;
    pread(file, &header, sizeof header, 0);
    ElfSection names, section;
    u64 entry = header.section_header_bytes;
    pread(file, &names, sizeof names, i64(header.section_headers + header.name_section * entry));
    for (u32 i = 0; i < header.section_count; i++) {
        char name[32] = {};
        pread(file, &section, sizeof section, i64(header.section_headers + i * entry));
        pread(file, name, sizeof name - 1, i64(names.offset + section.name));
        if (strcmp(name, ".metal_threadgroup") == 0) {
            variables.start = variables.mapped_start = section.address;
            variables.bytes = section.bytes;
            variables.mapped_end = section.address + section.bytes;
        }
    }
    close(file);
}
