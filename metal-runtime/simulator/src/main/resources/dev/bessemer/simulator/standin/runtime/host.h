// The declarations of the C library that the stand-in needs beyond those of the worker: Linux with glibc.
#pragma once
#include "system.h"

extern "C" {
void *malloc(u64 bytes);
void *realloc(void *memory, u64 bytes);
void free(void *memory);
u64 strlen(const char *text);
float expf(float x);
int strncmp(const char *a, const char *b, u64 bytes);
int memcmp(const void *a, const void *b, u64 bytes);
int snprintf(char *into, u64 capacity, const char *format, ...) __attribute__((format(printf, 3, 4)));
int vsnprintf(char *into, u64 capacity, const char *format, __builtin_va_list arguments);
int rename(const char *from, const char *to);
int unlink(const char *path);
int munmap(void *start, u64 bytes);
int mincore(void *start, u64 bytes, u8 *resident);

/// At least as large as glibc's; all zeros is a mutex or condition that is ready for use.
struct alignas(8) PthreadMutex {
    u8 bytes[64];
};
struct alignas(8) PthreadCondition {
    u8 bytes[64];
};
int pthread_mutex_lock(PthreadMutex *mutex);
int pthread_mutex_unlock(PthreadMutex *mutex);
int pthread_cond_wait(PthreadCondition *condition, PthreadMutex *mutex);
int pthread_cond_timedwait(PthreadCondition *condition, PthreadMutex *mutex, const Timespec *until);
int pthread_cond_broadcast(PthreadCondition *condition);
int pthread_create(u64 *thread, const void *attributes, void *(*run)(void *), void *argument);
int pthread_detach(u64 thread);
int pthread_key_create(u32 *key, void (*destroy)(void *));
void *pthread_getspecific(u32 key);
int pthread_setspecific(u32 key, const void *value);
}

constexpr int CREATE_FOR_WRITING = 0x241;
constexpr int ONLY_OWNER = 0600;
/// The pages of Apple silicon.
constexpr u64 METAL_PAGE = 16384;
/// Buffers that a kernel can have.
constexpr u32 SLOTS_OF_METAL = 31;

inline void *operator new(u64, void *at) noexcept {
    return at;
}

/// Every object of C++ here comes from the C library; there is no C++ library.
struct OnHeap {
    static void *operator new(u64 bytes) noexcept {
        return malloc(bytes);
    }
    static void operator delete(void *memory) {
        free(memory);
    }
};

/// Guards what all threads share; held for moments only, never while a kernel runs or a message waits.
static PthreadMutex shared_mutex;
/// Something that somebody may wait for has happened.
static PthreadCondition something_happened;

struct Locked {
    Locked() {
        pthread_mutex_lock(&shared_mutex);
    }
    ~Locked() {
        pthread_mutex_unlock(&shared_mutex);
    }
    Locked(const Locked &) = delete;
};

inline void tell_waiting_threads() {
    pthread_cond_broadcast(&something_happened);
}

/// Waits, with the lock held, until something has happened or the time is over; `deadline` is of nanoseconds_now.
inline void wait_for_something(u64 deadline) {
    u64 now = nanoseconds_now();
    u64 wait = deadline > now ? deadline - now : 1;
    Timespec until;
    clock_gettime(0, &until);
    u64 nanoseconds = u64(until.nanoseconds) + wait % 1000000000;
    until.seconds += i64(wait / 1000000000 + nanoseconds / 1000000000);
    until.nanoseconds = i64(nanoseconds % 1000000000);
    pthread_cond_timedwait(&something_happened, &shared_mutex, &until);
}

/// Whether every page of the range is mapped.
inline bool is_mapped(const void *start, u64 bytes) {
    u64 first = u64(start) & ~(PAGE - 1);
    u64 end = whole_pages(u64(start) + bytes);
    u8 resident[256];
    for (u64 at = first; at < end; at += sizeof resident * PAGE) {
        u64 step = end - at < sizeof resident * PAGE ? end - at : sizeof resident * PAGE;
        if (mincore(reinterpret_cast<void *>(at), step, resident) != 0) {
            return false;
        }
    }
    return true;
}
