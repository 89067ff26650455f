// SPDX-License-Identifier: GPL-3.0-or-later
// study.jsonl: the append-only journal of a study. One JSON object a line, each with "event", "time" and a checksum.
//
// The checksum is the line's last member, "crc": eight hexadecimal digits of the CRC-32C of the line as it would be
// without that member. study_journal.h says which events there are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/files.h"
#include "core/base/json.h"

namespace lathe::store {

// One writer at a time (hold the StudyLock); one thread.
class Journal {
  public:
    // Opens for appending; drops a torn last line.
    static Result<Journal> open(const std::filesystem::path& file);
    // Writes one event with its "time" (unless it has one) and checksum, in one call. After an error (a full disk) the
    // file is as it was before.
    Result<void> append(Json event);
    // Returns when all appended lines are on the disk, so that they outlast a power failure.
    Result<void> flush_to_disk() { return file_.flush_to_disk(); }

    // What a journal holds, and what is wrong with it.
    struct Contents {
        std::vector<Json> events;           // of the valid lines, in order, without their checksums
        std::uint64_t good_bytes = 0;       // all but a torn last line
        bool torn = false;                  // the last line was cut short (a crash, or a writer that is just at it)
        bool needs_newline = false;         // the last line is valid, only its newline is missing
        std::vector<std::string> warnings;  // damaged lines before that, with their numbers
    };
    // Reads all events of a journal. A file that is missing is an error; one without a valid line is not.
    static Result<Contents> read(const std::filesystem::path& file);
    // The event of one line without its newline and checksum; nullopt: the line is not as it was written.
    static std::optional<Json> parse_line(std::string_view line);

  private:
    AppendFile file_;
};

}  // namespace lathe::store
