// objc_msgSend: what is checked before a message reaches its method, and the code that leaves all arguments where they are.
#pragma once
#include "classes.h"
#include "inject.h"

/// What the code below leaves on the stack.
struct Registers {
    u64 integer[INTEGER_REGISTERS];
    /// The eight bytes of the caller's first argument on the stack.
    const u64 *stack;
};

/// NSError, made by the part of Foundation that has it.
static id make_error(const char *domain, i64 code, const char *text);

static u64 message_total;
static u64 function_total;

extern "C" void bessemer_standin_zero();

static u64 value_at(const Registers &registers, const Place &place) {
    return place.on_stack ? registers.stack[place.index] : registers.integer[place.index];
}

/// Whether a method can be given this as an object; what is wrong is noted.
static bool is_object_argument(const void *pointer, SEL selector) {
    if (!pointer || is_class(pointer)) {
        return true;
    }
    if (!is_object(pointer)) {
        violation("wrong argument: %s is given %p, which is no object", selector->name.c_string(), pointer);
        return false;
    }
    return is_usable(static_cast<id>(const_cast<void *>(pointer)), "argument of ", selector->name.c_string());
}

/// Whether a method can write its error there; what is wrong is noted.
static bool is_error_cell(const u64 *cell, SEL selector) {
    if (!cell) {
        violation("wrong argument: %s gets no place for its error", selector->name.c_string());
        return true;
    }
    if (u64(cell) % 8 != 0 || !is_mapped(cell, 8)) {
        violation("wrong argument: %s gets %p as the place for its error", selector->name.c_string(),
            static_cast<const void *>(cell));
        return false;
    }
    if (*cell != 0) {
        violation("wrong argument: the place for the error of %s is not nil before the message", selector->name.c_string());
    }
    return true;
}

/// Whether an argument can be what its type says; false where the method would crash.
static bool is_argument(char kind, u64 value, SEL selector) {
    const void *pointer = reinterpret_cast<const void *>(value);
    const char *name = selector->name.c_string();
    switch (kind) {
    case '@':
        return is_object_argument(pointer, selector);
    case 'e':
        return is_error_cell(static_cast<const u64 *>(pointer), selector);
    case ':':
        if (!is_selector(pointer)) {
            violation("wrong argument: %s is given %p, which is no selector", name, pointer);
        }
        return is_selector(pointer);
    case 'B':
        if ((value & 0xff) > 1) {
            violation("wrong argument: %s is given 0x%lx as a BOOL", name, value);
        }
        return true;
    case '?':
        if (value) {
            violation("wrong argument: %s is given a block, which the project does not use", name);
        }
        return true;
    default:
        return true;
    }
}

static bool are_arguments(const Registers &registers, const Method &method, SEL selector) {
    bool right = true;
    for (u32 i = 0; i < method.place_count; i++) {
        right = is_argument(method.places[i].kind, value_at(registers, method.places[i]), selector) && right;
    }
    return right;
}

/// Compares what the caller announced with the method; both without offsets.
static void check_expectation(ThreadState &thread, const Method &method, const char *receiver) {
    if (thread.expected.length == 0) {
        return;
    }
    Text plain;
    for (const char *at = method.encoding.c_string(); *at; at++) {
        bool structure = *at == '{';
        if (structure || *at < '0' || *at > '9') {
            plain.add(at, 1);
        }
    }
    if (!same(plain.c_string(), thread.expected.c_string())) {
        violation("wrong shape: %s of %s is %s and was sent as %s", method.selector, receiver, plain.c_string(),
            thread.expected.c_string());
    }
    thread.expected.length = 0;
}

static bool can_fail(const Method &method) {
    bool lifetime = same(method.selector, "retain") || same(method.selector, "autorelease");
    return (method.result == '@' || method.result == 'B') && !lifetime;
}

