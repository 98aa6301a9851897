// References: of the program (retain, release), of autorelease pools, and of the stand-in's own objects.
#pragma once
#include "object.h"

/// The pools of a thread: objects, and where each pool begins.
struct PoolEntry {
    id object;
    /// The number of the pool that begins here, or 0.
    u64 token;
};

struct ThreadState : OnHeap {
    List<PoolEntry> pools;
    u32 open_pools = 0;
    /// The message being sent.
    SEL current = nullptr;
    /// What the caller says the next message looks like; empty where it says nothing.
    Text expected;
};

static u32 thread_key;
static u64 next_token;

/// Takes a reference away; true where it was the last. The lock is held.
static bool is_last_reference(id object) {
    if (object->owned + object->pooled + object->kept > 0) {
        return false;
    }
    object->life = Life::RELEASED;
    return true;
}

/// Keeps an object alive for one of ours.
static id keep(id object) {
    if (object) {
        Locked lock;
        object->kept++;
    }
    return object;
}

static void drop(id object) {
    bool last = false;
    if (object) {
        Locked lock;
        object->kept--;
        last = is_last_reference(object);
    }
    if (last) {
        destroy(object);
    }
}

/// Tells who sends what to an object that is gone, or that only others keep.
static bool is_usable(id object, const char *role, const char *use) {
    if (object->life == Life::RELEASED) {
        const char *origin = object->origin ? object->origin->name.c_string() : "a function";
        violation("use after release: %s%s: a %s that is gone (it came from %s)", role, use, name_of(object), origin);
        return false;
    }
    if (object->owned + object->pooled == 0 && !object->isa->is_kept_by_owner) {
        violation("use after release: %s%s: a %s that the program does not own; it is alive only because others use it",
            role, use, name_of(object));
    }
    return true;
}

static void release(id object) {
    bool last = false;
    bool extra = false;
    {
        Locked lock;
        extra = object->owned == 0;
        if (!extra) {
            object->owned--;
            last = is_last_reference(object);
        }
    }
    if (extra) {
        violation("over-release: release to a %s that the program does not own", name_of(object));
    }
    if (last) {
        destroy(object);
    }
}

static id retain(id object) {
    Locked lock;
    object->owned++;
    return object;
}

static void unpool(id object) {
    bool last = false;
    {
        Locked lock;
        object->pooled--;
        last = is_last_reference(object);
    }
    if (last) {
        destroy(object);
    }
}

/// Pools that threads left open when they ended. Such a thread is no thread of Java any more, so it cannot tell.
static u32 abandoned_pools;

static void end_of_thread(void *state) {
    ThreadState *thread = static_cast<ThreadState *>(state);
    __atomic_add_fetch(&abandoned_pools, thread->open_pools, __ATOMIC_RELAXED);
    delete thread;
}

static ThreadState &this_thread() {
    void *state = pthread_getspecific(thread_key);
    if (!state) {
        state = new ThreadState();
        pthread_setspecific(thread_key, state);
    }
    return *static_cast<ThreadState *>(state);
}

/// Lets this thread's pool hold a reference.
static void add_to_pool(id object) {
    ThreadState &thread = this_thread();
    if (thread.open_pools == 0) {
        const char *message = thread.current ? thread.current->name.c_string() : "a function";
        violation("missing pool: %s autoreleases a %s, and this thread has no pool: it leaks", message, name_of(object));
        return;
    }
    Locked lock;
    object->pooled++;
    thread.pools.add({object, 0});
}

/// Hands the program's reference over to the pool.
static id autoreleased(id object) {
    if (object) {
        u32 before = object->pooled;
        add_to_pool(object);
        if (object->pooled > before) {
            release(object);
        }
    }
    return object;
}

/// What a property gives: alive until the pool is popped, whatever happens to its owner.
static id property(id object) {
    if (object) {
        add_to_pool(object);
    }
    return object;
}

static void *push_pool() {
    ThreadState &thread = this_thread();
    u64 token = __atomic_add_fetch(&next_token, 1, __ATOMIC_RELAXED) << 4;
    thread.open_pools++;
    thread.pools.add({nullptr, token});
    return reinterpret_cast<void *>(token);
}

static void pop_innermost(ThreadState &thread) {
    while (true) {
        PoolEntry entry = thread.pools[--thread.pools.count];
        if (entry.token) {
            break;
        }
        unpool(entry.object);
    }
    thread.open_pools--;
}

static void pop_pool(void *token) {
    ThreadState &thread = this_thread();
    u32 inner = 0;
    bool found = false;
    for (u64 i = thread.pools.count; i-- > 0 && !found;) {
        found = thread.pools[i].token == u64(token);
        inner += thread.pools[i].token != 0;
    }
    if (!found) {
        violation("wrong pool: this thread has no autorelease pool %p; it was popped before, or on another thread", token);
        return;
    }
    if (inner > 1) {
        violation("wrong pool: popped before %u pools that were pushed after it", inner - 1);
    }
    while (inner-- > 0) {
        pop_innermost(thread);
    }
}

/// Makes an object that the current message gives to the program, which owns it.
template <class T> id owned(Class *cls, T *payload) {
    return make(cls, payload, Life::LIVE, this_thread().current);
}
