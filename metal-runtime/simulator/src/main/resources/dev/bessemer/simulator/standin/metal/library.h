// MTLCompileOptions, MTLLibrary, MTLFunction and MTLFunctionConstantValues: compiling is done by the simulator, in Java.
#pragma once
#include "buffer.h"

static Class *CompileOptionsClass, *LibraryClass, *FunctionClass, *ConstantsClass;

constexpr const char *LIBRARY_ERROR = "MTLLibraryErrorDomain";
constexpr i64 LIBRARY_UNSUPPORTED = 1, LIBRARY_COMPILE_FAILURE = 3, LIBRARY_FUNCTION_NOT_FOUND = 5;

struct CompileOptions : Payload {
    u64 language = 0;
    i64 math_mode = 2, math_functions = 0, library_type = 0, optimization = 0, visibility = 0;
    u64 max_threads = 0;
    Size required_threads = {0, 0, 0};
    bool preserve_invariance = false, undefined_symbols = false, logging = false;
    id macros = nullptr, install_name = nullptr, libraries = nullptr;

    ~CompileOptions() override {
        drop(macros);
        drop(install_name);
        drop(libraries);
    }
};

template <auto member, class T> void add_option(const char *getter, const char *setter, u32 since, T (*)()) {
    on_instance(CompileOptionsClass, getter, +[](id self, SEL) { return as<CompileOptions>(self).*member; }, since);
    on_instance(CompileOptionsClass, setter, +[](id self, SEL, T value) { as<CompileOptions>(self).*member = value; }, since);
}

template <auto member> void add_object_option(const char *getter, const char *setter, u32 since) {
    on_instance(CompileOptionsClass, getter, +[](id self, SEL) { return property(as<CompileOptions>(self).*member); }, since);
    on_instance(CompileOptionsClass, setter, +[](id self, SEL, id value) {
        drop(as<CompileOptions>(self).*member);
        as<CompileOptions>(self).*member = keep(value);
    }, since);
}

template <class T> T typed() {
    return T();
}

static void load_compile_options() {
    CompileOptionsClass = add_class("MTLCompileOptions", NSObjectClass, make_payload<CompileOptions>);
    add_option<&CompileOptions::language>("languageVersion", "setLanguageVersion:", 0, typed<u64>);
    add_option<&CompileOptions::math_mode>("mathMode", "setMathMode:", 150000, typed<i64>);
    add_option<&CompileOptions::math_functions>(
        "mathFloatingPointFunctions", "setMathFloatingPointFunctions:", 150000, typed<i64>);
    add_option<&CompileOptions::library_type>("libraryType", "setLibraryType:", 0, typed<i64>);
    add_option<&CompileOptions::optimization>("optimizationLevel", "setOptimizationLevel:", 130000, typed<i64>);
    add_option<&CompileOptions::visibility>("compileSymbolVisibility", "setCompileSymbolVisibility:", 130300, typed<i64>);
    add_option<&CompileOptions::max_threads>(
        "maxTotalThreadsPerThreadgroup", "setMaxTotalThreadsPerThreadgroup:", 130300, typed<u64>);
    add_option<&CompileOptions::required_threads>(
        "requiredThreadsPerThreadgroup", "setRequiredThreadsPerThreadgroup:", 260000, typed<Size>);
    add_option<&CompileOptions::preserve_invariance>("preserveInvariance", "setPreserveInvariance:", 0, typed<bool>);
    add_option<&CompileOptions::undefined_symbols>(
        "allowReferencingUndefinedSymbols", "setAllowReferencingUndefinedSymbols:", 130300, typed<bool>);
    add_option<&CompileOptions::logging>("enableLogging", "setEnableLogging:", 150000, typed<bool>);
    add_object_option<&CompileOptions::macros>("preprocessorMacros", "setPreprocessorMacros:", 0);
    add_object_option<&CompileOptions::install_name>("installName", "setInstallName:", 0);
    add_object_option<&CompileOptions::libraries>("libraries", "setLibraries:", 0);
    on_instance(CompileOptionsClass, "fastMathEnabled", +[](id self, SEL) { return as<CompileOptions>(self).math_mode == 2; });
    on_instance(CompileOptionsClass, "setFastMathEnabled:",
        +[](id self, SEL, bool fast) { as<CompileOptions>(self).math_mode = fast ? 2 : 0; });
}

