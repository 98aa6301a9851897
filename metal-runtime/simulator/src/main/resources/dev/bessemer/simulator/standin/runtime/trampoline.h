// The code of objc_msgSend: it saves every register that can hold an argument, asks for the function, and jumps there.
#pragma once

#ifdef __aarch64__
asm(R"(
    .text
    .global bessemer_standin_zero
    .hidden bessemer_standin_zero
bessemer_standin_zero:
    mov x0, #0
    fmov d0, xzr
    ret

    .global objc_msgSend
    .type objc_msgSend, %function
objc_msgSend:
    stp x29, x30, [sp, #-16]!
    mov x29, sp
    sub sp, sp, #224
    stp x0, x1, [sp]
    stp x2, x3, [sp, #16]
    stp x4, x5, [sp, #32]
    stp x6, x7, [sp, #48]
    add x9, x29, #16
    stp x9, x8, [sp, #64]
    stp q0, q1, [sp, #80]
    stp q2, q3, [sp, #112]
    stp q4, q5, [sp, #144]
    stp q6, q7, [sp, #176]
    mov x0, sp
    mov x1, #0
    bl bessemer_standin_find
    mov x16, x0
    ldp q6, q7, [sp, #176]
    ldp q4, q5, [sp, #144]
    ldp q2, q3, [sp, #112]
    ldp q0, q1, [sp, #80]
    ldr x8, [sp, #72]
    ldp x6, x7, [sp, #48]
    ldp x4, x5, [sp, #32]
    ldp x2, x3, [sp, #16]
    ldp x0, x1, [sp]
    mov sp, x29
    ldp x29, x30, [sp], #16
    br x16
)");
#else
asm(R"(
    .text
    .global bessemer_standin_zero
    .hidden bessemer_standin_zero
bessemer_standin_zero:
    xorl %eax, %eax
    xorps %xmm0, %xmm0
    ret

    .macro SEND in_memory
    pushq %rbp
    movq %rsp, %rbp
    subq $192, %rsp
    movq %rdi, (%rsp)
    movq %rsi, 8(%rsp)
    movq %rdx, 16(%rsp)
    movq %rcx, 24(%rsp)
    movq %r8, 32(%rsp)
    movq %r9, 40(%rsp)
    leaq 16(%rbp), %r11
    movq %r11, 48(%rsp)
    movq %rax, 56(%rsp)
    movaps %xmm0, 64(%rsp)
    movaps %xmm1, 80(%rsp)
    movaps %xmm2, 96(%rsp)
    movaps %xmm3, 112(%rsp)
    movaps %xmm4, 128(%rsp)
    movaps %xmm5, 144(%rsp)
    movaps %xmm6, 160(%rsp)
    movaps %xmm7, 176(%rsp)
    movq %rsp, %rdi
    movl $\in_memory, %esi
    call bessemer_standin_find
    movq %rax, %r11
    movaps 176(%rsp), %xmm7
    movaps 160(%rsp), %xmm6
    movaps 144(%rsp), %xmm5
    movaps 128(%rsp), %xmm4
    movaps 112(%rsp), %xmm3
    movaps 96(%rsp), %xmm2
    movaps 80(%rsp), %xmm1
    movaps 64(%rsp), %xmm0
    movq 56(%rsp), %rax
    movq 40(%rsp), %r9
    movq 32(%rsp), %r8
    movq 24(%rsp), %rcx
    movq 16(%rsp), %rdx
    movq 8(%rsp), %rsi
    movq (%rsp), %rdi
    leave
    jmp *%r11
    .endm

    .global objc_msgSend
    .type objc_msgSend, @function
objc_msgSend:
    SEND 0

    .global objc_msgSend_stret
    .type objc_msgSend_stret, @function
objc_msgSend_stret:
    SEND 1
)");
#endif
