// SPDX-License-Identifier: GPL-3.0-or-later
// Sends a bundle to another machine, in pieces: what is there already is not sent again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/remote/host.h"

namespace lathe::remote {

struct SentBundle {
    std::string checksum;               // by which the host knows it
    std::vector<std::string> warnings;  // data that it needs and that are missing there, or differ
};

// One thread at a time.
Result<SentBundle> send_bundle(Host& host, const std::filesystem::path& file);

}  // namespace lathe::remote
