// The functions that code built with -fsanitize=thread calls at each access to memory, and in place of each atomic operation.
#pragma once
#include "races.h"

#define HERE u32(reinterpret_cast<u64>(__builtin_return_address(0)))
constexpr u16 READ = 0, WRITE = ACCESS_WRITE, ATOMIC = ACCESS_WRITE | ACCESS_ATOMIC, ATOMIC_READ = ACCESS_ATOMIC;
/// A store alone may initialise memory; it is a write that other atomic operations may meet.
constexpr u16 ATOMIC_STORE = ACCESS_WRITE | ACCESS_ATOMIC | ACCESS_BLIND;

extern "C" {
void __tsan_init() {}
void __tsan_func_entry(void *) {}
void __tsan_func_exit() {}

#define ACCESSES(n) \
    void __tsan_read##n(void *p) { note_access(p, n, READ, HERE); } \
    void __tsan_write##n(void *p) { note_access(p, n, WRITE, HERE); } \
    void __tsan_unaligned_read##n(void *p) { note_access(p, n, READ, HERE); } \
    void __tsan_unaligned_write##n(void *p) { note_access(p, n, WRITE, HERE); } \
    void __tsan_volatile_read##n(void *p) { note_access(p, n, READ, HERE); } \
    void __tsan_volatile_write##n(void *p) { note_access(p, n, WRITE, HERE); } \
    void __tsan_unaligned_volatile_read##n(void *p) { note_access(p, n, READ, HERE); } \
    void __tsan_unaligned_volatile_write##n(void *p) { note_access(p, n, WRITE, HERE); } \
    void __tsan_read_write##n(void *p) { \
        note_access(p, n, READ, HERE); \
        note_access(p, n, WRITE, HERE); \
    } \
    void __tsan_unaligned_read_write##n(void *p) { \
        note_access(p, n, READ, HERE); \
        note_access(p, n, WRITE, HERE); \
    }
ACCESSES(1)
ACCESSES(2)
ACCESSES(4)
ACCESSES(8)
ACCESSES(16)
#undef ACCESSES

void __tsan_vptr_read(void **p) { note_access(p, 8, READ, HERE); }
void __tsan_vptr_update(void **p, void *) { note_access(p, 8, WRITE, HERE); }
void __tsan_read_range(void *p, u64 bytes) { note_access(p, u32(bytes), READ, HERE); }
void __tsan_write_range(void *p, u64 bytes) { note_access(p, u32(bytes), WRITE, HERE); }

void *__tsan_memset(void *to, int value, u64 bytes) {
    note_access(to, u32(bytes), WRITE, HERE);
    return memset(to, value, bytes);
}
void *__tsan_memcpy(void *to, const void *from, u64 bytes) {
    note_access(from, u32(bytes), READ, HERE);
    note_access(to, u32(bytes), WRITE, HERE);
    return memcpy(to, from, bytes);
}
void *__tsan_memmove(void *to, const void *from, u64 bytes) {
    note_access(from, u32(bytes), READ, HERE);
    note_access(to, u32(bytes), WRITE, HERE);
    return memmove(to, from, bytes);
}

#define UPDATE(bits, T, name, builtin) \
    T __tsan_atomic##bits##_##name(volatile T *p, T value, int) { \
        note_access(const_cast<T *>(p), bits / 8, ATOMIC, HERE); \
        return builtin(p, value, __ATOMIC_SEQ_CST); \
    }
#define ATOMICS(bits, T) \
    T __tsan_atomic##bits##_load(const volatile T *p, int) { \
        note_access(const_cast<T *>(p), bits / 8, ATOMIC_READ, HERE); \
        return __atomic_load_n(p, __ATOMIC_SEQ_CST); \
    } \
    void __tsan_atomic##bits##_store(volatile T *p, T value, int) { \
        note_access(const_cast<T *>(p), bits / 8, ATOMIC_STORE, HERE); \
        __atomic_store_n(p, value, __ATOMIC_SEQ_CST); \
    } \
    UPDATE(bits, T, exchange, __atomic_exchange_n) \
    UPDATE(bits, T, fetch_add, __atomic_fetch_add) \
    UPDATE(bits, T, fetch_sub, __atomic_fetch_sub) \
    UPDATE(bits, T, fetch_and, __atomic_fetch_and) \
    UPDATE(bits, T, fetch_or, __atomic_fetch_or) \
    UPDATE(bits, T, fetch_xor, __atomic_fetch_xor) \
    UPDATE(bits, T, fetch_nand, __atomic_fetch_nand) \
    int __tsan_atomic##bits##_compare_exchange_strong(volatile T *p, T *expected, T value, int, int) { \
        note_access(const_cast<T *>(p), bits / 8, ATOMIC, HERE); \
        return __atomic_compare_exchange_n(p, expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
    } \
    int __tsan_atomic##bits##_compare_exchange_weak(volatile T *p, T *expected, T value, int, int) { \
        note_access(const_cast<T *>(p), bits / 8, ATOMIC, HERE); \
        return __atomic_compare_exchange_n(p, expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
    } \
    T __tsan_atomic##bits##_compare_exchange_val(volatile T *p, T expected, T value, int, int) { \
        note_access(const_cast<T *>(p), bits / 8, ATOMIC, HERE); \
        __atomic_compare_exchange_n(p, &expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
        return expected; \
    }
ATOMICS(8, u8)
ATOMICS(16, u16)
ATOMICS(32, u32)
ATOMICS(64, u64)
#undef ATOMICS
#undef UPDATE

void __tsan_atomic_thread_fence(int) {}
void __tsan_atomic_signal_fence(int) {}
}
