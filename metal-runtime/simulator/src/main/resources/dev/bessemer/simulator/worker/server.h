// Requests, one after the other; processes that are forked for a request execute it, so that none can harm the next.
#pragma once
#include "launch.h"

static bool read_fully(void *into, u64 bytes) {
    u8 *at = static_cast<u8 *>(into);
    while (bytes) {
        i64 got = read(0, at, bytes);
        if (got <= 0) {
            return false;
        }
        at += got;
        bytes -= u64(got);
    }
    return true;
}

static void write_fully(const void *from, u64 bytes) {
    const u8 *at = static_cast<const u8 *>(from);
    while (bytes) {
        i64 put = write(1, at, bytes);
        if (put <= 0) {
            _exit(1);
        }
        at += put;
        bytes -= u64(put);
    }
}

[[noreturn]] static void execute(const Request &request, int file) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    run_threadgroups(request, file);
    _exit(0);
}

/// A process whose end no fault explains.
static void note_death(Report &ended, int status) {
    if (status != 0 && ended.count == 0) {
        ended.count = 1;
        memset(&ended.faults[0], 0, sizeof(Fault));
        ended.faults[0].kind = DIED;
        ended.faults[0].detail = u32(status);
    }
}

static u32 start(const Request &request, int file, int *children) {
    for (u32 i = 0; i < request.workers; i++) {
        report = &shared->reports[i];
        report->count = 0;
        children[i] = fork();
        if (children[i] == 0) {
            execute(request, file);
        }
        if (children[i] < 0) {
            new_fault(SETUP).detail = SETUP_FORK;
            shared->stop = 1;
            return i;
        }
    }
    return request.workers;
}

static void serve(const Request &request, int file) {
    shared->next_threadgroup = 0;
    shared->stop = 0;
    int children[MAX_WORKERS];
    u64 began = nanoseconds_now();
    u32 started = start(request, file, children);
    for (u32 i = 0; i < started; i++) {
        int status = 0;
        waitpid(children[i], &status, 0);
        note_death(shared->reports[i], status);
    }
    Response response = {MAGIC, 0, nanoseconds_now() - began};
    for (u32 i = 0; i < request.workers; i++) {
        response.faults += shared->reports[i].count;
    }
    write_fully(&response, sizeof response);
    for (u32 i = 0; i < request.workers; i++) {
        write_fully(shared->reports[i].faults, shared->reports[i].count * sizeof(Fault));
    }
}

/// Executes requests from standard input until its end. The argument names the file that holds the buffers.
static int run_server(int count, char **arguments) {
    int file = count > 1 ? open(arguments[1], 2) : -1;
    void *memory = mmap(nullptr, sizeof(Shared), READABLE | WRITABLE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (file < 0 || failed(memory)) {
        return 2;
    }
    shared = static_cast<Shared *>(memory);
    find_threadgroup_variables();
    static Request request;
    while (read_fully(&request, sizeof request)) {
        if (request.magic != MAGIC || request.workers == 0 || request.workers > MAX_WORKERS) {
            return 3;
        }
        serve(request, file);
    }
    return 0;
}
