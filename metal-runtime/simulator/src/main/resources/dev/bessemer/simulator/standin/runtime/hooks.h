// What Java does for the stand-in: compiling, executing, and noting what was done wrong. `Hooks` is the twin in Java.
#pragma once
#include "text.h"

/// Metal source to compile. Texts are lines of NAME=VALUE.
struct CompileRequest {
    const char *source;
    u64 source_bytes;
    const char *macros;
    const char *constants;
    /// As __METAL_VERSION__ gives it.
    u32 version;
    u32 math_mode;
};

/// A kernel of a program that was compiled; bit i of a mask is slot i.
struct KernelInfo {
    char name[256];
    u32 max_threads;
    u32 threadgroup_bytes;
    u32 buffers;
    u32 writable;
    u32 threadgroup_arguments;
    u32 padding;
    u64 element_bytes[SLOTS_OF_METAL];
};

struct BoundMemory {
    void *address;
    u64 bytes;
};

struct DispatchRequest {
    i64 program;
    u32 kernel;
    u32 grid[3];
    u32 threadgroup[3];
    u32 padding;
    BoundMemory buffers[SLOTS_OF_METAL];
    u32 threadgroup_bytes[SLOTS_OF_METAL];
};

/// What a hook has to say, as text with a zero at its end.
struct Answer {
    char text[65536];
};

struct Hooks {
    void (*violation)(const char *text);
    /// A program's number, or a negative one with the reason in the answer.
    i64 (*compile)(const CompileRequest *request, Answer *answer);
    /// Fills in a kernel; how many there are.
    i32 (*describe)(i64 program, i32 kernel, KernelInfo *info);
    /// 0, or a MTLCommandBufferError with the reason in the answer.
    i32 (*dispatch)(const DispatchRequest *request, Answer *answer);
};
static Hooks hooks;

/// Notes that the program did something that Metal or Objective-C does not allow.
__attribute__((format(printf, 1, 2))) static void violation(const char *format, ...) {
    char text[2048];
    __builtin_va_list arguments;
    __builtin_va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    __builtin_va_end(arguments);
    if (hooks.violation) {
        hooks.violation(text);
    }
}
