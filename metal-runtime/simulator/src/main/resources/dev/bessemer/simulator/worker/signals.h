// Signals that end a kernel: bad memory, traps, the time limit. They run on a stack of their own, whatever the lane's is like.
#pragma once
#include "fiber.h"
#include "memory.h"

static bool is_code(u64 address) {
    return address - reinterpret_cast<u64>(__executable_start) < u64(etext - __executable_start);
}

/// Where the lane is: the instruction, and what looks like return addresses on its stack.
static void set_frames(Place &place, const SignalContext &context) {
    u32 count = 0;
    u64 pc = context.registers[REGISTER_RIP];
    if (is_code(pc)) {
        place.frames[count++] = pc + 1;
    }
    u64 stack = context.registers[REGISTER_RSP] & ~u64(7);
    if (!machine.self || stack - STACKS >= MAX_THREADS * STACK_BYTES) {
        return;
    }
    u64 top = STACKS + (machine.self->index + 1) * STACK_BYTES;
    for (; stack < top && count < MAX_FRAMES; stack += 8) {
        u64 word = *reinterpret_cast<const u64 *>(stack);
        if (is_code(word)) {
            place.frames[count++] = word;
        }
    }
}

/// clang's number of the failed check, from the `ud1l number(%eax), %eax` that it traps with; 255 for another instruction.
static u32 trap_number(u64 pc) {
    const u8 *code = reinterpret_cast<const u8 *>(pc);
    return code[0] == 0x67 && code[1] == 0x0f && code[2] == 0xb9 && code[3] == 0x40 ? code[4] : 255;
}

static bool in_guard_of_stack(u64 address) {
    u64 offset = address - STACKS;
    return offset < MAX_THREADS * STACK_BYTES && offset % STACK_BYTES < PAGE;
}

static u32 kind_of(int signal, u64 address) {
    switch (signal) {
        case SIGILL: return UNDEFINED;
        case SIGFPE: return DIVISION;
        case SIGALRM: return TIMEOUT;
        default: return in_guard_of_stack(address) ? STACK_OVERFLOW : BAD_ACCESS;
    }
}

static void on_signal(int signal, SignalInfo *info, SignalContext *context) {
    u64 address = reinterpret_cast<u64>(info->address);
    Fault &fault = new_fault(kind_of(signal, address));
    if (fault.kind == BAD_ACCESS) {
        describe_address(fault, address);
        constexpr u64 WRITE_ERROR = 2;
        fault.here.access = context->registers[REGISTER_ERROR] & WRITE_ERROR ? ACCESS_WRITE : 0;
    } else if (fault.kind == UNDEFINED) {
        fault.detail = trap_number(context->registers[REGISTER_RIP]);
    }
    if (machine.self) {
        set_thread(fault.here, *machine.self);
        set_frames(fault.here, *context);
    }
    stop_here();
}

static void catch_signals(u32 limit_milliseconds) {
    static u8 stack[64 * 1024];
    SignalStack other = {stack, 0, sizeof stack};
    sigaltstack(&other, nullptr);
    SignalAction action = {};
    action.handler = on_signal;
    action.flags = SA_SIGINFO | SA_ONSTACK;
    constexpr int CAUGHT[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGALRM};
    for (int signal : CAUGHT) {
        sigaction(signal, &action, nullptr);
    }
    Itimerval limit = {{0, 0}, {limit_milliseconds / 1000, limit_milliseconds % 1000 * 1000}};
    setitimer(0, &limit, nullptr);
}
