// Sentences for what LibTorch throws.
#pragma once

#include <string>

#include <c10/util/Exception.h>

#include "core/base/error.h"

namespace lathe::train {

// The message without LibTorch's source positions and backtrace.
std::string first_line(const c10::Error& error);
// For use in a catch (...): the exception as an Error that a person understands.
Error describe_current_exception();

}  // namespace lathe::train
