// The library that stands in for Objective-C and Metal: the one file that is compiled.
#include "control.h"
#include "runtime/trampoline.h"

static bool load() {
    pthread_key_create(&thread_key, end_of_thread);
    load_objects();
    load_strings();
    load_collections();
    load_errors();
    load_device();
    load_buffers();
    load_libraries();
    load_pipelines();
    load_events();
    load_queues();
    load_command_buffers();
    load_encoders();
    load_compute_encoders();
    load_matrices();
    load_mps_command_buffers();
    load_matrix_kernels();
    load_nd_arrays();
    load_tensor_data();
    load_graphs();
    build_method_table();
    return true;
}

/// The last variable to be initialised, when the library is loaded.
[[maybe_unused]] static const bool loaded = load();

/// Where a method that only derived classes have is called all the same.
extern "C" void __cxa_pure_virtual() {
    __builtin_trap();
}
