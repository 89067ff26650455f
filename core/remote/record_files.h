// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of a study another machine may read, and be told to keep a copy of.
//
// Both sides ask this: the server before it opens a file, and the client before it writes one, so that no name leads
// out of a study's folder. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lathe::remote {

// Whether a name can be that of a study's folder in its workspace: one name, not hidden, of at most 255 bytes.
bool is_study_name(std::string_view name);

// How a file of the record changes.
enum class RecordFile : std::uint8_t {
    replaced,  // written anew at each change
    appended,  // only ever grows: the journal and logs
};

// How a file of a study's record is written. `name`: relative to the study's folder, with '/'. nullopt: not a file of
// the record, or a name that no study writes. Event files, checkpoints and what a program left in its folder are not
// among them: curves are asked for by columns.
std::optional<RecordFile> record_file(std::string_view name);

// Whether a file of the record is a log, which is copied only when somebody looks at it.
bool is_log(std::string_view name);

// Larger ones are left where they are, bytes.
inline constexpr std::uint64_t most_record_bytes = std::uint64_t{64} << 20;

}  // namespace lathe::remote
