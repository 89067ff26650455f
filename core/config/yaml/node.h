// SPDX-License-Identifier: GPL-3.0-or-later
// The syntax tree of one YAML document: what was written, and at which bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/yaml/scanner.h"

namespace lathe::config::yaml {

// One value or key as it is written, with all below it.
struct Node {
    // The kinds of nodes; an alias stands for another node.
    enum class Kind : std::uint8_t { scalar, list, dict, alias };

    Kind kind = Kind::scalar;
    Style style = Style::plain;  // of a scalar; flow or block of a collection
    Place begin;                 // of the content, after anchor and tag; an empty scalar stands where it was expected
    std::size_t end = 0;         // byte after the content
    std::size_t properties = 0;  // byte where anchor and tag begin; begin.offset without them
    std::string text;            // of a scalar, folded and unescaped; the name of an alias
    std::string anchor;
    std::string tag;             // full, e.g. "tag:yaml.org,2002:int"; "" without one
    std::vector<Node> children;  // items; or key, value, key, value, ...

    // For each child: the byte of its '-' (block list), of its ':' (value of a dict) or of its '?' or itself (key).
    std::vector<std::size_t> markers;

    bool operator==(const Node&) const = default;
    bool is_collection() const { return kind == Kind::list || kind == Kind::dict; }  // block or flow
    bool is_block() const { return is_collection() && style == Style::block; }       // written by indentation
    bool is_flow() const { return is_collection() && style == Style::flow; }         // written in brackets

    // Nothing is written there.
    bool is_empty_scalar() const { return kind == Kind::scalar && style == Style::plain && begin.offset == end; }
};

// Parses one document, by the rules of YAML 1.1 as PyYAML implements them. An empty text gives an empty scalar. Errors
// carry line and column but no file. `text` must be valid UTF-8 without control characters (check_characters).
Result<Node> parse(std::string_view text);

// Refuses bytes that are not UTF-8 and characters that YAML does not allow.
Result<void> check_characters(std::string_view text);

}  // namespace lathe::config::yaml
