// MTLComputePipelineState, its descriptor, and MTLBinaryArchive.
#pragma once
#include "library.h"

static Class *PipelineClass, *PipelineDescriptorClass, *ArchiveClass, *ArchiveDescriptorClass;

constexpr const char *ARCHIVE_ERROR = "MTLBinaryArchiveDomain";
constexpr i64 ARCHIVE_INVALID_FILE = 1, ARCHIVE_COMPILATION = 3;
constexpr u64 FAIL_ON_ARCHIVE_MISS = 4;

struct Pipeline : Labelled {
    id function = nullptr;
    u32 max_threads = MAX_THREADS_PER_THREADGROUP;
    bool simd_multiple = false;

    ~Pipeline() override {
        drop(function);
    }
    const KernelInfo &info() const {
        return as<Function>(function).info;
    }
};

struct PipelineDescriptor : Payload {
    id function = nullptr, label = nullptr, archives = nullptr;
    u64 max_threads = 0;
    Size required = {0, 0, 0};
    bool simd_multiple = false, indirect = false;

    ~PipelineDescriptor() override {
        drop(function);
        drop(label);
        drop(archives);
    }
};

template <auto member, class T> void add_described(const char *getter, const char *setter, u32 since, T (*)()) {
    on_instance(
        PipelineDescriptorClass, getter, +[](id self, SEL) { return as<PipelineDescriptor>(self).*member; }, since);
    on_instance(PipelineDescriptorClass, setter,
        +[](id self, SEL, T value) { as<PipelineDescriptor>(self).*member = value; }, since);
}

template <auto member> void add_described_object(const char *getter, const char *setter) {
    on_instance(
        PipelineDescriptorClass, getter, +[](id self, SEL) { return property(as<PipelineDescriptor>(self).*member); });
    on_instance(PipelineDescriptorClass, setter, +[](id self, SEL, id value) {
        drop(as<PipelineDescriptor>(self).*member);
        as<PipelineDescriptor>(self).*member = keep(value);
    });
}

/// Pipelines whose code came from an archive, and those that were compiled.
static u64 archive_hits, archive_misses;

struct Archive : Labelled {
    List<u64> entries;

    bool has(u64 identity) const {
        for (u64 entry : entries) {
            if (entry == identity) {
                return true;
            }
        }
        return false;
    }
};

static id new_pipeline(id device, id function, u32 max_threads) {
    Pipeline *pipeline = new Pipeline();
    pipeline->device = keep(device);
    pipeline->function = keep(function);
    pipeline->max_threads = max_threads;
    return owned(PipelineClass, pipeline);
}

static id device_new_pipeline(id self, SEL selector, id function, id *) {
    if (!is_given(function, FunctionClass, selector)) {
        return nullptr;
    }
    return new_pipeline(self, function, as<Function>(function).info.max_threads);
}

static id device_new_reflected_pipeline(id self, SEL selector, id function, u64, id *, id *error) {
    return device_new_pipeline(self, selector, function, error);
}

static bool is_archived(const PipelineDescriptor &descriptor, SEL message) {
    if (!descriptor.archives || !is_given(descriptor.archives, NSArrayClass, message)) {
        return false;
    }
    for (id archive : as<Array>(descriptor.archives).items) {
        if (is_given(archive, ArchiveClass, message) && as<Archive>(archive).has(as<Function>(descriptor.function).identity)) {
            return true;
        }
    }
    return false;
}

static id device_new_described_pipeline(id self, SEL selector, id descriptor, u64 options, id *, id *error) {
    if (!is_given(descriptor, PipelineDescriptorClass, selector)) {
        return nullptr;
    }
    PipelineDescriptor &described = as<PipelineDescriptor>(descriptor);
    if (!is_given(described.function, FunctionClass, selector)) {
        return nullptr;
    }
    bool archived = is_archived(described, selector);
    __atomic_add_fetch(archived ? &archive_hits : &archive_misses, 1, __ATOMIC_RELAXED);
    if (!archived && (options & FAIL_ON_ARCHIVE_MISS)) {
        return failed(error, ARCHIVE_ERROR, ARCHIVE_COMPILATION, "the pipeline is in none of the binary archives");
    }
    u32 most = as<Function>(described.function).info.max_threads;
    id made = new_pipeline(self, described.function,
        described.max_threads && described.max_threads < most ? u32(described.max_threads) : most);
    as<Pipeline>(made).label = keep(described.label);
    as<Pipeline>(made).simd_multiple = described.simd_multiple;
    return made;
}

struct ArchiveDescriptor : Payload {
    id url = nullptr;

    ~ArchiveDescriptor() override {
        drop(url);
    }
};

constexpr u64 ARCHIVE_MAGIC = 0x42534d4152434831;

/// Reads what serializeToURL: wrote; false where the file is not one of ours.
static bool read_archive(Archive &archive, const char *path) {
    int file = open(path, 0);
    u64 word = 0;
    bool valid = file >= 0 && read(file, &word, 8) == 8 && word == ARCHIVE_MAGIC;
    i64 got = 0;
    while (valid && (got = read(file, &word, 8)) == 8) {
        archive.entries.add(word);
    }
    if (file >= 0) {
        close(file);
    }
    return valid && got == 0;
}

