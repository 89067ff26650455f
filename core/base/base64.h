// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as text of a JSON line: base64 (RFC 4648, with padding, without line breaks). Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lathe {

// Four characters for each three bytes, the last ones padded with '='.
std::string to_base64(std::string_view bytes);
// The bytes that to_base64() wrote so; nullopt: the text is no base64, or was not written as to_base64() does.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace lathe
