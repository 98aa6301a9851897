// NSArray, NSDictionary, their mutable forms, and NSNumber.
#pragma once
#include "string.h"

static Class *NSArrayClass, *NSDictionaryClass, *NSNumberClass;

struct Array : Payload {
    List<id> items;

    ~Array() override {
        for (id item : items) {
            drop(item);
        }
    }
    void add(id item) {
        items.add(keep(item));
    }
};

/// A few entries, looked for one after the other.
struct Dictionary : Payload {
    List<id> keys, values;

    ~Dictionary() override {
        for (u64 i = 0; i < keys.count; i++) {
            drop(keys[i]);
            drop(values[i]);
        }
    }
};

struct Number : Payload {
    double real = 0;
    i64 integer = 0;
    bool is_real = false;
};

static bool are_equal(id a, id b) {
    bool strings = is_kind(a->isa, NSStringClass) && is_kind(b->isa, NSStringClass);
    return a == b || (strings && same(text_of(a), text_of(b)));
}

static id value_for(Dictionary &dictionary, id key) {
    for (u64 i = 0; i < dictionary.keys.count; i++) {
        if (are_equal(dictionary.keys[i], key)) {
            return dictionary.values[i];
        }
    }
    return nullptr;
}

static void put(Dictionary &dictionary, id key, id value) {
    for (u64 i = 0; i < dictionary.keys.count; i++) {
        if (are_equal(dictionary.keys[i], key)) {
            drop(dictionary.values[i]);
            dictionary.values[i] = keep(value);
            return;
        }
    }
    dictionary.keys.add(keep(key));
    dictionary.values.add(keep(value));
}

/// Whether something given as an element can be one.
static bool is_element(id object, const char *use) {
    if (is_object(object) && object->life == Life::LIVE) {
        return true;
    }
    violation("wrong argument: %s is given %p as an element", use, static_cast<void *>(object));
    return false;
}

static id array_empty(Class *cls, SEL) {
    return autoreleased(owned(cls, new Array()));
}

static id array_with_objects(Class *cls, SEL, const id *objects_given, u64 count_given) {
    Array *array = new Array();
    for (u64 i = 0; i < count_given; i++) {
        if (is_element(objects_given[i], "arrayWithObjects:count:")) {
            array->add(objects_given[i]);
        }
    }
    return autoreleased(owned(cls, array));
}

static id array_with_capacity(Class *cls, SEL, u64) {
    return autoreleased(owned(cls, new Array()));
}

static u64 array_count(id self, SEL) {
    return as<Array>(self).items.count;
}

static id array_item(id self, SEL, u64 index) {
    Array &array = as<Array>(self);
    if (index >= array.items.count) {
        violation("wrong argument: objectAtIndex: is given %lu, and there are %lu", index, array.items.count);
        return nullptr;
    }
    return property(array.items[index]);
}

static void array_add(id self, SEL, id item) {
    if (is_element(item, "addObject:")) {
        as<Array>(self).add(item);
    }
}

static id dictionary_with_objects(Class *cls, SEL, const id *values, const id *keys, u64 count_given) {
    Dictionary *dictionary = new Dictionary();
    for (u64 i = 0; i < count_given; i++) {
        if (is_element(values[i], "dictionaryWithObjects:forKeys:count:")
            && is_element(keys[i], "dictionaryWithObjects:forKeys:count:")) {
            put(*dictionary, keys[i], values[i]);
        }
    }
    return autoreleased(owned(cls, dictionary));
}

static id dictionary_with_object(Class *cls, SEL selector, id value, id key) {
    return dictionary_with_objects(cls, selector, &value, &key, 1);
}

static id dictionary_with_capacity(Class *cls, SEL, u64) {
    return autoreleased(owned(cls, new Dictionary()));
}

static id dictionary_value(id self, SEL, id key) {
    return key ? property(value_for(as<Dictionary>(self), key)) : nullptr;
}

static u64 dictionary_count(id self, SEL) {
    return as<Dictionary>(self).keys.count;
}

static void dictionary_put(id self, SEL, id value, id key) {
    if (is_element(value, "setObject:forKey:") && is_element(key, "setObject:forKey:")) {
        put(as<Dictionary>(self), key, value);
    }
}

static id number_of(i64 integer, double real, bool is_real) {
    Number *number = new Number();
    number->integer = integer;
    number->real = real;
    number->is_real = is_real;
    return autoreleased(owned(NSNumberClass, number));
}

template <class T> id number_with(Class *, SEL, T value) {
    return number_of(i64(value), double(value), Encoding<T>::passing == Passing::FLOAT);
}

static i64 number_integer(id self, SEL) {
    return as<Number>(self).integer;
}

static u64 number_unsigned(id self, SEL) {
    return u64(as<Number>(self).integer);
}

static void load_collections() {
    NSArrayClass = add_class("NSArray", NSObjectClass);
    on_class(NSArrayClass, "array", array_empty);
    on_class(NSArrayClass, "arrayWithObjects:count:", array_with_objects);
    on_instance(NSArrayClass, "count", array_count);
    on_instance(NSArrayClass, "objectAtIndex:", array_item);
    Class *mutable_array = add_class("NSMutableArray", NSArrayClass);
    on_class(mutable_array, "arrayWithCapacity:", array_with_capacity);
    on_instance(mutable_array, "addObject:", array_add);
    NSDictionaryClass = add_class("NSDictionary", NSObjectClass);
    on_class(NSDictionaryClass, "dictionaryWithObjects:forKeys:count:", dictionary_with_objects);
    on_class(NSDictionaryClass, "dictionaryWithObject:forKey:", dictionary_with_object);
    on_instance(NSDictionaryClass, "objectForKey:", dictionary_value);
    on_instance(NSDictionaryClass, "count", dictionary_count);
    Class *mutable_dictionary = add_class("NSMutableDictionary", NSDictionaryClass);
    on_class(mutable_dictionary, "dictionaryWithCapacity:", dictionary_with_capacity);
    on_instance(mutable_dictionary, "setObject:forKey:", dictionary_put);
    NSNumberClass = add_class("NSNumber", NSObjectClass);
    on_class(NSNumberClass, "numberWithUnsignedLongLong:", number_with<u64>);
    on_class(NSNumberClass, "numberWithLongLong:", number_with<i64>);
    on_class(NSNumberClass, "numberWithInteger:", number_with<i64>);
    on_class(NSNumberClass, "numberWithUnsignedInteger:", number_with<u64>);
    on_class(NSNumberClass, "numberWithInt:", number_with<i32>);
    on_class(NSNumberClass, "numberWithDouble:", number_with<double>);
    on_class(NSNumberClass, "numberWithBool:", number_with<bool>);
    on_instance(NSNumberClass, "integerValue", number_integer);
    on_instance(NSNumberClass, "unsignedLongLongValue", number_unsigned);
}
