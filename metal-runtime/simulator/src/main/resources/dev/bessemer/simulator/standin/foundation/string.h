// NSString, NSURL and NSData: bytes.
#pragma once
#include "object.h"

static Class *NSURLClass, *NSDataClass;

struct Bytes : Payload {
    Text text;
};

constexpr u64 UTF8 = 4;

static id new_string(const char *text) {
    Bytes *bytes = new Bytes();
    bytes->text.add(text);
    return owned(NSStringClass, bytes);
}

/// The characters of a string, or of a path; nothing for nil, and for other objects, which is noted.
static const char *text_of(id string) {
    bool has_text = string && (is_kind(string->isa, NSStringClass) || is_kind(string->isa, NSURLClass));
    if (string && !has_text) {
        violation("wrong argument: a %s is used as a NSString", name_of(string));
    }
    return has_text ? as<Bytes>(string).text.c_string() : "";
}

static id string_with_text(Class *, SEL, const char *text) {
    return autoreleased(new_string(text ? text : ""));
}

static id string_init(id self, SEL, const void *bytes, u64 length, u64 encoding) {
    if (encoding != UTF8) {
        violation("wrong argument: initWithBytes:length:encoding: knows UTF-8 alone here, not %lu", encoding);
    }
    as<Bytes>(self).text.add(bytes, length);
    self->life = Life::LIVE;
    return self;
}

static const char *string_text(id self, SEL) {
    return text_of(self);
}

/// In units of UTF-16, as Foundation counts.
static u64 string_length(id self, SEL) {
    u64 units = 0;
    for (const char *at = text_of(self); *at; at++) {
        u8 byte = u8(*at);
        units += (byte & 0xc0) != 0x80;
        units += byte >= 0xf0;
    }
    return units;
}

static u64 string_bytes(id self, SEL, u64) {
    return as<Bytes>(self).text.length;
}

static bool string_is_equal(id self, SEL message, id other) {
    return is_given(other, NSStringClass, message) && same(text_of(self), text_of(other));
}

static u64 string_hash(id self, SEL) {
    u64 hash = 14695981039346656037u;
    for (const char *at = text_of(self); *at; at++) {
        hash = (hash ^ u8(*at)) * 1099511628211u;
    }
    return hash;
}

static id string_description(id self, SEL) {
    return property(self);
}

static id new_url(const char *path) {
    Bytes *bytes = new Bytes();
    bytes->text.add(path);
    return owned(NSURLClass, bytes);
}

static id url_with_path(Class *, SEL message, id path) {
    return is_given(path, NSStringClass, message) ? autoreleased(new_url(text_of(path))) : nullptr;
}

static id url_with_folder(Class *cls, SEL message, id path, bool) {
    return url_with_path(cls, message, path);
}

static id url_path(id self, SEL) {
    return autoreleased(new_string(text_of(self)));
}

static id data_with_bytes(Class *, SEL, const void *bytes, u64 length) {
    Bytes *made = new Bytes();
    made->text.add(bytes, length);
    return autoreleased(owned(NSDataClass, made));
}

static const void *data_bytes(id self, SEL) {
    return as<Bytes>(self).text.c_string();
}

static void load_strings() {
    NSStringClass = add_class("NSString", NSObjectClass, make_payload<Bytes>);
    on_class(NSStringClass, "stringWithUTF8String:", string_with_text);
    on_instance(NSStringClass, "initWithBytes:length:encoding:", string_init);
    on_instance(NSStringClass, "UTF8String", string_text);
    on_instance(NSStringClass, "length", string_length);
    on_instance(NSStringClass, "lengthOfBytesUsingEncoding:", string_bytes);
    on_instance(NSStringClass, "isEqualToString:", string_is_equal);
    on_instance(NSStringClass, "hash", string_hash);
    on_instance(NSStringClass, "description", string_description);
    NSURLClass = add_class("NSURL", NSObjectClass);
    on_class(NSURLClass, "fileURLWithPath:", url_with_path);
    on_class(NSURLClass, "fileURLWithPath:isDirectory:", url_with_folder);
    on_instance(NSURLClass, "path", url_path);
    NSDataClass = add_class("NSData", NSObjectClass);
    on_class(NSDataClass, "dataWithBytes:length:", data_with_bytes);
    on_instance(NSDataClass, "bytes", data_bytes);
    on_instance(NSDataClass, "length", +[](id self, SEL) { return as<Bytes>(self).text.length; });
}
