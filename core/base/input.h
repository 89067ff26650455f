// SPDX-License-Identifier: GPL-3.0-or-later
// What a command line names as a file, where a stream may stand for one. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/temporary_folder.h"

namespace lathe {

// The descriptor of this process that `name` means: 0 for "-" and "/dev/stdin", 63 for "/dev/fd/63", which a shell
// gives for <(...); nullopt: it names a file.
std::optional<int> inherited_descriptor(std::string_view name);

struct Input {
    std::string text;
    std::string name;  // for messages and relative paths; of a stream one without a folder: "stdin", "stream-63"
};

// All that a file or a stream holds, the latter as far as nobody has read it yet. Waits for whoever writes a stream.
// Fails on more than `max_size` bytes. For what a person names, never for what stands in a file: that could make a
// program wait for ever.
Result<Input> read_input(const std::string& name, std::uint64_t max_size);

// What a stream held, as a file that goes with this object: for readers that need a path.
struct StreamFile {
    TemporaryFolder folder;
    std::string path;
    std::string name;  // for messages: "stdin", "stream-63"
};
// `name`: of a stream. Otherwise as read_input(), but piece by piece: no more than a piece is in the memory.
Result<StreamFile> copy_stream(const std::string& name, std::uint64_t max_size);

}  // namespace lathe
