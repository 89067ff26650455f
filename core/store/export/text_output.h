// SPDX-License-Identifier: GPL-3.0-or-later
// The text of an export on its way out. One thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/files.h"
#include "core/base/output_stream.h"

namespace lathe::store {

// Text that becomes a file when it is whole, or goes into a stream (core/base/output_stream.h) as it comes.
class TextOutput {
  public:
    // Opens an output: a file that appears when finish() says so, or a stream.
    static Result<TextOutput> open(const std::filesystem::path& path);
    TextOutput(TextOutput&& other) noexcept;
    TextOutput& operator=(TextOutput&&) = delete;
    ~TextOutput();  // without finish() nothing is left behind

    // Appends text, which is written in pieces of about 1 MiB.
    Result<void> add(std::string_view text);
    // Writes what is left and gives the file its name, on the disk. A former file is replaced, and its permissions are
    // kept.
    Result<void> finish();

  private:
    TextOutput() = default;
    Result<void> flush();

    std::filesystem::path path_;
    std::filesystem::path hidden_;
    AppendFile file_;
    std::optional<OutputStream> stream_;
    std::string buffer_;
};

}  // namespace lathe::store
