// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a .tar.zst that anybody may have made: only regular files with harmless names come out of it, each once.
// One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/bundle/file_bytes.h"

namespace lathe::bundle {

// A regular file of the archive.
struct ArchiveEntry {
    std::string name;        // relative, as refusal_of_name() lets it pass
    std::uint64_t size = 0;  // bytes
    bool executable = false;
};

// Reads an archive from its beginning to its end, one entry after another.
class ArchiveReader {
  public:
    // More entries than this are refused.
    static constexpr std::size_t most_entries = 1'000'000;

    // Opens an archive. The error: there is no such file, it is not a regular file, or it is not a tar archive that
    // zstd compressed.
    static Result<ArchiveReader> open(const std::filesystem::path& file);
    ArchiveReader(ArchiveReader&&) noexcept;
    ArchiveReader& operator=(ArchiveReader&&) noexcept;
    ~ArchiveReader();

    // Goes to the next entry; nullopt: there are no more. Refuses links, folders, devices, pipes, names that lead
    // elsewhere and names that were there before. The error names the file and the entry.
    Result<std::optional<ArchiveEntry>> next();
    // The bytes of the entry that next() gave: exactly its size, or an error.
    Result<void> read(const Sink& sink);
    // An error about the entry that next() gave.
    Error error(std::string what, std::string hint) const;

  private:
    struct State;
    explicit ArchiveReader(std::unique_ptr<State> state);
    Error failure() const;
    std::unique_ptr<State> state_;
};

}  // namespace lathe::bundle