/// What a library was compiled from, for functions with constants.
struct Library : Labelled {
    Text source, macros;
    u32 version = 0, math_mode = 0;
    u64 max_threads = 0;
    i64 program = -1;
};

struct Function : Labelled {
    id library = nullptr;
    i64 program = -1;
    u32 kernel = 0;
    KernelInfo info;
    /// Names the code in a binary archive.
    u64 identity = 0;

    ~Function() override {
        drop(library);
    }
};

static u64 fingerprint(u64 hash, const char *text) {
    for (; *text; text++) {
        hash = (hash ^ u8(*text)) * 1099511628211u;
    }
    return hash;
}

/// Compiles a library's source with these function constants; -1 and an error where that fails.
static i64 compile(Library &library, const char *constants, id *error) {
    CompileRequest request = {library.source.c_string(), library.source.length, library.macros.c_string(), constants,
        library.version, library.math_mode};
    Answer *answer = static_cast<Answer *>(malloc(sizeof(Answer)));
    answer->text[0] = 0;
    i64 program = hooks.compile(&request, answer);
    if (program < 0) {
        failed(error, LIBRARY_ERROR, LIBRARY_COMPILE_FAILURE, answer->text);
    }
    free(answer);
    return program;
}

/// NSDictionary of macros as lines of NAME=VALUE.
static void add_macros(Text &lines, id macros, SEL message) {
    if (!macros || !is_given(macros, NSDictionaryClass, message)) {
        return;
    }
    Dictionary &dictionary = as<Dictionary>(macros);
    for (u64 i = 0; i < dictionary.keys.count; i++) {
        id value = dictionary.values[i];
        lines.add(text_of(dictionary.keys[i])).add("=");
        if (is_kind(value->isa, NSNumberClass)) {
            lines.add_number(as<Number>(value).integer);
        } else {
            lines.add(text_of(value));
        }
        lines.add("\n");
    }
}

static id device_new_library(id self, SEL message, id source, id options, id *error) {
    if (!is_given(source, NSStringClass, message) || (options && !is_given(options, CompileOptionsClass, message))) {
        return nullptr;
    }
    static CompileOptions defaults;
    CompileOptions &chosen = options ? as<CompileOptions>(options) : defaults;
    u64 language = chosen.language ? chosen.language : newest_language();
    if (language > newest_language()) {
        return failed(error, LIBRARY_ERROR, LIBRARY_UNSUPPORTED,
            Note("Metal %lu.%lu is not supported on this system", language >> 16, language & 0xffff).bytes);
    }
    Library *library = new Library();
    library->device = keep(self);
    library->source.add(text_of(source));
    add_macros(library->macros, chosen.macros, message);
    library->version = metal_version(language);
    library->math_mode = u32(chosen.math_mode);
    library->max_threads = chosen.max_threads;
    library->program = compile(*library, "", error);
    if (library->program < 0) {
        delete library;
        return nullptr;
    }
    return owned(LibraryClass, library);
}

static id library_names(id self, SEL) {
    Library &library = as<Library>(self);
    Array *names = new Array();
    KernelInfo info;
    for (i32 i = 0; i < hooks.describe(library.program, i, &info); i++) {
        id name = new_string(info.name);
        names->add(name);
        release(name);
    }
    return autoreleased(owned(NSArrayClass, names));
}

/// The function of a program, with a reference for the program that asked; nil where there is none of that name.
static id new_function(id library, i64 program, const char *name, const char *constants) {
    KernelInfo info;
    for (i32 i = 0; i < hooks.describe(program, i, &info); i++) {
        if (same(info.name, name)) {
            Function *function = new Function();
            Library &from = as<Library>(library);
            function->library = keep(library);
            function->device = keep(from.device);
            function->program = program;
            function->kernel = u32(i);
            function->info = info;
            u64 identity = fingerprint(fingerprint(14695981039346656037u, from.source.c_string()), name);
            function->identity = fingerprint(identity + from.version + from.math_mode * 1000, constants);
            if (from.max_threads && from.max_threads < info.max_threads) {
                function->info.max_threads = u32(from.max_threads);
            }
            return owned(FunctionClass, function);
        }
    }
    return nullptr;
}

