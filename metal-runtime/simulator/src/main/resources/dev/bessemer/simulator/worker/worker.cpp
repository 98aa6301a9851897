// The process that executes kernels: the one file that is compiled.
#include "server.h"
#include "tsan.h"

extern "C" {
/// bfloat16 as the upper half of a float, rounded to the nearest even: clang calls this where the machine has no instruction.
__bf16 __truncsfbf2(float value) {
    u32 bits = __builtin_bit_cast(u32, value);
    bool is_nan = (bits & 0x7fffffff) > 0x7f800000;
    u16 upper = is_nan ? u16(bits >> 16 | 0x40) : u16((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
    return __builtin_bit_cast(__bf16, upper);
}

[[noreturn]] __attribute__((used)) void worker_main(u64 *stack) {
    _exit(run_server(int(stack[0]), reinterpret_cast<char **>(stack + 1)));
}

__attribute__((naked)) void _start() {
    asm volatile("movq %rsp, %rdi\n andq $-16, %rsp\n call worker_main");
}
}
