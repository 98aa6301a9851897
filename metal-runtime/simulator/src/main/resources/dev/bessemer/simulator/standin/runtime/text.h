// Lists and texts that grow.
#pragma once
#include "host.h"

template <class T> struct List {
    T *items = nullptr;
    u64 count = 0, capacity = 0;

    List() = default;
    List(const List &) = delete;
    List &operator=(const List &) = delete;
    ~List() {
        free(items);
    }
    void add(T item) {
        if (count == capacity) {
            capacity = capacity ? 2 * capacity : 8;
            items = static_cast<T *>(realloc(items, capacity * sizeof(T)));
        }
        items[count++] = item;
    }
    T &operator[](u64 index) {
        return items[index];
    }
    const T &operator[](u64 index) const {
        return items[index];
    }
    T *begin() const {
        return items;
    }
    T *end() const {
        return items + count;
    }
    void remove_at(u64 index) {
        memmove(items + index, items + index + 1, (--count - index) * sizeof(T));
    }
    void clear() {
        count = 0;
    }
};

/// Bytes with a zero behind them.
struct Text {
    char *bytes = nullptr;
    u64 length = 0;

    Text() = default;
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;
    ~Text() {
        free(bytes);
    }
    const char *c_string() const {
        return bytes ? bytes : "";
    }
    Text &add(const void *more, u64 count) {
        bytes = static_cast<char *>(realloc(bytes, length + count + 1));
        memcpy(bytes + length, more, count);
        length += count;
        bytes[length] = 0;
        return *this;
    }
    Text &add(const char *more) {
        return add(more, strlen(more));
    }
    Text &add_number(i64 number) {
        char digits[24];
        return add(digits, u64(snprintf(digits, sizeof digits, "%ld", number)));
    }
    void set(const char *other) {
        length = 0;
        add(other);
    }
};

/// A short text on the stack, cut where it is too long.
struct Note {
    char bytes[1024];

    __attribute__((format(printf, 2, 3))) explicit Note(const char *format, ...) {
        __builtin_va_list arguments;
        __builtin_va_start(arguments, format);
        vsnprintf(bytes, sizeof bytes, format, arguments);
        __builtin_va_end(arguments);
    }
};

inline bool same(const char *a, const char *b) {
    return strcmp(a, b) == 0;
}

inline bool starts_with(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}
