// Sentences for what LibTorch throws.
#pragma once

#include <string>

#include <c10/util/Exception.h>

#include "core/base/error.h"

namespace lathe::train {

// What describe_current_exception() says of memory that ran out.
inline constexpr const char* out_of_memory_message = "the memory ran out";

// The message without LibTorch's source positions and backtrace.
std::string first_line(const c10::Error& error);
// For use in a catch (...): the exception as an Error that a person understands.
Error describe_current_exception();

}  // namespace lathe::train
