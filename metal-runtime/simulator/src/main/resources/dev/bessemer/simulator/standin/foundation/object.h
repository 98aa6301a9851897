// NSObject, the root of all classes, and NSAutoreleasePool.
#pragma once
#include "../runtime/message.h"

static Class *NSObjectClass, *NSStringClass;

static id new_string(const char *text);

/// Whether an argument is an object of a class; what is wrong is noted.
static bool is_given(id object, const Class *cls, SEL message) {
    if (object && !is_class(object) && is_kind(object->isa, cls)) {
        return true;
    }
    violation("wrong argument: %s is given %s instead of a %s", message->name.c_string(),
        !object ? "nil" : is_class(object) ? "a class" : name_of(object), cls->protocol ? cls->protocol : cls->name);
    return false;
}

static id object_alloc(Class *cls, SEL selector) {
    if (!cls->make) {
        violation("wrong class: %s makes no objects by itself", cls->name);
        return nullptr;
    }
    return make(cls, cls->make(), Life::ALLOCATED, selector);
}

static id object_init(id self, SEL) {
    self->life = Life::LIVE;
    return self;
}

static id object_new(Class *cls, SEL selector) {
    id made = object_alloc(cls, selector);
    return made ? object_init(made, selector) : made;
}

static id object_copy(id self, SEL) {
    return retain(self);
}

static id object_description(id self, SEL) {
    return autoreleased(new_string(Note("<%s: %p>", self->isa->name, static_cast<void *>(self)).bytes));
}

static bool object_responds(id self, SEL, SEL asked) {
    return find_method(self->isa, INSTANCE, asked) != nullptr;
}

static bool class_responds(Class *self, SEL, SEL asked) {
    return find_method(self, CLASS, asked) != nullptr;
}

static bool object_is_kind(id self, SEL, Class *cls) {
    return is_kind(self->isa, cls);
}

static id object_retain(id self, SEL) {
    return retain(self);
}

static void object_release(id self, SEL) {
    release(self);
}

static id object_autorelease(id self, SEL) {
    return autoreleased(self);
}

static u64 object_retain_count(id self, SEL) {
    return u64(self->owned) + self->pooled + self->kept;
}

static u64 object_hash(id self, SEL) {
    return u64(self) >> 4;
}

static Class *class_self(Class *self, SEL) {
    return self;
}

static Class *object_class(id self, SEL) {
    return self->isa;
}

static id object_perform(id self, SEL, SEL selector) {
    Method *method = find_method(self->isa, INSTANCE, selector);
    if (!method) {
        violation("unknown selector: -[%s %s]", name_of(self), selector->name.c_string());
        return nullptr;
    }
    return reinterpret_cast<id (*)(id, SEL)>(method->function)(self, selector);
}

struct PoolObject : Payload {
    void *token = nullptr;
};

static id pool_init(id self, SEL) {
    self->life = Life::LIVE;
    as<PoolObject>(self).token = push_pool();
    return self;
}

static void pool_drain(id self, SEL) {
    pop_pool(as<PoolObject>(self).token);
    release(self);
}

static void load_objects() {
    NSObjectClass = add_class("NSObject", nullptr, make_payload<Payload>);
    on_class(NSObjectClass, "alloc", object_alloc);
    on_class(NSObjectClass, "new", object_new);
    on_class(NSObjectClass, "class", class_self);
    on_class(NSObjectClass, "respondsToSelector:", class_responds);
    on_instance(NSObjectClass, "init", object_init);
    on_instance(NSObjectClass, "copy", object_copy);
    on_instance(NSObjectClass, "class", object_class);
    on_instance(NSObjectClass, "description", object_description);
    on_instance(NSObjectClass, "debugDescription", object_description);
    on_instance(NSObjectClass, "respondsToSelector:", object_responds);
    on_instance(NSObjectClass, "isKindOfClass:", object_is_kind);
    on_instance(NSObjectClass, "performSelector:", object_perform);
    on_instance(NSObjectClass, "retain", object_retain);
    on_instance(NSObjectClass, "release", object_release);
    on_instance(NSObjectClass, "autorelease", object_autorelease);
    on_instance(NSObjectClass, "retainCount", object_retain_count);
    on_instance(NSObjectClass, "hash", object_hash);
    Class *pool = add_class("NSAutoreleasePool", NSObjectClass, make_payload<PoolObject>);
    on_instance(pool, "init", pool_init);
    on_instance(pool, "drain", pool_drain);
}
