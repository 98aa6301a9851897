// MTLBuffer: memory of the stand-in, or the program's own without a copy.
#pragma once
#include "device.h"

static Class *ResourceClass, *BufferClass;

/// What MTLResource adds: an owner and a name.
struct Labelled : Payload {
    id device = nullptr, label = nullptr;

    ~Labelled() override {
        drop(device);
        drop(label);
    }
};

static id labelled_device(id self, SEL) {
    return property(as<Labelled>(self).device);
}

static id labelled_label(id self, SEL) {
    return property(as<Labelled>(self).label);
}

static void labelled_set_label(id self, SEL, id label) {
    Labelled &labelled = as<Labelled>(self);
    drop(labelled.label);
    labelled.label = keep(label);
}

static void add_labelled(Class *cls) {
    on_instance(cls, "device", labelled_device);
    on_instance(cls, "label", labelled_label);
    on_instance(cls, "setLabel:", labelled_set_label);
}

struct Buffer : Labelled {
    u8 *contents = nullptr;
    u64 length = 0;
    u64 options = 0;
    bool is_own = false;

    ~Buffer() override {
        if (is_own) {
            munmap(contents, whole_pages(length));
        }
        __atomic_sub_fetch(&allocated_bytes, length, __ATOMIC_RELAXED);
    }
};

constexpr u64 STORAGE_PRIVATE = 0x20, STORAGE_MASK = 0xf0, HAZARD_UNTRACKED = 0x100, HAZARD_MASK = 0x300;

static id new_buffer(id device, u8 *contents, u64 length, u64 options, bool is_own) {
    Buffer *buffer = new Buffer();
    buffer->device = keep(device);
    buffer->contents = contents;
    buffer->length = length;
    buffer->options = options;
    buffer->is_own = is_own;
    __atomic_add_fetch(&allocated_bytes, length, __ATOMIC_RELAXED);
    return owned(BufferClass, buffer);
}

/// Whether a buffer may have a length; what is wrong is noted.
static bool is_length(u64 length, const char *use) {
    if (length == 0 || length > mac.max_buffer) {
        violation("wrong argument: %s is given a length of %lu; a buffer of this device has 1 to %lu bytes", use, length,
            mac.max_buffer);
        return false;
    }
    return true;
}

static id device_new_buffer(id self, SEL selector, u64 length, u64 options) {
    if (!is_length(length, selector->name.c_string())) {
        return nullptr;
    }
    void *memory = mmap(nullptr, whole_pages(length), READABLE | WRITABLE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return ::failed(memory) ? nullptr : new_buffer(self, static_cast<u8 *>(memory), length, options, true);
}

static id device_new_buffer_with_bytes(id self, SEL selector, const void *bytes, u64 length, u64 options) {
    id made = device_new_buffer(self, selector, length, options);
    if (made) {
        memcpy(as<Buffer>(made).contents, bytes, length);
    }
    return made;
}

static id device_new_buffer_no_copy(id self, SEL selector, void *bytes, u64 length, u64 options, Block *) {
    if (!is_length(length, selector->name.c_string())) {
        return nullptr;
    }
    if (u64(bytes) % METAL_PAGE != 0 || length % METAL_PAGE != 0) {
        violation("unaligned buffer: newBufferWithBytesNoCopy is given %lu bytes at %p; both have to be multiples of the page, %lu",
            length, bytes, METAL_PAGE);
        return nullptr;
    }
    if (!is_mapped(bytes, length)) {
        violation("no memory: newBufferWithBytesNoCopy is given %lu bytes at %p, which are not mapped", length, bytes);
        return nullptr;
    }
    return new_buffer(self, static_cast<u8 *>(bytes), length, options, false);
}

static void *buffer_contents(id self, SEL) {
    Buffer &buffer = as<Buffer>(self);
    bool is_private = (buffer.options & STORAGE_MASK) == STORAGE_PRIVATE;
    return is_private ? nullptr : buffer.contents;
}

static void buffer_did_modify(id self, SEL, Range range) {
    Buffer &buffer = as<Buffer>(self);
    if (range.location > buffer.length || range.length > buffer.length - range.location) {
        violation("wrong argument: didModifyRange: is given %lu bytes at %lu of %lu", range.length, range.location, buffer.length);
    }
}

static void load_buffers() {
    ResourceClass = add_protocol("StandInResource", "MTLResource", NSObjectClass);
    add_labelled(ResourceClass);
    on_instance(ResourceClass, "cpuCacheMode", +[](id self, SEL) { return as<Buffer>(self).options & 0xf; });
    on_instance(ResourceClass, "storageMode", +[](id self, SEL) { return as<Buffer>(self).options >> 4 & 0xf; });
    on_instance(ResourceClass, "hazardTrackingMode", +[](id self, SEL) { return as<Buffer>(self).options >> 8 & 0x3; });
    on_instance(ResourceClass, "resourceOptions", +[](id self, SEL) { return as<Buffer>(self).options; });
    on_instance(ResourceClass, "setPurgeableState:", +[](id, SEL, u64) { return u64(2); });
    on_instance(ResourceClass, "allocatedSize", +[](id self, SEL) { return as<Buffer>(self).length; });
    BufferClass = add_protocol("StandInBuffer", "MTLBuffer", ResourceClass);
    on_instance(BufferClass, "length", +[](id self, SEL) { return as<Buffer>(self).length; });
    on_instance(BufferClass, "contents", buffer_contents);
    on_instance(BufferClass, "didModifyRange:", buffer_did_modify);
    on_instance(BufferClass, "gpuAddress", +[](id self, SEL) { return u64(as<Buffer>(self).contents); }, 130000);
    on_instance(DeviceClass, "newBufferWithLength:options:", device_new_buffer);
    on_instance(DeviceClass, "newBufferWithBytes:length:options:", device_new_buffer_with_bytes);
    on_instance(DeviceClass, "newBufferWithBytesNoCopy:length:options:deallocator:", device_new_buffer_no_copy);
}

/// The buffer that an argument is, or null with a note.
static Buffer *buffer_of(id object, SEL message) {
    return is_given(object, BufferClass, message) ? &as<Buffer>(object) : nullptr;
}