static id library_new_function(id self, SEL selector, id name) {
    if (!is_given(name, NSStringClass, selector)) {
        return nullptr;
    }
    return new_function(self, as<Library>(self).program, text_of(name), "");
}

struct Constants : Payload {
    Text lines;
};

/// A value of a MTLDataType, written as Metal source writes it; false for types that are not known here.
static bool add_constant(Text &lines, const void *value, u64 type) {
    char text[64];
    switch (type) {
    case 3:
        snprintf(text, sizeof text, "%.9g", double(*static_cast<const float *>(value)));
        break;
    case 29:
        snprintf(text, sizeof text, "%d", *static_cast<const i32 *>(value));
        break;
    case 33:
        snprintf(text, sizeof text, "%uu", *static_cast<const u32 *>(value));
        break;
    case 53:
        snprintf(text, sizeof text, "%s", *static_cast<const u8 *>(value) ? "true" : "false");
        break;
    default:
        violation("wrong argument: function constants of MTLDataType %lu are not known here", type);
        return false;
    }
    lines.add("=").add(text).add("\n");
    return true;
}

static void constants_set_at(id self, SEL, const void *value, u64 type, u64 index) {
    Text &lines = as<Constants>(self).lines;
    lines.add_number(i64(index));
    add_constant(lines, value, type);
}

static void constants_set_named(id self, SEL, const void *value, u64 type, id name) {
    Text &lines = as<Constants>(self).lines;
    lines.add(text_of(name));
    add_constant(lines, value, type);
}

static id library_new_specialised(id self, SEL selector, id name, id constants, id *error) {
    if (!is_given(name, NSStringClass, selector) || (constants && !is_given(constants, ConstantsClass, selector))) {
        return nullptr;
    }
    Library &library = as<Library>(self);
    const char *lines = constants ? as<Constants>(constants).lines.c_string() : "";
    i64 program = compile(library, lines, error);
    if (program < 0) {
        return nullptr;
    }
    id function = new_function(self, program, text_of(name), lines);
    return function ? function
                    : failed(error, LIBRARY_ERROR, LIBRARY_FUNCTION_NOT_FOUND,
                          Note("Function %s was not found in the library", text_of(name)).bytes);
}

static id function_name(id self, SEL) {
    return autoreleased(new_string(as<Function>(self).info.name));
}

static void load_libraries() {
    load_compile_options();
    LibraryClass = add_protocol("StandInLibrary", "MTLLibrary", NSObjectClass);
    add_labelled(LibraryClass);
    on_instance(LibraryClass, "newFunctionWithName:", library_new_function);
    on_instance(LibraryClass, "newFunctionWithName:constantValues:error:", library_new_specialised);
    on_instance(LibraryClass, "functionNames", library_names);
    on_instance(LibraryClass, "type", +[](id, SEL) { return i64(0); });
    on_instance(LibraryClass, "installName", +[](id, SEL) { return id(nullptr); });
    FunctionClass = add_protocol("StandInFunction", "MTLFunction", NSObjectClass);
    add_labelled(FunctionClass);
    on_instance(FunctionClass, "name", function_name);
    on_instance(FunctionClass, "functionType", device_number<3>);
    ConstantsClass = add_class("MTLFunctionConstantValues", NSObjectClass, make_payload<Constants>);
    on_instance(ConstantsClass, "setConstantValue:type:atIndex:", constants_set_at);
    on_instance(ConstantsClass, "setConstantValue:type:withName:", constants_set_named);
    on_instance(ConstantsClass, "reset", +[](id self, SEL) { as<Constants>(self).lines.length = 0; });
    on_instance(DeviceClass, "newLibraryWithSource:options:error:", device_new_library);
}
