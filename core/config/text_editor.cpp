// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/text_editor.h"

#include <algorithm>

#include "core/base/plural.h"
#include "core/config/python_text.h"

namespace lathe::config {

using yaml::Location;
using yaml::Node;
using yaml::Step;
using yaml::Style;

namespace {

tl::unexpected<Error> refuse_edit(std::string kind, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = std::move(kind);
    return fail(std::move(error));
}

}  // namespace

TextEditor::TextEditor(const std::string& text, const Node& root) : text_(text), root_(root) {
    const auto newline = text_.find('\n');
    newline_ = newline != std::string::npos && newline > 0 && text_[newline - 1] == '\r' ? "\r\n" : "\n";
}

Result<TextEdit> TextEditor::set(std::string_view path, const NewValue& content) const {
    const Location at = locate(root_, path);
    if (at.node->kind == Node::Kind::alias) return refuse_alias(*at.node);
    if (at.rest.empty()) return replace(at, content);
    return add(at, content);
}

Result<TextEdit> TextEditor::erase(std::string_view path) const {
    const Location at = locate(root_, path);
    if (at.node->kind == Node::Kind::alias && !at.rest.empty()) return refuse_alias(*at.node);
    if (!at.rest.empty() || at.steps.empty())
        return refuse_edit("ConfigKeyError", "there is nothing to delete", "check the key");
    const Step& step = at.steps.back();
    const auto stride = step.parent->kind == Node::Kind::dict ? std::size_t{2} : std::size_t{1};
    if (step.parent->children.size() == stride) return erase_only(at);
    return step.parent->is_flow() ? erase_flow(step, stride) : erase_block(step);
}

Result<TextEdit> TextEditor::move(std::string_view path, std::size_t from, std::size_t to) const {
    const Location at = locate(root_, path);
    if (!at.rest.empty() || at.node->kind != Node::Kind::list)
        return refuse_edit("ConfigTypeError", "expected a list", "only items of a list can be moved");
    const Node& list = *at.node;
    if (from >= list.children.size() || to >= list.children.size())
        return refuse_edit("ConfigIndexError", "the list has " + counted(list.children.size(), "item"),
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

std::vector<std::string> TextEditor::readers(const Location& at) const {
    std::vector<std::string> anchors;
    if (!root_.anchor.empty()) anchors.push_back(root_.anchor);
    for (const auto& step : at.steps)
        if (!step.value().anchor.empty()) anchors.push_back(step.value().anchor);
    if (at.rest.empty()) collect_anchors(*at.node, anchors);
    std::vector<std::string> out;
    if (anchors.empty()) return out;
    for (auto& use : alias_uses(root_))
        if (std::find(anchors.begin(), anchors.end(), use.anchor) != anchors.end()) out.push_back(std::move(use.path));
    return out;
}

TextEdit TextEditor::edit(std::size_t begin, std::size_t end, std::string inserted) const {
    return {begin, between(begin, end), std::move(inserted)};
}

std::size_t TextEditor::line_end(std::size_t offset) const {
    const auto newline = std::min(text_.find('\n', offset), text_.size());
    return newline > offset && newline < text_.size() && text_[newline - 1] == '\r' ? newline - 1 : newline;
}

std::size_t TextEditor::line_start(std::size_t offset) const {
    const auto newline = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
    return newline == std::string::npos ? 0 : newline + 1;
}

bool TextEditor::starts_line(std::size_t offset) const {
    const auto start = line_start(offset);
    return text_.find_first_not_of(' ', start) >= offset;
}

tl::unexpected<Error> TextEditor::refuse_alias(const Node& alias) {
    return refuse_edit("ReadonlyConfigError", "this value is the alias *" + alias.text,
                       "change the anchored value &" + alias.text + " instead");
}

std::string TextEditor::one_line(const NewValue& content, Context context, Quotes quotes) const {
    if (content.typed) return *content.typed;
    const Value& value = content.value;
    return value.is_list() || value.is_dict() ? to_yaml_inline(value) : scalar_to_yaml(value, context, quotes);
}

Context TextEditor::context_of(const Location& at) {
    const auto is_flow = [](const Step& step) { return step.parent->is_flow(); };
    return std::any_of(at.steps.begin(), at.steps.end(), is_flow) ? Context::flow : Context::block;
}

Result<TextEdit> TextEditor::replace(const Location& at, const NewValue& content) const {
    const Node& old = *at.node;
    Quotes quotes = Quotes::when_needed;
    if (content.value.is_string() && old.style == Style::single_quoted) quotes = Quotes::single_quotes;
    if (content.value.is_string() && old.style == Style::double_quoted) quotes = Quotes::double_quotes;
    const bool collection = content.value.is_dict() || content.value.is_list();
    if (old.is_block()) {
        const bool stays_block =
            collection && !content.typed && !(content.value == Value(Dict{}) || content.value == Value(List{}));
        if (stays_block && content.value.is_dict() == (old.kind == Node::Kind::dict))
            return edit(old.begin.offset, old.end, block_to_yaml(content.value, column_of(old.begin.offset), newline_));
        if (at.steps.empty()) return edit(old.begin.offset, old.end, one_line(content, Context::block));
        const Step& step = at.steps.back();
        const auto after_marker = step.parent->markers[step.index] + 1;
        return edit(std::max(after_marker, old.properties == old.begin.offset ? after_marker : old.begin.offset),
                    old.end, " " + one_line(content, Context::block));
    }
    auto written = one_line(content, context_of(at), quotes);
    if (old.is_empty_scalar() && !at.steps.empty()) {
        const Step& step = at.steps.back();
        const auto marker = step.parent->markers[step.index];
        const bool has_colon = step.parent->kind == Node::Kind::list || (marker < text_.size() && text_[marker] == ':');
        return edit(old.end, old.end, (has_colon ? " " : ": ") + written);
    }
    // A tag belongs to the old value; an anchor stays.
    const auto begin = !old.tag.empty() && old.anchor.empty() ? old.properties : old.begin.offset;
    return edit(begin, old.end, std::move(written));
}

Result<TextEdit> TextEditor::add(const Location& at, const NewValue& content) const {
    const Node& parent = *at.node;
    if (parent.kind == Node::Kind::list) {
        if (!python_int(at.rest.front()))
            return refuse_edit("ConfigTypeError", "'" + at.rest.front() + "' is not the position of an item",
                               "give a number such as [0]");
        if (*python_int(at.rest.front()) != static_cast<std::int64_t>(parent.children.size()))
            return refuse_edit("ConfigIndexError", "the list has " + counted(parent.children.size(), "item"),
                               "give the next position to append");
    }
    NewValue wrapped = content;
    const std::size_t keep = parent.kind == Node::Kind::list || parent.kind == Node::Kind::dict ? 1 : 0;
    for (auto step = at.rest.rbegin(); step + static_cast<std::ptrdiff_t>(keep) != at.rest.rend(); ++step) {
        if (wrapped.typed)
            wrapped.typed = "{" + key_to_yaml(*step, Value::Kind::string, Context::flow) + ": " + *wrapped.typed + "}";
        Dict dict;
        dict.emplace_back(*step, std::move(wrapped.value));
        wrapped.value = std::move(dict);
    }
    if (keep == 0) return add_below_scalar(at, wrapped);
    const std::string& key = at.rest.front();
    if (parent.is_flow()) return add_to_flow(parent, key, wrapped);
    return add_to_block(parent, key, wrapped);
}

Result<TextEdit> TextEditor::add_below_scalar(const Location& at, const NewValue& content) const {
    const Node& old = *at.node;
    if (!old.is_empty_scalar()) return replace(at, content);
    if (at.steps.empty()) {
        // A file without any value, perhaps with comments.
        const auto end = text_.size();
        const std::string lead = end > 0 && text_.back() != '\n' ? newline_ : "";
        return edit(end, end, lead + block_or_typed(content, 0) + newline_);
    }
    const Step& step = at.steps.back();
    if (context_of(at) == Context::flow || !step.parent->is_block()) return replace(at, content);
    const auto indent = column_of(step.entry().properties) + 2;
    if (content.typed) return replace(at, content);
    const auto end = line_end(old.end);
    return edit(end, end, newline_ + std::string(indent, ' ') + block_to_yaml(content.value, indent, newline_));
}

std::string TextEditor::block_or_typed(const NewValue& content, std::size_t indent) const {
    if (!content.typed) return block_to_yaml(content.value, indent, newline_);
    // "{key: typed}" at the top of a file: without the braces.
    return content.typed->substr(1, content.typed->size() - 2);
}

Result<TextEdit> TextEditor::add_to_block(const Node& parent, const std::string& key, const NewValue& content) const {
    const bool is_list = parent.kind == Node::Kind::list;
    const auto end = line_end(parent.end);
    const auto column = is_list ? column_of(parent.markers.front()) : column_of(parent.children.front().properties);
    std::string line = newline_ + std::string(column, ' ');
    line += is_list ? "-" : key_to_yaml(key, Value::Kind::string, Context::block) + ":";
    const Value& value = content.value;
    const bool as_block = !content.typed && value.is_dict() && !value.as_dict().empty() && !siblings_are_flow(parent);
    if (!as_block) return edit(end, end, line + " " + one_line(content, Context::block));
    const auto indent = column + 2;
    line += is_list ? " " : newline_ + std::string(indent, ' ');
    return edit(end, end, line + block_to_yaml(value, indent, newline_));
}

bool TextEditor::siblings_are_flow(const Node& parent) {
    const auto dict = std::find_if(parent.children.rbegin(), parent.children.rend(),
                                   [](const Node& child) { return child.kind == Node::Kind::dict; });
    return dict != parent.children.rend() && dict->style == Style::flow;
}

Result<TextEdit> TextEditor::add_to_flow(const Node& parent, const std::string& key, const NewValue& content) const {
    const bool is_dict = parent.kind == Node::Kind::dict;
    std::string written = one_line(content, Context::flow);
    if (is_dict) written = key_to_yaml(key, Value::Kind::string, Context::flow) + ": " + written;
    if (parent.children.empty()) {
        const auto open = parent.begin.offset + 1;
        return edit(open, open, std::move(written));
    }
    const auto end = parent.children.back().end;
    const std::size_t stride = is_dict ? 2 : 1;
    // A comment stays behind the entry that it is about.
    if (const auto comment = between(end, parent.end).find('#'); comment != std::string::npos) {
        const Node& last = parent.children[parent.children.size() - stride];
        const auto column =
            starts_line(last.properties) ? column_of(last.properties) : column_of(parent.begin.offset) + 1;
        const bool has_comma = between(end, end + comment).find(',') != std::string::npos;
        const auto line = line_end(end + comment);
        return edit(end, line,
                    (has_comma ? "" : ",") + between(end, line) + newline_ + std::string(column, ' ') + written +
                        (has_comma ? "," : ""));
    }
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

Result<TextEdit> TextEditor::erase_flow(const Step& step, std::size_t stride) const {
    const Node& parent = *step.parent;
    if (step.index + stride < parent.children.size() + (stride - 1)) {
        const std::size_t next = step.index + 1;
        if (next < parent.children.size()) return edit(step.entry().properties, parent.children[next].properties, "");
    }
    const std::size_t before = step.index - stride;
    // A comment between the two is about the one that stays, and a comma may stand behind the last entry.
    const auto begin = parent.children[before].end;
    const bool is_commented = between(begin, step.entry().properties).find('#') != std::string::npos;
    return edit(is_commented ? step.entry().properties : begin, std::max(step.value().end, step.entry().end), "");
}

Result<TextEdit> TextEditor::erase_block(const Step& step) const {
    const Node& parent = *step.parent;
    const auto marker = parent.kind == Node::Kind::dict ? parent.markers[step.index - 1] : parent.markers[step.index];
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

Result<TextEdit> TextEditor::erase_only(const Location& at) const {
    const Step& step = at.steps.back();
    const Node& parent = *step.parent;
    if (parent.is_flow()) return edit(step.entry().properties, std::max(step.value().end, step.entry().end), "");
    const std::string empty = parent.kind == Node::Kind::dict ? "{}" : "[]";
    const auto marker = parent.kind == Node::Kind::dict ? parent.markers[step.index - 1] : parent.markers[step.index];
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

std::size_t TextEditor::last_property(const Node& node, std::size_t from) const {
    const auto end = std::min(text_.find_first_of("\r\n#", node.properties), node.begin.offset);
    auto last = end;
    while (last > from && text_[last - 1] == ' ') --last;
    return last;
}

}  // namespace lathe::config
