// The Mac that is stood in for: what tests can choose about it.
#pragma once
#include "../foundation/error.h"

/// `Machine` is the twin in Java.
struct MachineModel {
    char name[128];
    u32 system_version;
    /// The newest MTLGPUFamilyApple, such as 9.
    u32 apple_family;
    u64 working_set;
    u64 max_buffer;
    /// How long a command buffer waits for an event, in milliseconds.
    u32 event_limit;
    u32 has_no_device;
    /// Dispatches do nothing and commits complete at once, for the cost of messages alone.
    u32 executes_nothing;
    /// MPSGraph commits after each graph and continues with another command buffer.
    u32 graphs_commit;
};

static MachineModel mac = {"Stand-in for Apple M3", 150500, 9, u64(16) << 30, u64(8) << 30, 10000, 0, 0, 0};

constexpr u32 MAX_THREADGROUP_MEMORY = 32768;
constexpr u32 MAX_THREADS_PER_THREADGROUP = 1024;
constexpr u64 APPLE_FAMILY = 1000, MAC_FAMILY = 2000, COMMON_FAMILY = 3000, METAL3 = 5001, METAL4 = 5002;

/// Whether a device of this machine supports a MTLGPUFamily.
static bool supports_family(u64 family) {
    if (family > APPLE_FAMILY && family < MAC_FAMILY) {
        return family <= APPLE_FAMILY + mac.apple_family;
    }
    bool mac_or_common = (family > MAC_FAMILY && family <= MAC_FAMILY + 2) || (family > COMMON_FAMILY && family <= COMMON_FAMILY + 3);
    bool metal3 = family == METAL3 && mac.apple_family >= 7;
    return mac_or_common || metal3 || (family == METAL4 && mac.apple_family >= 7 && system_version >= 260000);
}

/// The newest MTLLanguageVersion, as its two halves: 0x30002 is Metal 3.2.
static u64 newest_language() {
    u32 major = system_version / 10000;
    if (major >= 26) {
        return 0x40000;
    }
    return major >= 15 ? 0x30002 : major == 14 ? 0x30001 : 0x30000;
}

/// A MTLLanguageVersion as __METAL_VERSION__ gives it.
static u32 metal_version(u64 language) {
    return u32(language >> 16) * 100 + u32(language & 0xffff) * 10;
}
