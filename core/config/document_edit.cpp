// Edits of a document as edits of its text. Every edit is checked before it is given out: the new text must parse to
// the old value with exactly this change.
#include <algorithm>

#include "core/config/document.h"
#include "core/config/scalar.h"
#include "core/config/writer.h"
#include "core/config/yaml/build.h"
#include "core/config/yaml/locate.h"
#include "core/config/yaml/node.h"

namespace lathe::config {

namespace {

using yaml::Location;
using yaml::Node;
using yaml::Step;
using yaml::Style;

tl::unexpected<Error> refuse(std::string kind, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = std::move(kind);
    return fail(std::move(error));
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

bool is_block(const Node& node) {
    return node.kind != Node::Kind::scalar && node.kind != Node::Kind::alias && node.style == Style::block;
}
bool is_flow(const Node& node) {
    return node.kind != Node::Kind::scalar && node.kind != Node::Kind::alias && node.style == Style::flow;
}

// What to write: the value, or the text as a person typed it.
struct New {
    Value value;
    std::optional<std::string> typed;
};

class Editor {
  public:
    Editor(const std::string& text, const Node& root) : text_(text), root_(root) {
        const auto newline = text_.find('\n');
        newline_ = newline != std::string::npos && newline > 0 && text_[newline - 1] == '\r' ? "\r\n" : "\n";
    }

    Result<TextEdit> set(std::string_view path, const New& content) const {
        const Location at = locate(root_, path);
        if (at.node->kind == Node::Kind::alias) return refuse_alias(*at.node);
        if (at.rest.empty()) return replace(at, content);
        return add(at, content);
    }

    Result<TextEdit> erase(std::string_view path) const {
        const Location at = locate(root_, path);
        if (at.node->kind == Node::Kind::alias && !at.rest.empty()) return refuse_alias(*at.node);
        if (!at.rest.empty() || at.steps.empty())
            return refuse("ConfigKeyError", "there is nothing to delete", "check the key");
        const Step& step = at.steps.back();
        const auto stride = step.parent->kind == Node::Kind::dict ? std::size_t{2} : std::size_t{1};
        if (step.parent->children.size() == stride) return erase_only(at);
        return is_flow(*step.parent) ? erase_flow(step, stride) : erase_block(step, stride);
    }

    Result<TextEdit> move(std::string_view path, std::size_t from, std::size_t to) const {
        const Location at = locate(root_, path);
        if (!at.rest.empty() || at.node->kind != Node::Kind::list)
            return refuse("ConfigTypeError", "expected a list", "only items of a list can be moved");
        const Node& list = *at.node;
        if (from >= list.children.size() || to >= list.children.size())
            return refuse("ConfigIndexError", "the list has " + std::to_string(list.children.size()) + " items",
                          "check the positions");
        // Items change places; what stands between them (commas, comments on lines of their own) stays.
        std::vector<std::pair<std::size_t, std::size_t>> spans;
        for (std::size_t i = 0; i < list.children.size(); ++i) {
            const Node& item = list.children[i];
            if (list.style == Style::flow) spans.emplace_back(item.properties, item.end);
            else spans.emplace_back(list.markers[i], line_end(item.end));
        }
        std::vector<std::size_t> order(spans.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        const auto first = order.begin() + static_cast<std::ptrdiff_t>(std::min(from, to));
        const auto last = order.begin() + static_cast<std::ptrdiff_t>(std::max(from, to)) + 1;
        if (from < to) std::rotate(first, first + 1, last);
        else std::rotate(first, last - 1, last);
        std::string inserted;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (i > 0) inserted += between(spans[i - 1].second, spans[i].first);
            inserted += between(spans[order[i]].first, spans[order[i]].second);
        }
        return edit(spans.front().first, spans.back().second, std::move(inserted));
    }

    // The paths of aliases that read an anchor on the way to `at`, or below it.
    std::vector<std::string> readers(const Location& at) const {
        std::vector<std::string> anchors;
        if (!root_.anchor.empty()) anchors.push_back(root_.anchor);
        for (const auto& step : at.steps)
            if (!step.value().anchor.empty()) anchors.push_back(step.value().anchor);
        if (at.rest.empty()) collect_anchors(*at.node, anchors);
        std::vector<std::string> out;
        if (anchors.empty()) return out;
        for (auto& use : alias_uses(root_))
            if (std::find(anchors.begin(), anchors.end(), use.anchor) != anchors.end())
                out.push_back(std::move(use.path));
        return out;
    }

  private:
    std::string between(std::size_t begin, std::size_t end) const { return text_.substr(begin, end - begin); }
    TextEdit edit(std::size_t begin, std::size_t end, std::string inserted) const {
        return {begin, between(begin, end), std::move(inserted)};
    }
    // Where the line that holds `offset` ends, before its "\n" or "\r\n".
    std::size_t line_end(std::size_t offset) const {
        const auto newline = std::min(text_.find('\n', offset), text_.size());
        return newline > offset && newline < text_.size() && text_[newline - 1] == '\r' ? newline - 1 : newline;
    }
    std::size_t line_start(std::size_t offset) const {
        const auto newline = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
        return newline == std::string::npos ? 0 : newline + 1;
    }
    bool starts_line(std::size_t offset) const {
        const auto start = line_start(offset);
        return text_.find_first_not_of(' ', start) >= offset;
    }
    std::size_t column_of(std::size_t offset) const { return offset - line_start(offset); }

    static tl::unexpected<Error> refuse_alias(const Node& alias) {
        return refuse("ReadonlyConfigError", "this value is the alias *" + alias.text,
                      "change the anchored value &" + alias.text + " instead");
    }

    std::string one_line(const New& content, bool in_flow, Quotes quotes = Quotes::when_needed) const {
        if (content.typed) return *content.typed;
        const Value& value = content.value;
        return value.is_list() || value.is_dict() ? to_yaml_inline(value) : scalar_to_yaml(value, in_flow, quotes);
    }

    bool inside_flow(const Location& at) const {
        return std::any_of(at.steps.begin(), at.steps.end(), [](const Step& step) { return is_flow(*step.parent); });
    }

    Result<TextEdit> replace(const Location& at, const New& content) const {
        const Node& old = *at.node;
        Quotes quotes = Quotes::when_needed;
        if (content.value.is_string() && old.style == Style::single_quoted) quotes = Quotes::single_quotes;
        if (content.value.is_string() && old.style == Style::double_quoted) quotes = Quotes::double_quotes;
        const bool collection = content.value.is_dict() || content.value.is_list();
        if (is_block(old)) {
            const bool stays_block =
                collection && !content.typed && !(content.value == Value(Dict{}) || content.value == Value(List{}));
            if (stays_block && content.value.is_dict() == (old.kind == Node::Kind::dict))
                return edit(old.begin.offset, old.end,
                            block_to_yaml(content.value, column_of(old.begin.offset), newline_));
            if (at.steps.empty()) return edit(old.begin.offset, old.end, one_line(content, false));
            const Step& step = at.steps.back();
            const auto after_marker = step.parent->markers[step.index] + 1;
            return edit(std::max(after_marker, old.properties == old.begin.offset ? after_marker : old.begin.offset),
                        old.end, " " + one_line(content, false));
        }
        auto written = one_line(content, inside_flow(at), quotes);
        if (old.is_empty_scalar() && !at.steps.empty()) {
            const Step& step = at.steps.back();
            const auto marker = step.parent->markers[step.index];
            const bool has_colon =
                step.parent->kind == Node::Kind::list || (marker < text_.size() && text_[marker] == ':');
            return edit(old.end, old.end, (has_colon ? " " : ": ") + written);
        }
        // A tag belongs to the old value; an anchor stays.
        const auto begin = !old.tag.empty() && old.anchor.empty() ? old.properties : old.begin.offset;
        return edit(begin, old.end, std::move(written));
    }

    // A new key or item below `at.node`, with the dicts on the way.
    Result<TextEdit> add(const Location& at, const New& content) const {
        const Node& parent = *at.node;
        if (parent.kind == Node::Kind::list) {
            if (!python_int(at.rest.front()))
                return refuse("ConfigTypeError", "'" + at.rest.front() + "' is not the position of an item",
                              "give a number such as [0]");
            if (*python_int(at.rest.front()) != static_cast<std::int64_t>(parent.children.size()))
                return refuse("ConfigIndexError", "the list has " + std::to_string(parent.children.size()) + " items",
                              "give the next position to append");
        }
        New wrapped = content;
        const std::size_t keep = parent.kind == Node::Kind::list || parent.kind == Node::Kind::dict ? 1 : 0;
        for (auto step = at.rest.rbegin(); step + static_cast<std::ptrdiff_t>(keep) != at.rest.rend(); ++step) {
            if (wrapped.typed)
                wrapped.typed = "{" + key_to_yaml(*step, Value::Kind::string, true) + ": " + *wrapped.typed + "}";
            Dict dict;
            dict.emplace_back(*step, std::move(wrapped.value));
            wrapped.value = std::move(dict);
        }
        if (keep == 0) return add_below_scalar(at, wrapped);
        const std::string& key = at.rest.front();
        if (is_flow(parent)) return add_to_flow(parent, key, wrapped);
        return add_to_block(parent, key, wrapped);
    }

    // The value is empty ("opt:") or a scalar: it becomes a dict. `content` is that dict.
    Result<TextEdit> add_below_scalar(const Location& at, const New& content) const {
        const Node& old = *at.node;
        if (!old.is_empty_scalar()) return replace(at, content);
        if (at.steps.empty()) {
            // A file without any value, perhaps with comments.
            const auto end = text_.size();
            const std::string lead = end > 0 && text_.back() != '\n' ? newline_ : "";
            return edit(end, end, lead + block_or_typed(content, 0) + newline_);
        }
        const Step& step = at.steps.back();
        if (inside_flow(at) || !is_block(*step.parent)) return replace(at, content);
        const auto indent = column_of(step.entry().properties) + 2;
        if (content.typed) return replace(at, content);
        const auto end = line_end(old.end);
        return edit(end, end, newline_ + std::string(indent, ' ') + block_to_yaml(content.value, indent, newline_));
    }

    std::string block_or_typed(const New& content, std::size_t indent) const {
        if (!content.typed) return block_to_yaml(content.value, indent, newline_);
        // "{key: typed}" at the top of a file: without the braces.
        return content.typed->substr(1, content.typed->size() - 2);
    }

    Result<TextEdit> add_to_block(const Node& parent, const std::string& key, const New& content) const {
        const bool is_list = parent.kind == Node::Kind::list;
        const auto end = line_end(parent.end);
        const auto column = is_list ? column_of(parent.markers.front()) : column_of(parent.children.front().properties);
        std::string line = newline_ + std::string(column, ' ');
        line += is_list ? "-" : key_to_yaml(key, Value::Kind::string, false) + ":";
        const Value& value = content.value;
        const bool as_block =
            !content.typed && value.is_dict() && !value.as_dict().empty() && !siblings_are_flow(parent);
        if (!as_block) return edit(end, end, line + " " + one_line(content, false));
        const auto indent = column + 2;
        line += is_list ? " " : newline_ + std::string(indent, ' ');
        return edit(end, end, line + block_to_yaml(value, indent, newline_));
    }

    static bool siblings_are_flow(const Node& parent) {
        const auto dict = std::find_if(parent.children.rbegin(), parent.children.rend(),
                                       [](const Node& child) { return child.kind == Node::Kind::dict; });
        return dict != parent.children.rend() && dict->style == Style::flow;
    }

    Result<TextEdit> add_to_flow(const Node& parent, const std::string& key, const New& content) const {
        const bool is_dict = parent.kind == Node::Kind::dict;
        std::string written = one_line(content, true);
        if (is_dict) written = key_to_yaml(key, Value::Kind::string, true) + ": " + written;
        if (parent.children.empty()) {
            const auto open = parent.begin.offset + 1;
            return edit(open, open, std::move(written));
        }
        const auto end = parent.children.back().end;
        const std::size_t stride = is_dict ? 2 : 1;
        std::string separator = ", ";
        if (parent.children.size() > stride) {
            // As between the last two entries, so that one entry a line stays one entry a line.
            const Node& last = parent.children[parent.children.size() - stride];
            const Node& before = parent.children[parent.children.size() - stride - 1];
            const auto written_there = between(before.end, last.properties);
            if (written_there.find_first_not_of(", \r\n") == std::string::npos) separator = written_there;
        }
        return edit(end, end, separator + written);
    }

    Result<TextEdit> erase_flow(const Step& step, std::size_t stride) const {
        const Node& parent = *step.parent;
        if (step.index + stride < parent.children.size() + (stride - 1)) {
            const std::size_t next = step.index + 1;
            if (next < parent.children.size())
                return edit(step.entry().properties, parent.children[next].properties, "");
        }
        const std::size_t before = step.index - stride;
        return edit(parent.children[before].end, step.value().end, "");
    }

    Result<TextEdit> erase_block(const Step& step, std::size_t) const {
        const Node& parent = *step.parent;
        const auto marker =
            parent.kind == Node::Kind::dict ? parent.markers[step.index - 1] : parent.markers[step.index];
        const auto last = std::max({step.value().end, step.entry().end, parent.markers[step.index] + 1});
        if (starts_line(marker)) {
            const auto end = text_.find('\n', last);
            if (end != std::string::npos) return edit(line_start(marker), end + 1, "");
            // The last line of a file without a newline at its end: the one before it goes.
            auto begin = line_start(marker);
            if (begin > 0) --begin;
            if (begin > 0 && text_[begin - 1] == '\r') --begin;
            return edit(begin, text_.size(), "");
        }
        // The first entry stands behind "- ": the next one takes its place.
        const std::size_t next = step.index + 1;
        if (next < parent.children.size()) return edit(marker, parent.markers[next], "");
        return edit(marker, last, "");
    }

    // The only entry: an empty collection stays.
    Result<TextEdit> erase_only(const Location& at) const {
        const Step& step = at.steps.back();
        const Node& parent = *step.parent;
        if (is_flow(parent)) return edit(step.entry().properties, std::max(step.value().end, step.entry().end), "");
        const std::string empty = parent.kind == Node::Kind::dict ? "{}" : "[]";
        const auto marker =
            parent.kind == Node::Kind::dict ? parent.markers[step.index - 1] : parent.markers[step.index];
        const auto last = std::max({step.value().end, step.entry().end, parent.markers[step.index] + 1});
        if (at.steps.size() == 1 || !starts_line(marker)) return edit(marker, last, empty);
        const Step& above = at.steps[at.steps.size() - 2];
        const auto after = above.parent->markers[above.index] + 1;
        const auto lines = line_start(marker);
        // " {}" goes right behind the colon; comments between it and the entry stay.
        const auto anchor_end = parent.properties == parent.begin.offset ? after : last_property(parent, after);
        const auto newline = text_.find('\n', last);
        auto kept = between(anchor_end, lines);
        const auto end = newline == std::string::npos ? text_.size() : newline + 1;
        return edit(anchor_end, end, " " + empty + kept);
    }

    // Where the anchor and tag of a block collection end.
    std::size_t last_property(const Node& node, std::size_t from) const {
        const auto end = std::min(text_.find_first_of("\r\n#", node.properties), node.begin.offset);
        auto last = end;
        while (last > from && text_[last - 1] == ' ') --last;
        return last;
    }

    const std::string& text_;
    const Node& root_;
    std::string newline_;
};

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
    return refuse("ValidationError",
                  "'" + std::string(shown) + "' cannot stand here as one value" +
                      (done ? std::string() : ": " + done.error().what),
                  "quote it if it is text");
}

}  // namespace

std::optional<std::string> Document::text_of(std::string_view path) const {
    const Location at = locate(*syntax_, path);
    if (!at.rest.empty() || at.node->kind == Node::Kind::alias || is_block(*at.node)) return std::nullopt;
    auto written = text_.substr(at.node->begin.offset, at.node->end - at.node->begin.offset);
    if (written.empty() || written.find_first_of("\r\n") != std::string::npos) return std::nullopt;
    return written;
}

std::vector<std::string> Document::readers_of(std::string_view path) const {
    return Editor(text_, *syntax_).readers(locate(*syntax_, path));
}

namespace {

Result<TextEdit> set(const Document& document, const Node& syntax, std::string_view path, const New& content) {
    const auto refused = [&](Error error) {
        return fail(in(std::move(error), document.file(), path, document.root()));
    };
    if (const auto readers = document.readers_of(path); !readers.empty()) {
        Error error{"this value is anchored, and aliases read it: " + joined(readers),
                    "change the aliases first, or edit the file by hand"};
        error.kind = "ReadonlyConfigError";
        return refused(std::move(error));
    }
    auto edit = Editor(document.text(), syntax).set(path, content);
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
    auto edit = Editor(text_, *syntax_).erase(path);
    if (!edit) return refused(std::move(edit.error()));
    Value expected = root_;
    expected.erase(path);
    auto checked = verified(*this, std::move(*edit), expected, path);
    if (!checked) return refused(std::move(checked.error()));
    return checked;
}

Result<TextEdit> Document::move_item(std::string_view list_path, std::size_t from, std::size_t to) const {
    const auto refused = [&](Error error) { return fail(in(std::move(error), file_, list_path, root_)); };
    auto edit = Editor(text_, *syntax_).move(list_path, from, to);
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

Result<void> Document::apply(const TextEdit& edit) {
    if (edit.offset > text_.size() || text_.compare(edit.offset, edit.removed.size(), edit.removed) != 0)
        return fail("the edit does not fit the text of " + (file_.empty() ? "the document" : file_),
                    "the file changed meanwhile: load it again");
    patched_.reset();
    if (patch(edit)) return {};
    std::string after = text_;
    after.replace(edit.offset, edit.removed.size(), edit.inserted);
    auto document = parse(std::move(after), file_);
    if (!document) return fail(std::move(document.error()));
    *this = std::move(*document);
    return {};
}

}  // namespace lathe::config
