// The functions that the library exports: those of the Objective-C runtime and of Metal.
#pragma once
#include "mps/executable.h"

#define EXPORTED extern "C" __attribute__((visibility("default")))

static void count_call() {
    __atomic_add_fetch(&function_total, 1, __ATOMIC_RELAXED);
}

EXPORTED Class *objc_getClass(const char *name) {
    Class *found = class_named(name);
    return found && !found->protocol ? found : nullptr;
}

EXPORTED Class *objc_getProtocol(const char *name) {
    for (u32 i = 0; i < class_count; i++) {
        if (classes[i].protocol && same(classes[i].protocol, name)) {
            return &classes[i];
        }
    }
    return nullptr;
}

EXPORTED SEL sel_registerName(const char *name) {
    Locked lock;
    return selector_named(name);
}

EXPORTED const char *sel_getName(SEL selector) {
    return selector->name.c_string();
}

EXPORTED id objc_retain(id object) {
    count_call();
    return object && is_receiver(object, selector_named("retain")) && !is_class(object) ? retain(object) : object;
}

EXPORTED void objc_release(id object) {
    count_call();
    if (object && is_receiver(object, selector_named("release")) && !is_class(object)) {
        release(object);
    }
}

EXPORTED id objc_autorelease(id object) {
    count_call();
    bool can = object && is_receiver(object, selector_named("autorelease")) && !is_class(object);
    return can ? autoreleased(object) : object;
}

EXPORTED void *objc_autoreleasePoolPush() {
    count_call();
    return push_pool();
}

EXPORTED void objc_autoreleasePoolPop(void *pool) {
    count_call();
    pop_pool(pool);
}

EXPORTED Class *object_getClass(id object) {
    if (!object || is_class(object)) {
        return reinterpret_cast<Class *>(object);
    }
    return is_object(object) ? object->isa : nullptr;
}

EXPORTED const char *class_getName(Class *cls) {
    return cls ? cls->name : "nil";
}

EXPORTED Method *class_getInstanceMethod(Class *cls, SEL selector) {
    return cls ? find_method(cls, INSTANCE, selector) : nullptr;
}

EXPORTED Method *class_getClassMethod(Class *cls, SEL selector) {
    return cls ? find_method(cls, CLASS, selector) : nullptr;
}

EXPORTED bool class_respondsToSelector(Class *cls, SEL selector) {
    return cls && find_method(cls, INSTANCE, selector);
}

EXPORTED const char *method_getTypeEncoding(const Method *method) {
    return method ? method->encoding.c_string() : nullptr;
}

struct MethodDescription {
    SEL name;
    const char *types;
};

EXPORTED MethodDescription protocol_getMethodDescription(Class *protocol, SEL selector, bool required, bool instance) {
    Method *method = protocol && required ? find_method(protocol, instance ? INSTANCE : CLASS, selector) : nullptr;
    return {method ? selector : nullptr, method ? method->encoding.c_string() : nullptr};
}

EXPORTED id MTLCreateSystemDefaultDevice() {
    return create_device();
}

EXPORTED bool MPSSupportsMTLDevice(id device) {
    return is_object(device) && device->life == Life::LIVE && is_kind(device->isa, DeviceClass);
}

EXPORTED id MTLCopyAllDevices() {
    Array *all = new Array();
    if (id device = create_device()) {
        all->add(device);
        release(device);
    }
    return owned(NSArrayClass, all);
}
