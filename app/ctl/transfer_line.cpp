// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/transfer_line.h"

#include <unistd.h>
#include <iostream>
#include <utility>

#include <fmt/format.h>

namespace lathe::ctl {

TransferLine::TransferLine(std::string what) : what_(std::move(what)), is_terminal_(::isatty(STDERR_FILENO) != 0) {}

void TransferLine::show(std::uint64_t done, std::uint64_t of) {
    constexpr double megabyte = 1 << 20;
    if (!is_terminal_ || of == 0) return;
    std::string line = fmt::format("{}: {:.1f} of {:.1f} MiB", what_, static_cast<double>(done) / megabyte,
                                   static_cast<double>(of) / megabyte);
    if (line == shown_) return;
    shown_ = std::move(line);
    std::cerr << '\r' << shown_ << "\033[K" << std::flush;
}

void TransferLine::clear() {
    if (!shown_.empty()) std::cerr << "\r\033[K" << std::flush;
    shown_.clear();
}

}  // namespace lathe::ctl
