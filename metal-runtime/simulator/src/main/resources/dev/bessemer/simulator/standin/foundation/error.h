// NSError and NSProcessInfo.
#pragma once
#include "collections.h"

static Class *NSErrorClass, *NSProcessInfoClass;
static id process_info;

struct Error : Payload {
    Text domain, text;
    i64 code = 0;
};

static id new_error(const char *domain, i64 code, const char *text) {
    Error *error = new Error();
    error->domain.add(domain);
    error->text.add(text);
    error->code = code;
    return owned(NSErrorClass, error);
}

static id make_error(const char *domain, i64 code, const char *text) {
    return autoreleased(new_error(domain, code, text));
}

/// Reports an error the way Cocoa does: nil, and the error where the caller wants one.
static id failed(id *cell, const char *domain, i64 code, const char *text) {
    if (cell) {
        *cell = make_error(domain, code, text);
    }
    return nullptr;
}

static id error_domain(id self, SEL) {
    return autoreleased(new_string(as<Error>(self).domain.c_string()));
}

static i64 error_code(id self, SEL) {
    return as<Error>(self).code;
}

static id error_text(id self, SEL) {
    return autoreleased(new_string(as<Error>(self).text.c_string()));
}

static id error_reason(id, SEL) {
    return nullptr;
}

static id error_info(id self, SEL) {
    Dictionary *info = new Dictionary();
    id key = new_string("NSLocalizedDescription");
    id value = new_string(as<Error>(self).text.c_string());
    put(*info, key, value);
    release(key);
    release(value);
    return autoreleased(owned(NSDictionaryClass, info));
}

static id info_of_process(Class *, SEL) {
    if (!process_info) {
        process_info = keep(make(NSProcessInfoClass, new Payload(), Life::LIVE, nullptr));
        release(process_info);
        NSProcessInfoClass->live--;
    }
    return property(process_info);
}

static SystemVersion info_version(id, SEL) {
    return {system_version / 10000, system_version / 100 % 100, system_version % 100};
}

static bool info_is_at_least(id, SEL, SystemVersion asked) {
    return asked.major * 10000 + asked.minor * 100 + asked.patch <= i64(system_version);
}

static id info_version_text(id self, SEL selector) {
    SystemVersion version = info_version(self, selector);
    return autoreleased(
        new_string(Note("Version %ld.%ld.%ld (stand-in)", version.major, version.minor, version.patch).bytes));
}

static void load_errors() {
    NSErrorClass = add_class("NSError", NSObjectClass);
    on_instance(NSErrorClass, "domain", error_domain);
    on_instance(NSErrorClass, "code", error_code);
    on_instance(NSErrorClass, "localizedDescription", error_text);
    on_instance(NSErrorClass, "localizedFailureReason", error_reason);
    on_instance(NSErrorClass, "userInfo", error_info);
    on_instance(NSErrorClass, "description", error_text);
    NSProcessInfoClass = add_class("NSProcessInfo", NSObjectClass);
    on_class(NSProcessInfoClass, "processInfo", info_of_process);
    on_instance(NSProcessInfoClass, "operatingSystemVersion", info_version);
    on_instance(NSProcessInfoClass, "isOperatingSystemAtLeastVersion:", info_is_at_least);
    on_instance(NSProcessInfoClass, "operatingSystemVersionString", info_version_text);
}
