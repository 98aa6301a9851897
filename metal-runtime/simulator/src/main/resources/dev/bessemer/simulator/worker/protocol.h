// What is written to the worker's standard input and read from its standard output: these structures, one after the other. `Wire` is the twin in Java.
#pragma once
#include "system.h"

constexpr u32 MAGIC = 0x4d534c31;
constexpr u32 SLOTS = 31;
constexpr u32 MAX_REGIONS = 31;
constexpr u32 MAX_FAULTS = 32;
constexpr u32 MAX_WORKERS = 16;
constexpr u32 MAX_FRAMES = 8;

/// Bytes of the shared file that a kernel sees.
struct RegionRequest {
    /// Of its first page in the file.
    u64 file_offset;
    /// From there to the region's first byte.
    u64 lead;
    u64 bytes;
    /// REGION_*
    u64 flags;
};
constexpr u64 REGION_WRITABLE = 1, REGION_UNINITIALIZED = 2;

struct Request {
    u32 magic;
    /// Index in the table __metal_kernels.
    u32 kernel;
    u32 threads_per_grid[3];
    u32 threads_per_threadgroup[3];
    u32 limit_milliseconds;
    /// Processes that execute threadgroups at the same time.
    u32 workers;
    u32 regions;
    /// REQUEST_*
    u32 flags;
    RegionRequest region[MAX_REGIONS];
    /// The region bound to a slot, or -1.
    i32 buffer[SLOTS];
    /// Threadgroup memory of the host's size, in bytes; 0 for none.
    u32 threadgroup[SLOTS];
};
constexpr u32 REQUEST_REPORT_RACES = 1;

enum FaultKind : u32 {
    /// A memory access where there is no memory.
    BAD_ACCESS = 1,
    /// Stopped by a check for what C++ gives no meaning to; detail is clang's number of the check.
    UNDEFINED = 2,
    /// An arithmetic exception: integer division by zero.
    DIVISION = 3,
    TIMEOUT = 4,
    /// Lanes wait at different places.
    DIVERGENCE = 5,
    /// Lanes wait for one that has returned.
    RETURNED = 6,
    RACE = 7,
    /// A read of what nothing has written.
    UNINITIALIZED = 8,
    /// Memory beside a buffer was written; found after the kernel's end.
    OVERRUN = 9,
    STACK_OVERFLOW = 10,
    /// The process ended without a report; detail is its status as waitpid gives it.
    DIED = 11,
    /// The worker could not do what it was asked to; detail says why (SETUP_*).
    SETUP = 12,
};
constexpr u32 SETUP_MAPPING = 1, SETUP_FORK = 2, SETUP_REQUEST = 3;

enum MemoryKind : u32 { NO_MEMORY = 0, BUFFER = 1, THREADGROUP_ARGUMENT = 2, THREADGROUP_VARIABLE = 3 };

/// What a thread did, and where.
struct Place {
    /// Return addresses, innermost first; 0 where there are no more.
    u64 frames[MAX_FRAMES];
    /// The line that the operation itself gave, or 0.
    u32 line;
    /// ACCESS_*
    u32 access;
    u32 thread[3];
    u32 threadgroup[3];
    /// Whether there is such a place.
    u32 known;
    u32 padding;
    /// The operation's name in Metal, where lanes meet.
    char what[40];
};
constexpr u32 ACCESS_WRITE = 1, ACCESS_ATOMIC = 2, ACCESS_RETURNED = 4;

struct Fault {
    u32 kind;
    u32 detail;
    u64 address;
    u32 memory;
    u32 slot;
    /// From the memory's first byte to the access, negative before it.
    i64 offset;
    /// Of the access.
    u64 bytes;
    /// Of the memory.
    u64 memory_bytes;
    Place here;
    Place other;
};
/// In a race's detail: lanes met at a barrier in between, which does not order this kind of memory.
constexpr u32 RACE_WRONG_FLAGS = 1;

struct Response {
    u32 magic;
    u32 faults;
    u64 nanoseconds;
};
