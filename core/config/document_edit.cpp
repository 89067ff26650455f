// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of a document as edits of its text. Every edit is checked before it is given out: the new text must parse to
// the old value with exactly this change.
#include "core/config/document.h"
#include "core/config/text_editor.h"
#include "core/config/writer.h"
#include "core/config/yaml/build.h"
#include "core/config/yaml/locate.h"
#include "core/config/yaml/node.h"

namespace lathe::config {

namespace {

using yaml::Location;
using yaml::Node;

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

Error in(Error error, const std::string& file, std::string_view path, const Value& root) {
    error.file = file;
    error.key = std::string(path);
    if (const Value* value = root.find(path)) {
        error.line = value->mark.line;
        error.column = value->mark.column;
    }
    return error;
}

// The text that `edit` gives must read as `expected`.
Result<TextEdit> verified(const Document& document, TextEdit edit, const Value& expected, std::string_view shown) {
    auto changed = document;
    const auto done = changed.apply(edit);
    if (done && changed.root() == expected) return edit;
    Error error{"'" + std::string(shown) + "' cannot stand here as one value" +
                    (done ? std::string() : ": " + done.error().what),
                "quote it if it is text"};
    error.kind = "ValidationError";
    return fail(std::move(error));
}

}  // namespace

std::optional<std::string> Document::text_of(std::string_view path) const {
    const Location at = locate(*syntax_, path);
    if (!at.rest.empty() || at.node->kind == Node::Kind::alias || at.node->is_block()) return std::nullopt;
    auto written = text_.substr(at.node->begin.offset, at.node->end - at.node->begin.offset);
    if (written.empty() || written.find_first_of("\r\n") != std::string::npos) return std::nullopt;
    return written;
}

std::vector<std::string> Document::readers_of(std::string_view path) const {
    return TextEditor(text_, *syntax_).readers(locate(*syntax_, path));
}

namespace {

Result<TextEdit> set(const Document& document, const Node& syntax, std::string_view path, const NewValue& content) {
    const auto refused = [&](Error error) {
        return fail(in(std::move(error), document.file(), path, document.root()));
    };
    if (const auto readers = document.readers_of(path); !readers.empty()) {
        Error error{"this value is anchored, and aliases read it: " + joined(readers),
                    "change the aliases first, or edit the file by hand"};
        error.kind = "ReadonlyConfigError";
        return refused(std::move(error));
    }
    if (auto fine = check_depth(path, content.value); !fine) return fail(std::move(fine.error()));
    auto edit = TextEditor(document.text(), syntax).set(path, content);
    if (!edit) return refused(std::move(edit.error()));
    Value expected = document.root();
    expected.set(path, content.value);
    auto checked =
        verified(document, std::move(*edit), expected, content.typed ? *content.typed : to_yaml_inline(content.value));
    if (!checked) return refused(std::move(checked.error()));
    return checked;
}

}  // namespace

Result<TextEdit> Document::set_value(std::string_view path, const Value& value) const {
    if (const Value* old = root_.find(path); old != nullptr && *old == value) return TextEdit{};
    return set(*this, *syntax_, path, {value, std::nullopt});
}

Result<TextEdit> Document::set_text(std::string_view path, std::string_view typed) const {
    const auto refused = [&](std::string what, std::string hint) {
        Error error{std::move(what), std::move(hint)};
        error.kind = "ValidationError";
        return fail(in(std::move(error), file_, path, root_));
    };
    const auto first = typed.find_first_not_of(" \t");
    typed = first == std::string_view::npos ? std::string_view{}
                                            : typed.substr(first, typed.find_last_not_of(" \t") - first + 1);
    if (typed.find_first_of("\r\n") != std::string_view::npos)
        return refused("a value on one line is expected, found several lines",
                       "write line breaks as \\n in double quotes");
    if (auto fine = yaml::check_characters(typed); !fine) return refused(fine.error().what, fine.error().hint);
    const auto syntax = yaml::parse(typed);
    if (!syntax)
        return refused("'" + std::string(typed) + "' is not a YAML value: " + syntax.error().what,
                       "quote it if it is text");
    if (syntax->end != typed.size() && !syntax->is_empty_scalar())
        return refused("'" + std::string(typed) + "' holds more than a value", "quote it if it is text");
    auto value = yaml::build(*syntax, nullptr);
    if (!value)
        return refused("'" + std::string(typed) + "' is not a YAML value: " + value.error().what, value.error().hint);
    if (value->is_null() && typed.empty()) return set(*this, *syntax_, path, {*value, "null"});
    if (syntax->is_empty_scalar())
        return refused("'" + std::string(typed) + "' holds no value", "quote it if it is text");
    return set(*this, *syntax_, path, {std::move(*value), std::string(typed)});
}

Result<TextEdit> Document::erase(std::string_view path) const {
    const auto refused = [&](Error error) { return fail(in(std::move(error), file_, path, root_)); };
    if (const auto readers = readers_of(path); !readers.empty()) {
        Error error{"this value is anchored, and aliases read it: " + joined(readers), "change the aliases first"};
        error.kind = "ReadonlyConfigError";
        return refused(std::move(error));
    }
    auto edit = TextEditor(text_, *syntax_).erase(path);
    if (!edit) return refused(std::move(edit.error()));
    Value expected = root_;
    expected.erase(path);
    auto checked = verified(*this, std::move(*edit), expected, path);
    if (!checked) return refused(std::move(checked.error()));
    return checked;
}

Result<TextEdit> Document::move_item(std::string_view list_path, std::size_t from, std::size_t to) const {
    const auto refused = [&](Error error) { return fail(in(std::move(error), file_, list_path, root_)); };
    auto edit = TextEditor(text_, *syntax_).move(list_path, from, to);
    if (!edit) return refused(std::move(edit.error()));
    Value expected = root_;
    auto& items = const_cast<Value*>(std::as_const(expected).find(list_path))->as_list();
    auto item = std::move(items[from]);
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(from));
    items.insert(items.begin() + static_cast<std::ptrdiff_t>(to), std::move(item));
    auto checked = verified(*this, std::move(*edit), expected, list_path);
    if (!checked) return refused(std::move(checked.error()));
    return checked;
}

Result<EditEffect> Document::apply(const TextEdit& edit) {
    if (edit.offset > text_.size() || text_.compare(edit.offset, edit.removed.size(), edit.removed) != 0)
        return fail("the edit does not fit the text of " + (file_.empty() ? "the document" : file_),
                    "the file changed meanwhile: load it again");
    if (auto effect = patch(edit)) return std::move(*effect);
    std::string after = text_;
    after.replace(edit.offset, edit.removed.size(), edit.inserted);
    auto document = parse(std::move(after), file_, wide_);
    if (!document) return fail(std::move(document.error()));
    *this = std::move(*document);
    return EditEffect{};
}

}  // namespace lathe::config
