#include <metal_stdlib>
#include "no_such_file.h" // error: 'no_such_file.h' file not found
