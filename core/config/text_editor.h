// SPDX-License-Identifier: GPL-3.0-or-later
// How an edit of a value becomes an edit of the text: replace, add, delete and move in the style of what stands around
// it. What comes out is not checked here: see Document (document.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/document.h"
#include "core/config/writer.h"
#include "core/config/yaml/locate.h"
#include "core/config/yaml/node.h"

namespace lathe::config {

// What to write: the value, or the text as a person typed it.
struct NewValue {
    Value value;
    std::optional<std::string> typed;
};

// Text and tree must outlive it.
class TextEditor {
  public:
    // A new line ends as the first line of the text does.
    TextEditor(const std::string& text, const yaml::Node& root);

    // Replaces the value, or adds the key with the dicts on the way. An alias is refused.
    Result<TextEdit> set(std::string_view path, const NewValue& content) const;
    // Takes an entry out with its line; where it was the only one, an empty collection stays.
    Result<TextEdit> erase(std::string_view path) const;
    // An item of a list to another position; comments on lines of their own stay where they are.
    Result<TextEdit> move(std::string_view path, std::size_t from, std::size_t to) const;

    // The paths of aliases that read an anchor on the way to `at`, or below it.
    std::vector<std::string> readers(const yaml::Location& at) const;

  private:
    std::string between(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }
    TextEdit edit(std::size_t begin, std::size_t end, std::string inserted) const;
    // Where the line that holds `offset` ends, before its "\n" or "\r\n".
    std::size_t line_end(std::size_t offset) const;
    std::size_t line_start(std::size_t offset) const;
    bool starts_line(std::size_t offset) const;
    std::size_t column_of(std::size_t offset) const { return offset - line_start(offset); }

    static tl::unexpected<Error> refuse_alias(const yaml::Node& alias);
    std::string one_line(const NewValue& content, Context context, Quotes quotes = Quotes::when_needed) const;
    static Context context_of(const yaml::Location& at);
    Result<TextEdit> replace(const yaml::Location& at, const NewValue& content) const;
    // A new key or item below `at.node`, with the dicts on the way.
    Result<TextEdit> add(const yaml::Location& at, const NewValue& content) const;
    // The value is empty ("opt:") or a scalar: it becomes a dict. `content` is that dict.
    Result<TextEdit> add_below_scalar(const yaml::Location& at, const NewValue& content) const;
    std::string block_or_typed(const NewValue& content, std::size_t indent) const;
    Result<TextEdit> add_to_block(const yaml::Node& parent, const std::string& key, const NewValue& content) const;
    static bool siblings_are_flow(const yaml::Node& parent);
    Result<TextEdit> add_to_flow(const yaml::Node& parent, const std::string& key, const NewValue& content) const;
    Result<TextEdit> erase_flow(const yaml::Step& step, std::size_t stride) const;
    Result<TextEdit> erase_block(const yaml::Step& step) const;
    // The only entry: an empty collection stays.
    Result<TextEdit> erase_only(const yaml::Location& at) const;
    // Where the anchor and tag of a block collection end.
    std::size_t last_property(const yaml::Node& node, std::size_t from) const;

    const std::string& text_;
    const yaml::Node& root_;
    std::string newline_;
};

}  // namespace lathe::config
