// Type encodings as the Objective-C compiler writes them, and where a method's arguments are, both derived from the types of the functions here.
#pragma once
#include "object.h"

/// MTLSize and MTLOrigin.
struct Size {
    u64 width, height, depth;
};
struct Range {
    u64 location, length;
};
struct SystemVersion {
    i64 major, minor, patch;
};
struct SizeAndAlign {
    u64 size, align;
};
struct Block;

/// How an argument is passed: in integer registers, in a floating-point one, or in memory.
enum class Passing : u8 { INTEGER, FLOAT, MEMORY };

template <class T> struct Encoding;
#define ENCODED(TYPE, TEXT, PASSING)                                                                                   \
    template <> struct Encoding<TYPE> {                                                                                \
        static constexpr const char *text = TEXT;                                                                      \
        static constexpr u32 bytes = sizeof(TYPE) < 4 ? 4 : sizeof(TYPE);                                              \
        static constexpr Passing passing = Passing::PASSING;                                                           \
    };
ENCODED(id, "@", INTEGER)
ENCODED(Class *, "#", INTEGER)
ENCODED(SEL, ":", INTEGER)
ENCODED(Block *, "@?", INTEGER)
ENCODED(bool, "B", INTEGER)
ENCODED(u8, "C", INTEGER)
ENCODED(u32, "I", INTEGER)
ENCODED(i32, "i", INTEGER)
ENCODED(u64, "Q", INTEGER)
ENCODED(i64, "q", INTEGER)
ENCODED(float, "f", FLOAT)
ENCODED(double, "d", FLOAT)
ENCODED(void *, "^v", INTEGER)
ENCODED(const void *, "r^v", INTEGER)
ENCODED(const char *, "r*", INTEGER)
ENCODED(id *, "^@", INTEGER)
ENCODED(const id *, "r^@", INTEGER)
ENCODED(u64 *, "^Q", INTEGER)
ENCODED(const u64 *, "r^Q", INTEGER)
ENCODED(i64 *, "^q", INTEGER)
ENCODED(Range, "{_NSRange=QQ}", INTEGER)
ENCODED(SizeAndAlign, "{?=QQ}", INTEGER)
ENCODED(Size, "{?=QQQ}", MEMORY)
ENCODED(SystemVersion, "{?=qqq}", MEMORY)
#undef ENCODED
template <> struct Encoding<void> {
    static constexpr const char *text = "v";
    static constexpr u32 bytes = 0;
    static constexpr Passing passing = Passing::INTEGER;
};

constexpr u32 MAX_ARGUMENTS = 12;

/// Where an argument that can be checked is: a register's number, or 8 bytes of the stack.
struct Place {
    char kind;
    bool on_stack;
    u8 index;
};

#ifdef __aarch64__
constexpr u32 INTEGER_REGISTERS = 8;
constexpr bool LARGE_STRUCTS_BY_POINTER = true;
#else
constexpr u32 INTEGER_REGISTERS = 6;
constexpr bool LARGE_STRUCTS_BY_POINTER = false;
#endif

struct Method {
    const char *selector;
    void *function;
    /// The oldest system that has it, as 10000 * major + 100 * minor + patch; 0 for all.
    u32 since;
    Text encoding;
    Place places[MAX_ARGUMENTS];
    u32 place_count;
    char result;
    bool result_in_memory;
    u32 registers, floats, stack;

    /// A place for an object that is not the error is optional.
    void keep_only_last_error() {
        for (u32 i = 0; i + 1 < place_count; i++) {
            places[i].kind = places[i].kind == 'e' ? '^' : places[i].kind;
        }
    }

    /// Adds an argument's place; structs in memory, or two registers' worth, are skipped over.
    void place(char kind, Passing passing, u32 bytes) {
        if (passing == Passing::FLOAT) {
            stack += floats++ >= 8;
            return;
        }
        if (passing == Passing::MEMORY && !LARGE_STRUCTS_BY_POINTER) {
            stack += bytes / 8;
            return;
        }
        u32 words = passing == Passing::MEMORY ? 1 : (bytes + 7) / 8;
        bool fits = registers + words <= INTEGER_REGISTERS;
        places[place_count++] = {kind, !fits, u8(fits ? registers : stack)};
        (fits ? registers : stack) += words;
    }
};

template <class T> void add_argument(Method &method, u32 &offset) {
    const char *text = Encoding<T>::text;
    method.encoding.add(text).add_number(offset);
    offset += Encoding<T>::bytes;
    const char *plain = *text == 'r' ? text + 1 : text;
    bool error = same(text, "^@");
    method.place(same(text, "@?") ? '?' : error ? 'e' : *plain, Encoding<T>::passing, Encoding<T>::bytes);
}

/// A method, with the encoding that the types of its function give.
template <class Self, class Result, class... Arguments>
void describe(Method &method, const char *selector, Result (*function)(Self *, SEL, Arguments...), u32 since) {
    method.selector = selector;
    method.function = reinterpret_cast<void *>(function);
    method.since = since;
    method.result = *Encoding<Result>::text;
    method.result_in_memory = Encoding<Result>::passing == Passing::MEMORY;
    method.registers = method.result_in_memory && !LARGE_STRUCTS_BY_POINTER ? 3 : 2;
    u32 total = 16;
    ((total += Encoding<Arguments>::bytes), ...);
    method.encoding.add(Encoding<Result>::text).add_number(total).add("@0:8");
    u32 offset = 16;
    (add_argument<Arguments>(method, offset), ...);
    method.keep_only_last_error();
}
