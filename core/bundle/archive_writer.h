// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a .tar.zst whose bytes depend on the names and bytes of its entries, and on nothing else: no time, no owner,
// no locale. One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/bundle/file_bytes.h"

namespace lathe::bundle {

class ArchiveWriter {
  public:
    // Writes beside `file`, which appears, or is replaced, when finish() says so.
    static Result<ArchiveWriter> create(const std::filesystem::path& file);
    ArchiveWriter(ArchiveWriter&&) noexcept;
    ArchiveWriter& operator=(ArchiveWriter&&) noexcept;
    // Without finish() nothing is left behind.
    ~ArchiveWriter();

    // Entries stand in the order of these calls. Names as refusal_of_name() lets pass, each once.
    Result<void> add_text(const std::string& name, std::string_view bytes, bool executable = false);
    // Adds the bytes of a regular file under this name; `seen` gets them, too. Fails when the file does not have the
    // size in bytes that was said.
    Result<void> add_file(const std::string& name, const std::filesystem::path& source, std::uint64_t size,
                          bool executable, const Sink& seen);

    // Whole and on the disk, under its name.
    Result<void> finish();

  private:
    struct State;
    explicit ArchiveWriter(std::unique_ptr<State> state);
    Result<void> begin(const std::string& name, std::uint64_t size, bool executable);
    Result<void> write(std::string_view bytes);

    std::unique_ptr<State> state_;
};

}  // namespace lathe::bundle
