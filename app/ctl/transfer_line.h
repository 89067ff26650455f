// SPDX-License-Identifier: GPL-3.0-or-later
// A line of a terminal, on stderr, that says how much of a file has been carried over. Nothing elsewhere.
#pragma once

#include <cstdint>
#include <string>

namespace lathe::ctl {

// One thread.
class TransferLine {
  public:
    explicit TransferLine(std::string what);
    ~TransferLine() { clear(); }
    TransferLine(const TransferLine&) = delete;
    TransferLine& operator=(const TransferLine&) = delete;

    void show(std::uint64_t done, std::uint64_t of);
    void clear();

  private:
    std::string what_;
    bool is_terminal_;
    std::string shown_;
};

}  // namespace lathe::ctl
