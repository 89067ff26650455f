// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of the operating system as errors of ours.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"

namespace lathe {

// What errno `code` means, in English whatever the locale is, because it is recorded. Any thread.
std::string system_message(int code);

// "PATH: DOING: what errno `code` means", with what to do about it; a full disk is of the kind disk_full.
Error system_error(const std::string& doing, const std::filesystem::path& path, int code);

}  // namespace lathe
