// SPDX-License-Identifier: GPL-3.0-or-later
// What the scanner makes of YAML text: tokens, each with the bytes that it was written with.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/error.h"

namespace lathe::config::yaml {

// Thrown inside the YAML reader only; parse() (node.h) turns it into a Result.
struct Refusal {
    Error error;
};

// A place in a text; line and column count from 1.
struct Place {
    std::size_t offset = 0;  // bytes
    int line = 1;
    int column = 1;  // characters
    bool operator==(const Place&) const = default;
};

// How a scalar or a collection is written.
enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded, block, flow };

// The kinds of tokens.
enum class TokenKind : std::uint8_t {
    stream_end,
    directive,
    document_start,
    document_end,
    block_list_start,
    block_dict_start,
    block_end,
    flow_list_start,
    flow_dict_start,
    flow_list_end,
    flow_dict_end,
    block_entry,
    flow_entry,
    key,
    value,
    alias,
    anchor,
    tag,
    scalar
};

struct Token {
    TokenKind kind = TokenKind::stream_end;
    Place begin;
    std::size_t end = 0;  // byte after the token
    int end_line = 1;
    Style style = Style::plain;
    std::string text;    // scalar (folded and unescaped), anchor, alias, tag suffix, prefix of a %TAG directive
    std::string handle;  // of a tag: "!", "!!", "!name!", or "" for a verbatim one; of a %TAG directive
};

}  // namespace lathe::config::yaml
