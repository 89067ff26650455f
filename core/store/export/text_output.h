// SPDX-License-Identifier: GPL-3.0-or-later
// The text of an export on its way out. One thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/output_stream.h"
#include "core/base/whole_file.h"

namespace lathe::store {

// Text that becomes a file when it is whole, or goes into a stream (core/base/output_stream.h) as it comes.
class TextOutput {
  public:
    // Opens an output: a file that appears when finish() says so, or a stream.
    static Result<TextOutput> open(const std::filesystem::path& path);

    // Appends text, which is written in pieces of about 1 MiB.
    Result<void> add(std::string_view text);
    // Writes what is left and gives the file its name, on the disk, as WholeFile does. Without it nothing is left.
    Result<void> finish();

  private:
    TextOutput() = default;
    Result<void> flush();

    // One of the two.
    std::optional<WholeFile> file_;
    std::optional<OutputStream> stream_;
    std::string buffer_;  // for the stream
};

}  // namespace lathe::store