static id device_new_archive(id self, SEL message, id descriptor, id *error) {
    if (!is_given(descriptor, ArchiveDescriptorClass, message)) {
        return nullptr;
    }
    id url = as<ArchiveDescriptor>(descriptor).url;
    Archive *archive = new Archive();
    archive->device = keep(self);
    if (url && !read_archive(*archive, text_of(url))) {
        delete archive;
        return failed(error, ARCHIVE_ERROR, ARCHIVE_INVALID_FILE, Note("%s is no binary archive", text_of(url)).bytes);
    }
    return owned(ArchiveClass, archive);
}

static bool archive_add(id self, SEL selector, id descriptor, id *) {
    id function = is_given(descriptor, PipelineDescriptorClass, selector) ? as<PipelineDescriptor>(descriptor).function : nullptr;
    if (!is_given(function, FunctionClass, selector)) {
        return false;
    }
    u64 identity = as<Function>(function).identity;
    if (!as<Archive>(self).has(identity)) {
        as<Archive>(self).entries.add(identity);
    }
    return true;
}

static bool archive_write(id self, SEL, id url, id *error) {
    int file = open(text_of(url), CREATE_FOR_WRITING, ONLY_OWNER);
    if (file < 0) {
        failed(error, ARCHIVE_ERROR, ARCHIVE_INVALID_FILE, Note("cannot write %s", text_of(url)).bytes);
        return false;
    }
    List<u64> &entries = as<Archive>(self).entries;
    u64 bytes = entries.count * 8;
    bool written = write(file, &ARCHIVE_MAGIC, 8) == 8 && write(file, entries.items, bytes) == i64(bytes);
    close(file);
    return written;
}

static void load_archives() {
    ArchiveDescriptorClass = add_class("MTLBinaryArchiveDescriptor", NSObjectClass, make_payload<ArchiveDescriptor>);
    on_instance(ArchiveDescriptorClass, "url", +[](id self, SEL) { return property(as<ArchiveDescriptor>(self).url); });
    on_instance(ArchiveDescriptorClass, "setUrl:", +[](id self, SEL, id url) {
        drop(as<ArchiveDescriptor>(self).url);
        as<ArchiveDescriptor>(self).url = keep(url);
    });
    ArchiveClass = add_protocol("StandInBinaryArchive", "MTLBinaryArchive", NSObjectClass);
    add_labelled(ArchiveClass);
    on_instance(ArchiveClass, "addComputePipelineFunctionsWithDescriptor:error:", archive_add);
    on_instance(ArchiveClass, "serializeToURL:error:", archive_write);
    on_instance(DeviceClass, "newBinaryArchiveWithDescriptor:error:", device_new_archive);
}

static void load_pipelines() {
    PipelineDescriptorClass =
        add_class("MTLComputePipelineDescriptor", NSObjectClass, make_payload<PipelineDescriptor>);
    add_described_object<&PipelineDescriptor::label>("label", "setLabel:");
    add_described_object<&PipelineDescriptor::function>("computeFunction", "setComputeFunction:");
    add_described_object<&PipelineDescriptor::archives>("binaryArchives", "setBinaryArchives:");
    add_described<&PipelineDescriptor::simd_multiple>("threadGroupSizeIsMultipleOfThreadExecutionWidth",
        "setThreadGroupSizeIsMultipleOfThreadExecutionWidth:", 0, typed<bool>);
    add_described<&PipelineDescriptor::max_threads>(
        "maxTotalThreadsPerThreadgroup", "setMaxTotalThreadsPerThreadgroup:", 0, typed<u64>);
    add_described<&PipelineDescriptor::required>(
        "requiredThreadsPerThreadgroup", "setRequiredThreadsPerThreadgroup:", 260000, typed<Size>);
    add_described<&PipelineDescriptor::indirect>(
        "supportIndirectCommandBuffers", "setSupportIndirectCommandBuffers:", 0, typed<bool>);
    PipelineClass = add_protocol("StandInComputePipelineState", "MTLComputePipelineState", NSObjectClass);
    on_instance(PipelineClass, "device", labelled_device);
    on_instance(PipelineClass, "label", labelled_label);
    on_instance(PipelineClass, "maxTotalThreadsPerThreadgroup", +[](id self, SEL) { return u64(as<Pipeline>(self).max_threads); });
    on_instance(PipelineClass, "threadExecutionWidth", device_number<32>);
    on_instance(PipelineClass, "staticThreadgroupMemoryLength",
        +[](id self, SEL) { return u64(as<Pipeline>(self).info().threadgroup_bytes); });
    on_instance(PipelineClass, "supportIndirectCommandBuffers", device_no);
    on_instance(DeviceClass, "newComputePipelineStateWithFunction:error:", device_new_pipeline);
    on_instance(DeviceClass, "newComputePipelineStateWithFunction:options:reflection:error:", device_new_reflected_pipeline);
    on_instance(DeviceClass, "newComputePipelineStateWithDescriptor:options:reflection:error:", device_new_described_pipeline);
    load_archives();
}
