// SPDX-License-Identifier: GPL-3.0-or-later
// Sends a bundle to another machine, in pieces: what is there already is not sent again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/remote/host.h"

namespace lathe::remote {

// A bundle that the other machine has.
struct SentBundle {
    std::string checksum;               // by which the host knows it
    std::vector<std::string> warnings;  // data that it needs and that are missing there, or differ
};

// Told before each piece how many of the bytes are there, and at the end that all are. An error ends the sending; what
// is there already stays for the next time.
using SendProgress = std::function<Result<void>(std::uint64_t done, std::uint64_t of)>;

// Sends the file of a bundle. The error: it cannot be read, the connection or the other machine, or `progress` gave
// one. One thread at a time.
Result<SentBundle> send_bundle(Host& host, const std::filesystem::path& file, const SendProgress& progress = {});

}  // namespace lathe::remote
