// MTLDevice and MTLArchitecture: what the device says about itself. What it makes is with the things it makes.
#pragma once
#include "machine.h"

static Class *DeviceClass, *ArchitectureClass;
/// Not kept: where the program has released it, the next call makes another.
static id default_device;

static u64 allocated_bytes;

static id architecture_name(id, SEL) {
    return autoreleased(new_string("applegpu_stand_in"));
}

static id device_architecture(id, SEL) {
    return autoreleased(owned(ArchitectureClass, new Payload()));
}

static id device_name(id, SEL) {
    return autoreleased(new_string(mac.name));
}

static bool device_yes(id, SEL) {
    return true;
}

static bool device_no(id, SEL) {
    return false;
}

static Size device_max_threads(id, SEL) {
    return {MAX_THREADS_PER_THREADGROUP, MAX_THREADS_PER_THREADGROUP, MAX_THREADS_PER_THREADGROUP};
}

static bool device_supports_family(id, SEL, i64 family) {
    return supports_family(u64(family));
}

static void device_timestamps(id, SEL, u64 *cpu, u64 *gpu) {
    *cpu = *gpu = nanoseconds_now();
}

template <u64 value> u64 device_number(id, SEL) {
    return value;
}

/// The device, with a reference for the program; nil where the machine has none.
static id create_device() {
    Injection due;
    __atomic_add_fetch(&function_total, 1, __ATOMIC_RELAXED);
    this_thread().current = nullptr;
    if (mac.has_no_device || is_injected("MTLCreateSystemDefaultDevice", INJECT_NIL, due)) {
        return nullptr;
    }
    {
        Locked lock;
        if (default_device && default_device->life == Life::LIVE && default_device->isa == DeviceClass) {
            default_device->owned++;
            return default_device;
        }
    }
    return default_device = owned(DeviceClass, new Payload());
}

static void load_device() {
    ArchitectureClass = add_class("MTLArchitecture", NSObjectClass);
    on_instance(ArchitectureClass, "name", architecture_name, 140000);
    DeviceClass = add_protocol("StandInDevice", "MTLDevice", NSObjectClass);
    on_instance(DeviceClass, "name", device_name);
    on_instance(DeviceClass, "registryID", device_number<4294967297>);
    on_instance(DeviceClass, "architecture", device_architecture, 140000);
    on_instance(DeviceClass, "hasUnifiedMemory", device_yes);
    on_instance(DeviceClass, "isLowPower", device_no);
    on_instance(DeviceClass, "isHeadless", device_no);
    on_instance(DeviceClass, "isRemovable", device_no);
    on_instance(DeviceClass, "recommendedMaxWorkingSetSize", +[](id, SEL) { return mac.working_set; });
    on_instance(DeviceClass, "currentAllocatedSize", +[](id, SEL) { return allocated_bytes; });
    on_instance(DeviceClass, "maxBufferLength", +[](id, SEL) { return mac.max_buffer; });
    on_instance(DeviceClass, "maxThreadgroupMemoryLength", device_number<MAX_THREADGROUP_MEMORY>);
    on_instance(DeviceClass, "maxThreadsPerThreadgroup", device_max_threads);
    on_instance(DeviceClass, "supportsFamily:", device_supports_family);
    on_instance(DeviceClass, "readWriteTextureSupport", device_number<2>);
    on_instance(DeviceClass, "argumentBuffersSupport", device_number<1>);
    on_instance(DeviceClass, "sampleTimestamps:gpuTimestamp:", device_timestamps);
    on_instance(DeviceClass, "supportsDynamicLibraries", device_no);
    on_instance(DeviceClass, "maximumConcurrentCompilationTaskCount", device_number<2>, 130300);
    on_instance(DeviceClass, "setShouldMaximizeConcurrentCompilation:", +[](id, SEL, bool) {}, 130300);
}
