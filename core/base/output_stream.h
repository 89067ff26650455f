// SPDX-License-Identifier: GPL-3.0-or-later
// What a command line names as the file to write, where a stream may stand for one. Any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lathe {

// The descriptor of this process that `name` means: 1 for "-" and "/dev/stdout", 2 for "/dev/stderr", 63 for
// "/dev/fd/63", which a shell gives for >(...); nullopt: it names a file.
std::optional<int> output_descriptor(std::string_view name);

// Whether `name` is a descriptor, a pipe or a device: it is written as the bytes come, as nothing may take its place.
bool is_output_stream(const std::filesystem::path& name);

// Whether a file can be written there, asked before the work that fills it: it is in a folder that may be written, and
// no folder itself. A stream always can, as far as is known before.
Result<void> check_output(const std::filesystem::path& name);

// A pipe, a device or a descriptor of this process that is written to.
class OutputStream {
  public:
    // Opens what is_output_stream() says yes to. Waits for whoever reads a pipe: for what a person names, never for
    // what stands in a file.
    static Result<OutputStream> open(const std::filesystem::path& name);
    OutputStream(OutputStream&& other) noexcept;
    OutputStream& operator=(OutputStream&&) = delete;
    ~OutputStream();  // closes what open() has opened, not a descriptor that the process had

    // All of it, behind what the C library still holds back for standard output.
    Result<void> write(std::string_view bytes);
    // What a file holds that is open for reading, from its beginning, a mebibyte at a time. `name`: of the file, for
    // messages.
    Result<void> write_file(int descriptor, const std::filesystem::path& name);

  private:
    OutputStream(int fd, bool is_own, std::string name) : fd_(fd), is_own_(is_own), name_(std::move(name)) {}

    int fd_;
    bool is_own_;
    std::string name_;  // for messages
};

// Writes what a person wants to be written: a file appears whole (write_file_atomically), a stream is written straight.
Result<void> write_output(const std::filesystem::path& name, std::string_view bytes);

// Writes what a file holds to a stream, piece by piece.
Result<void> write_file_to_stream(const std::filesystem::path& file, const std::filesystem::path& stream);

}  // namespace lathe
