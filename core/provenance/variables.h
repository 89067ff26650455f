// SPDX-License-Identifier: GPL-3.0-or-later
// The environment variables of a process.
#pragma once

#include <map>
#include <string>

#include "core/config/value.h"

namespace lathe::provenance {

// Environment variables: name -> value.
using Variables = std::map<std::string, std::string>;

// The environment variables of this process, as it has them now. Not while another thread sets one.
Variables process_variables();

// The variables that can change numbers or which libraries compute them (threads, BLAS, CUDA, torch, the loader, the
// locale); none with a secret name, and without passwords.
config::Value relevant_variables(const Variables& variables);

}  // namespace lathe::provenance
