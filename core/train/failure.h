// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences for what LibTorch throws.
#pragma once

#include <string>

#include <c10/util/Exception.h>

#include "core/base/error.h"
#include "core/train/failure_messages.h"

namespace lathe::train {

// The line of a message of LibTorch that says what went wrong, without source positions and backtrace.
std::string telling_line(std::string message);
// The same line of an exception of LibTorch.
std::string telling_line(const c10::Error& error);
// The exception that is being handled as an Error that a person understands; to be called in a catch (...).
Error describe_current_exception();

}  // namespace lathe::train
