// Selectors, classes and objects, and how a pointer is told to be one of them.
#pragma once
#include "hooks.h"

struct Object;
struct Class;
struct Method;

/// A name that is registered once: two of the same name are the same pointer.
struct Selector {
    Text name;
    u32 id;
    /// How many messages had it.
    u64 messages;
};

/// What an object of ours holds beyond its head; the destructor drops what it keeps.
struct Payload : OnHeap {
    Object *self = nullptr;
    virtual ~Payload() = default;
};

enum class Life : u32 { NONE, ALLOCATED, LIVE, RELEASED };

/// The head of an object. It stays behind when the object is gone, so that whoever still uses it is found.
struct Object {
    Class *isa;
    Payload *payload;
    /// References of the program, of autorelease pools, and of other objects.
    u32 owned, pooled, kept;
    Life life;
    /// The message it came from.
    const Selector *origin;
    Object *next_released;
    u64 serial;
};

struct Class {
    const char *name;
    Class *superclass;
    /// The protocol of Metal whose methods it has; null where it is a class there, too.
    const char *protocol;
    Payload *(*make)();
    /// Of instances, and of the class itself; those of superclasses are not among them.
    List<Method *> methods[2];
    i64 live;
    /// Whether an object's owner keeps it for the program, too, as a graph does its tensors.
    bool is_kept_by_owner;
};

using id = Object *;
using SEL = Selector *;

constexpr u32 MAX_CLASSES = 128;
constexpr u32 MAX_SELECTORS = 4096;
constexpr u64 MAX_OBJECTS = u64(1) << 22;
/// Heads of objects that are gone are not used again before there are so many.
constexpr u64 REMEMBERED_OBJECTS = u64(1) << 20;

static Class classes[MAX_CLASSES];
static u32 class_count;
static Selector selectors[MAX_SELECTORS];
static u32 selector_count;
static Object *objects;
static u64 object_count;
static u64 next_serial;
static Object *first_released, *last_released;

inline bool is_class(const void *pointer) {
    u64 offset = u64(pointer) - u64(classes);
    return offset < class_count * sizeof(Class) && offset % sizeof(Class) == 0;
}

inline bool is_selector(const void *pointer) {
    u64 offset = u64(pointer) - u64(selectors);
    return offset < selector_count * sizeof(Selector) && offset % sizeof(Selector) == 0;
}

/// Whether it is or was an object.
inline bool is_object(const void *pointer) {
    u64 offset = u64(pointer) - u64(objects);
    return objects && offset < object_count * sizeof(Object) && offset % sizeof(Object) == 0;
}

/// The selector of a name, registered now if it is new.
static SEL selector_named(const char *name) {
    for (u32 i = 0; i < selector_count; i++) {
        if (same(selectors[i].name.c_string(), name)) {
            return &selectors[i];
        }
    }
    Selector &added = selectors[selector_count];
    added.name.set(name);
    added.id = selector_count++;
    return &added;
}

static Class *class_named(const char *name) {
    for (u32 i = 0; i < class_count; i++) {
        if (same(classes[i].name, name)) {
            return &classes[i];
        }
    }
    return nullptr;
}

inline bool is_kind(const Class *cls, const Class *of) {
    while (cls && cls != of) {
        cls = cls->superclass;
    }
    return cls;
}

/// A head for a new object; the lock is held.
static Object *new_head() {
    if (!objects) {
        u64 bytes = MAX_OBJECTS * sizeof(Object);
        objects = static_cast<Object *>(
            mmap(nullptr, bytes, READABLE | WRITABLE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    }
    if (object_count < REMEMBERED_OBJECTS || !first_released) {
        return &objects[object_count++];
    }
    Object *oldest = first_released;
    first_released = oldest->next_released;
    return oldest;
}

/// An object of a class, with one reference of the program.
static id make(Class *cls, Payload *payload, Life life, const Selector *origin) {
    Locked lock;
    Object *object = new_head();
    *object = {cls, payload, 1, 0, 0, life, origin, nullptr, ++next_serial};
    if (payload) {
        payload->self = object;
    }
    cls->live++;
    return object;
}

/// Ends an object without references; the lock is not held.
static void destroy(id object) {
    delete object->payload;
    Locked lock;
    object->payload = nullptr;
    object->isa->live--;
    object->next_released = nullptr;
    if (first_released) {
        last_released->next_released = object;
    } else {
        first_released = object;
    }
    last_released = object;
}

inline const char *name_of(const id object) {
    return object->isa->protocol ? object->isa->protocol : object->isa->name;
}

template <class T> T &as(id object) {
    return *static_cast<T *>(object->payload);
}
