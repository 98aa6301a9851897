// Classes with their methods: how they are added, and how a method is found.
#pragma once
#include "encoding.h"

/// The sides of a class.
constexpr u32 INSTANCE = 0, CLASS = 1;

static u32 system_version = 150500;

template <class T> Payload *make_payload() {
    return new T();
}

static Class *add_class(const char *name, Class *superclass, Payload *(*make)() = nullptr, const char *protocol = nullptr) {
    Class *added = &classes[class_count++];
    added->name = name;
    added->superclass = superclass;
    added->protocol = protocol;
    added->make = make;
    return added;
}

/// A class that the program knows as a protocol alone.
static Class *add_protocol(const char *name, const char *protocol, Class *superclass) {
    return add_class(name, superclass, nullptr, protocol);
}

template <class Function> void add_to(u32 side, Class *cls, const char *selector, Function function, u32 since) {
    Method *method = static_cast<Method *>(malloc(sizeof(Method)));
    memset(static_cast<void *>(method), 0, sizeof(Method));
    describe(*method, selector, function, since);
    cls->methods[side].add(method);
    selector_named(selector);
}

/// Adds a method of instances.
template <class Function> void on_instance(Class *cls, const char *selector, Function function, u32 since = 0) {
    add_to(INSTANCE, cls, selector, function, since);
}

/// Adds a method of the class itself.
template <class Function> void on_class(Class *cls, const char *selector, Function function, u32 since = 0) {
    add_to(CLASS, cls, selector, function, since);
}

/// By class, side and selector, once all classes are there; null where there is no such method.
static Method **method_table;
static u32 known_selectors;

static Method *find_slowly(const Class *cls, u32 side, const char *selector) {
    for (; cls; cls = cls->superclass) {
        for (Method *method : cls->methods[side]) {
            if (same(method->selector, selector)) {
                return method;
            }
        }
    }
    return nullptr;
}

/// Builds the table; classes answer to the methods of instances of the root class, too.
static void build_method_table() {
    known_selectors = selector_count;
    u64 entries = u64(class_count) * 2 * known_selectors;
    method_table = static_cast<Method **>(malloc(entries * sizeof(Method *)));
    for (u32 c = 0; c < class_count; c++) {
        for (u32 s = 0; s < known_selectors; s++) {
            const char *name = selectors[s].name.c_string();
            Method **entry = method_table + (u64(c) * 2) * known_selectors + s;
            entry[0] = find_slowly(&classes[c], INSTANCE, name);
            entry[known_selectors] = find_slowly(&classes[c], CLASS, name);
        }
    }
}

/// The method for a selector on this system, or null.
static Method *find_method(const Class *cls, u32 side, SEL selector) {
    if (selector->id >= known_selectors) {
        return nullptr;
    }
    Method *found = method_table[(u64(cls - classes) * 2 + side) * known_selectors + selector->id];
    return found && found->since <= system_version ? found : nullptr;
}
