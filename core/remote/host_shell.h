// SPDX-License-Identifier: GPL-3.0-or-later
// A constant command in the shell of another machine, for what is done before lathectl is there.
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/remote/address.h"

namespace lathe::remote {

// Runs a command on another machine and gives what it prints, at most 64 KiB. `input`: a descriptor that is its
// standard input, or -1 for none. `command` is read by the shell there and must hold no word of a person's. The error:
// ssh or the command failed, with its last words. Any thread.
Result<std::string> run_on_host(const Address& address, const std::string& command, int input = -1);

}  // namespace lathe::remote