/// Makes a message fail where a test asks for it: nil, and an error where there is a place for one.
static bool is_made_to_fail(const Registers &registers, const Method &method, id receiver) {
    Injection due;
    bool fails = can_fail(method)
        && (is_injected(method.selector, INJECT_NIL, due) || is_injected(method.selector, INJECT_ERROR, due));
    if (fails && starts_with(method.selector, "init") && is_object(receiver)) {
        release(receiver);
    }
    for (u32 i = 0; i < method.place_count && fails && due.kind == INJECT_ERROR; i++) {
        u64 value = value_at(registers, method.places[i]);
        if (method.places[i].kind == 'e' && value) {
            *reinterpret_cast<id *>(value) = make_error(due.domain, due.code, due.text);
        }
    }
    return fails;
}

/// Whether a receiver can get messages at all; what is wrong with it is noted.
static bool is_receiver(id receiver, SEL selector) {
    if (!receiver) {
        violation("message to nil: %s", selector->name.c_string());
        return false;
    }
    if (is_class(receiver)) {
        return true;
    }
    if (!is_object(receiver)) {
        violation("no object: %s to %p", selector->name.c_string(), static_cast<void *>(receiver));
        return false;
    }
    bool ends = same(selector->name.c_string(), "release") || same(selector->name.c_string(), "autorelease");
    if (ends && receiver->life == Life::RELEASED) {
        violation("over-release: %s to a %s that is gone", selector->name.c_string(), name_of(receiver));
        return false;
    }
    if (ends) {
        return true;
    }
    bool initialises = starts_with(selector->name.c_string(), "init");
    if (receiver->life == Life::LIVE && initialises) {
        violation("initialised twice: %s to a %s", selector->name.c_string(), name_of(receiver));
        return false;
    }
    if (receiver->life == Life::ALLOCATED && !initialises) {
        violation("not initialised: %s to a %s that has only been allocated", selector->name.c_string(), name_of(receiver));
    }
    return is_usable(receiver, "receiver of ", selector->name.c_string());
}

static Method *method_of(id receiver, SEL selector) {
    bool class_side = is_class(receiver);
    Class *cls = class_side ? reinterpret_cast<Class *>(receiver) : receiver->isa;
    Method *method = find_method(cls, class_side ? CLASS : INSTANCE, selector);
    if (!method) {
        violation("unknown selector: %c[%s %s] on macOS %u.%u", class_side ? '+' : '-',
            cls->protocol ? cls->protocol : cls->name, selector->name.c_string(), system_version / 10000,
            system_version / 100 % 100);
    }
    return method;
}

static void count(SEL selector) {
    __atomic_add_fetch(&selector->messages, 1, __ATOMIC_RELAXED);
    __atomic_add_fetch(&message_total, 1, __ATOMIC_RELAXED);
}

/// Whether the caller expects a struct in memory exactly where the method gives one.
static bool is_sent_right(const Method &method, bool in_memory) {
    if (LARGE_STRUCTS_BY_POINTER || method.result_in_memory == in_memory) {
        return true;
    }
    violation("wrong shape: %s returns %s, and objc_msgSend%s was called", method.selector,
        method.result_in_memory ? "a struct in memory" : "in registers", in_memory ? "_stret" : "");
    return false;
}

/// The method for a message that is right in all that can be checked; null where it is not, or is made to fail.
static Method *checked_method(const Registers &registers, id receiver, SEL selector, bool in_memory) {
    Method *method = is_receiver(receiver, selector) ? method_of(receiver, selector) : nullptr;
    if (!method) {
        return nullptr;
    }
    ThreadState &thread = this_thread();
    thread.current = selector;
    check_expectation(thread, *method, is_class(receiver) ? "a class" : name_of(receiver));
    bool right = is_sent_right(*method, in_memory) && are_arguments(registers, *method, selector)
        && !is_made_to_fail(registers, *method, receiver);
    return right ? method : nullptr;
}

/// The function for a message; one that only returns zero where there is none.
extern "C" __attribute__((used)) void *bessemer_standin_find(const Registers *registers, u64 in_memory) {
    id receiver = reinterpret_cast<id>(registers->integer[in_memory]);
    SEL selector = reinterpret_cast<SEL>(registers->integer[in_memory + 1]);
    Method *method = nullptr;
    if (is_selector(selector)) {
        count(selector);
        method = checked_method(*registers, receiver, selector, in_memory != 0);
    } else {
        violation("no selector: %p", static_cast<void *>(selector));
    }
    return method ? method->function : reinterpret_cast<void *>(&bessemer_standin_zero);
}
