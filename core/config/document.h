// SPDX-License-Identifier: GPL-3.0-or-later
// A YAML file that is edited as text: an edit changes only the bytes of that value, so comments, key order, quoting,
// anchors and line ends of everything else stay as the person wrote them.
// Value type; not synchronised.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/scalar.h"
#include "core/config/value.h"

namespace lathe::config {

namespace yaml {
struct Node;
}

// Largest config file that is read, in bytes.
inline constexpr std::uint64_t max_document_size = 16u << 20;

// Replace `removed` at byte `offset` by `inserted`. Applying inverse() after it restores the text exactly.
struct TextEdit {
    std::size_t offset = 0;
    std::string removed;
    std::string inserted;

    // The edit that takes this one back.
    TextEdit inverse() const { return {offset, inserted, removed}; }
};

// What an edit did to the tree of values.
struct EditEffect {
    // The path of the one scalar that another took the place of, where no other value changed or came to stand in
    // another column; nullopt: anything may have changed.
    std::optional<std::string> replaced;
};

// An edit that was made, and what it did.
struct ScalarEdit {
    TextEdit edit;
    EditEffect effect;
};

// The text of one file with the values in it.
class Document {
  public:
    // `file` is used in marks and messages only. Fails on what YAML 1.1 as OmegaConf reads it refuses.
    // An edit of other values needs no value of integers beyond 64 bits: as text they stay as they are written.
    static Result<Document> parse(std::string text, std::string file = {}, WideIntegers wide = WideIntegers::refused);
    // Reads a regular file of at most max_document_size bytes and parses it.
    static Result<Document> load(const std::string& file, WideIntegers wide = WideIntegers::refused);
    // Reads and parses what a person names on a command line: a file, or a stream (core/base/input.h).
    static Result<Document> load_input(const std::string& file, WideIntegers wide = WideIntegers::refused);

    const std::string& text() const { return text_; }  // as edited so far
    const std::string& file() const { return file_; }  // as given to parse() or load(); for messages
    const Value& root() const { return root_; }        // raw, with marks

    // The edits below are only worked out; apply() makes one. Paths are from the root of the file ("config.opt.lr",
    // "config.layers[2]"), and errors name file, key and place. This one sets an existing key, or adds a new one.
    Result<TextEdit> set_value(std::string_view path, const Value& value) const;
    // The same with a value as a person types it, on one line, e.g. "1e-3" or "${a}"; blank text is null.
    Result<TextEdit> set_text(std::string_view path, std::string_view yaml) const;
    // Takes a key or an item out. The error: it is not there, or aliases read what is anchored there.
    Result<TextEdit> erase(std::string_view path) const;
    // Puts the item at position `from` of a list, counted from 0, to position `to`.
    Result<TextEdit> move_item(std::string_view list_path, std::size_t from, std::size_t to) const;

    // The text of a value that stands on one line, as it is written there ("1e-3", "'a'", "[1, 2]"); nullopt for
    // others.
    std::optional<std::string> text_of(std::string_view path) const;

    // Who reads the anchored value that `path` stands in: paths of the aliases, empty when nobody does.
    std::vector<std::string> readers_of(std::string_view path) const;

    // Fails, and changes nothing, when the edit does not fit the text or the result does not parse. Replacing one plain
    // or quoted scalar by another does not read the rest of the file again.
    Result<EditEffect> apply(const TextEdit& edit);
    // set_text() and apply() at once where one plain or quoted scalar takes the place of another; nullopt: not so
    // simple, and nothing has changed.
    std::optional<ScalarEdit> replace_scalar(std::string_view path, std::string_view yaml);

    // Whether all that is known of the text is what parsing it gives; for tests.
    bool is_consistent() const;

  private:
    // apply() for a scalar in the place of a scalar; nullopt: not that simple, and nothing has changed.
    std::optional<EditEffect> patch(const TextEdit& edit);

    std::string text_;
    std::string file_;
    Value root_;
    WideIntegers wide_ = WideIntegers::refused;
    std::shared_ptr<yaml::Node> syntax_;  // shared by copies until one of them is patched
};

// One YAML value, e.g. what a person typed for an option or an override's right side: "1e-3", "[a, b]", "".
Result<Value> parse_value(std::string_view yaml);

}  // namespace lathe::config
