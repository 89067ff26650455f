// SPDX-License-Identifier: GPL-3.0-or-later
// The text of an export on its way out. One thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/files.h"
#include "core/store/export/study_export.h"

namespace lathe::store {

// Text that becomes a file when it is whole, or goes into a sink at once.
class TextOutput {
  public:
    // Opens an output: a file that appears when finish() says so, or with an empty `path` the sink.
    static Result<TextOutput> open(const std::filesystem::path& path, const TextSink& sink);
    TextOutput(TextOutput&& other) noexcept;
    TextOutput& operator=(TextOutput&&) = delete;
    ~TextOutput();  // without finish() nothing is left behind

    // Appends text; a file gets it in pieces of about 1 MiB.
    Result<void> add(std::string_view text);
    // Writes what is left and gives the file its name, on the disk; nothing to do for a sink. A former file is
    // replaced, and its permissions are kept.
    Result<void> finish();

  private:
    TextOutput() = default;
    Result<void> flush();

    std::filesystem::path path_;
    std::filesystem::path hidden_;
    AppendFile file_;
    TextSink sink_;
    std::string buffer_;
};

}  // namespace lathe::store
