// mpp::tensor_ops: matrix multiplication by one thread, a SIMD-group or a threadgroup.
#pragma once
#include "__mpp_matmul2d.h"
#include "__mpp_reduce.h"
