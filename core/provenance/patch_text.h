// SPDX-License-Identifier: GPL-3.0-or-later
// A patch that grows file by file up to a number of bytes. Not synchronised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "core/provenance/git.h"

namespace lathe::provenance {

// The text of a patch, and whether all changes are in it.
class PatchText {
  public:
    // What became of the changes of one file.
    enum class Added : std::uint8_t { yes, no_room, failed };

    // `limit`: bytes.
    explicit PatchText(std::size_t limit) : limit_(limit) {}

    // Adds the changes of one file; a file that does not fit is left out as a whole, so that the rest still applies.
    Added add(git_patch* patch);
    // Whether so much did not fit that it is not worth to go on: making patches costs time, too.
    bool is_exhausted() const { return refused_ > 8 * limit_ + (std::size_t{1} << 20); }

    // Whether changes are missing, because of this class or of what else the caller says.
    bool is_truncated() const { return truncated_; }
    void truncate() { truncated_ = true; }           // the caller leaves changes out
    std::string take() { return std::move(text_); }  // the patch so far, which is empty from then on

  private:
    Added refuse(std::size_t bytes);

    std::size_t limit_;
    std::size_t refused_ = 0;  // bytes
    bool truncated_ = false;
    std::string text_;
};

}  // namespace lathe::provenance
