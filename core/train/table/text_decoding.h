// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a text file as UTF-8. No torch; any thread.
#pragma once

#include <string>

#include "core/base/error.h"

namespace lathe::train {

// A text, and how it was written.
struct DecodedText {
    std::string text;      // UTF-8, without a byte order mark
    std::string encoding;  // that it had: "utf-8", "utf-16le", ...
};

// Makes UTF-8 of a file's bytes. `encoding`: a name that data.encoding takes; "auto": what the byte order mark says,
// UTF-16 without one (every other byte is 0), else UTF-8. The error names the line of the first byte that does not fit,
// and what to set.
Result<DecodedText> decode_text(std::string bytes, const std::string& encoding = "auto");

// The byte at which a text stops being UTF-8; npos: it is UTF-8 throughout.
std::size_t invalid_utf8(std::string_view text);

}  // namespace lathe::train
