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

static void check_object(const void *pointer, SEL selector) {
    if (!pointer || is_class(pointer)) {
        return;
    }
    if (!is_object(pointer)) {
        violation("wrong argument: %s is given %p, which is no object", selector->name.c_string(), pointer);
    } else {
        is_usable(static_cast<id>(const_cast<void *>(pointer)), "argument of ", selector->name.c_string());
    }
}

static void check_error_cell(u64 address, SEL selector) {
    if (address == 0) {
        violation("wrong argument: %s gets no place for its error", selector->name.c_string());
    } else if (address % 8 != 0 || !is_mapped(reinterpret_cast<void *>(address), 8)) {
        violation("wrong argument: %s gets 0x%lx as the place for its error", selector->name.c_string(), address);
    } else if (*reinterpret_cast<u64 *>(address) != 0) {
        violation("wrong argument: the place for the error of %s is not nil before the message", selector->name.c_string());
    }
}

/// Checks arguments whose types tell what they can be; false where the method would crash.
static bool check_arguments(const Registers &registers, const Method &method, SEL selector) {
    for (u32 i = 0; i < method.place_count; i++) {
        u64 value = value_at(registers, method.places[i]);
        const void *pointer = reinterpret_cast<void *>(value);
        switch (method.places[i].kind) {
        case '@':
            check_object(pointer, selector);
            if (value && (!is_object(pointer) || static_cast<const Object *>(pointer)->life == Life::RELEASED)) {
                return false;
            }
            break;
        case 'e':
            check_error_cell(value, selector);
            if (value % 8 != 0 || (value && !is_mapped(pointer, 8))) {
                return false;
            }
            break;
        case ':':
            if (!is_selector(pointer)) {
                violation("wrong argument: %s is given %p, which is no selector", selector->name.c_string(), pointer);
                return false;
            }
            break;
        case 'B':
            if ((value & 0xff) > 1) {
                violation("wrong argument: %s is given 0x%lx as a BOOL", selector->name.c_string(), value);
            }
            break;
        case '?':
            if (value) {
                violation("wrong argument: %s is given a block, which the project does not use", selector->name.c_string());
            }
            break;
        default:
            break;
        }
    }
    return true;
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

/// Makes a message fail: nil, and an error where there is a place for one.
static void inject(const Injection &due, const Registers &registers, const Method &method, id receiver) {
    if (starts_with(method.selector, "init") && is_object(receiver)) {
        release(receiver);
    }
    for (u32 i = 0; i < method.place_count && due.kind == INJECT_ERROR; i++) {
        u64 value = value_at(registers, method.places[i]);
        if (method.places[i].kind == 'e' && value) {
            *reinterpret_cast<id *>(value) = make_error(due.domain, due.code, due.text);
        }
    }
}

static bool can_fail(const Method &method) {
    bool lifetime = same(method.selector, "retain") || same(method.selector, "autorelease");
    return (method.result == '@' || method.result == 'B') && !lifetime;
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
    if (receiver->life == Life::ALLOCATED && !starts_with(selector->name.c_string(), "init")) {
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

/// The function for a message; one that only returns zero where the message is wrong or made to fail.
extern "C" __attribute__((used)) void *bessemer_standin_find(const Registers *registers, u64 result_in_memory) {
    void *nothing = reinterpret_cast<void *>(&bessemer_standin_zero);
    id receiver = reinterpret_cast<id>(registers->integer[result_in_memory]);
    SEL selector = reinterpret_cast<SEL>(registers->integer[result_in_memory + 1]);
    if (!is_selector(selector)) {
        violation("no selector: %p", static_cast<void *>(selector));
        return nothing;
    }
    count(selector);
    if (!is_receiver(receiver, selector)) {
        return nothing;
    }
    Method *method = method_of(receiver, selector);
    if (!method) {
        return nothing;
    }
    ThreadState &thread = this_thread();
    thread.current = selector;
    check_expectation(thread, *method, is_class(receiver) ? "a class" : name_of(receiver));
    if (!LARGE_STRUCTS_BY_POINTER && method->result_in_memory != (result_in_memory != 0)) {
        violation("wrong shape: %s returns %s, and objc_msgSend%s was called", method->selector,
            method->result_in_memory ? "a struct in memory" : "in registers", result_in_memory ? "_stret" : "");
        return nothing;
    }
    if (!check_arguments(*registers, *method, selector)) {
        return nothing;
    }
    Injection due;
    bool fails = can_fail(*method)
        && (is_injected(method->selector, INJECT_NIL, due) || is_injected(method->selector, INJECT_ERROR, due));
    if (fails) {
        inject(due, *registers, *method, receiver);
        return nothing;
    }
    return method->function;
}
