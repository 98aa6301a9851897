// The few declarations of the C library that the worker needs: x86-64 Linux with glibc.
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef int i32;
typedef long i64;

extern "C" {
void *mmap(void *address, u64 bytes, int protection, int flags, int file, i64 offset);
int mprotect(void *address, u64 bytes, int protection);
int open(const char *path, int flags, ...);
int close(int file);
i64 read(int file, void *into, u64 bytes);
i64 write(int file, const void *from, u64 bytes);
i64 pread(int file, void *into, u64 bytes, i64 offset);
int fork(void);
int waitpid(int child, int *status, int options);
int kill(int process, int signal);
int prctl(int option, ...);
[[noreturn]] void _exit(int status);
void *memset(void *at, int value, u64 bytes);
void *memcpy(void *to, const void *from, u64 bytes);
void *memmove(void *to, const void *from, u64 bytes);
int strcmp(const char *a, const char *b);

struct Timespec {
    i64 seconds, nanoseconds;
};
int clock_gettime(int clock, Timespec *time);

struct Timeval {
    i64 seconds, microseconds;
};
struct Itimerval {
    Timeval interval, value;
};
int setitimer(int which, const Itimerval *value, Itimerval *old);

struct SignalInfo {
    int number, error, code, padding;
    void *address;
};
/// As the kernel hands it to a handler: the registers begin at byte 40.
struct SignalContext {
    u64 flags;
    void *link;
    u64 stack[3];
    u64 registers[23];
};
struct SignalAction {
    void (*handler)(int, SignalInfo *, SignalContext *);
    u64 mask[16];
    int flags;
    void (*restorer)(void);
};
int sigaction(int signal, const SignalAction *action, SignalAction *old);

struct SignalStack {
    void *base;
    int flags;
    u64 bytes;
};
int sigaltstack(const SignalStack *stack, SignalStack *old);

/// From the linker: where this program, its code and its data are.
extern u8 __executable_start[], etext[], end[];
}

constexpr int READABLE = 1, WRITABLE = 2;
constexpr int MAP_SHARED = 1, MAP_PRIVATE = 2, MAP_FIXED = 0x10, MAP_ANONYMOUS = 0x20, MAP_NORESERVE = 0x4000, MAP_POPULATE = 0x8000;
constexpr int SIGILL = 4, SIGBUS = 7, SIGFPE = 8, SIGKILL = 9, SIGSEGV = 11, SIGALRM = 14;
constexpr int SA_SIGINFO = 4, SA_ONSTACK = 0x08000000;
constexpr int REGISTER_RSP = 15, REGISTER_RIP = 16, REGISTER_ERROR = 19;
constexpr int PR_SET_PDEATHSIG = 1;
constexpr u64 PAGE = 4096;

inline u64 whole_pages(u64 bytes) {
    return (bytes + PAGE - 1) & ~(PAGE - 1);
}

inline bool failed(void *mapping) {
    return mapping == reinterpret_cast<void *>(-1);
}

inline u64 nanoseconds_now() {
    Timespec now;
    clock_gettime(1, &now);
    return u64(now.seconds) * 1000000000 + u64(now.nanoseconds);
}
