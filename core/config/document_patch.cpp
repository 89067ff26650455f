// SPDX-License-Identifier: GPL-3.0-or-later
// One scalar in the place of another: the tree of a document is patched instead of parsed anew, so that an edit of a
// long file costs little. Only where it is certain that parsing would give the same; Document::is_consistent tells.
#include <algorithm>

#include "core/config/document.h"
#include "core/config/yaml/locate.h"
#include "core/config/yaml/node.h"

namespace lathe::config {

namespace {

using yaml::Node;
using yaml::Style;

bool is_one_scalar(const Node& node) {
    const bool on_one_line =
        node.style == Style::plain || node.style == Style::single_quoted || node.style == Style::double_quoted;
    return node.kind == Node::Kind::scalar && on_one_line && node.anchor.empty() && node.tag.empty() &&
           !node.is_empty_scalar();
}

bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Text that is one scalar wherever a value may stand, whatever is around it. Quoted text is scanned by the caller.
bool is_safe(std::string_view text) {
    if (text.empty() || text.find_first_of("\r\n") != std::string_view::npos) return false;
    if (text.front() == '"' || text.front() == '\'') return text.size() > 1 && text.back() == text.front();
    const bool starts_well = is_alnum(text[0]) || ((text[0] == '-' || text[0] == '+' || text[0] == '.') &&
                                                   text.size() > 1 && is_alnum(text[1]));
    return starts_well && std::all_of(text.begin(), text.end(), [](char c) {
               return is_alnum(c) || c == '_' || c == '.' || c == '+' || c == '-' || c == '/';
           });
}

int characters(std::string_view text) {
    return static_cast<int>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// The value whose text is [begin, end), in the syntax tree and in the tree of values.
struct Found {
    Node* node = nullptr;
    Value* value = nullptr;
    std::string path;
};

// Goes down both trees, which must agree entry by entry: a dict into which "<<" merged another does not.
Found find(Node& root, Value& value, std::size_t begin, std::size_t end) {
    Found at{&root, &value, {}};
    while (at.node->kind == Node::Kind::list || at.node->kind == Node::Kind::dict) {
        Node& here = *at.node;
        if (!here.anchor.empty()) return {};
        const bool is_dict = here.kind == Node::Kind::dict;
        const std::size_t stride = is_dict ? 2 : 1;
        const auto count = here.children.size() / stride;
        if (is_dict ? !at.value->is_dict() || at.value->as_dict().size() != count
                    : !at.value->is_list() || at.value->as_list().size() != count)
            return {};
        const auto child = std::partition_point(here.children.begin(), here.children.end(), [&](const Node& one) {
            return one.end <= begin && one.begin.offset < begin;
        });
        if (child == here.children.end()) return {};
        const auto index = static_cast<std::size_t>(child - here.children.begin());
        if (index % stride != stride - 1) return {};  // a key
        const auto entry = index / stride;
        if (is_dict) {
            const Node& key = here.children[index - 1];
            auto& [name, item] = at.value->as_dict()[entry];
            if (item.key_kind == Value::Kind::string && name != key.text) return {};
            at = {&*child, &item, join_path(at.path, name)};
        } else {
            at = {&*child, &at.value->as_list()[entry], join_path(at.path, entry)};
        }
    }
    const bool exact = !at.path.empty() && at.node->begin.offset == begin && at.node->end == end;
    return exact && is_one_scalar(*at.node) ? at : Found{};
}

// What moves when the text that ended at byte `end` (in that line, behind that column) grows.
struct Shift {
    std::size_t end;
    std::ptrdiff_t bytes;
    int line;
    int column;
    int columns;
    bool moved_columns = false;

    void place(std::size_t& offset) const {
        if (offset >= end) offset = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(offset) + bytes);
    }
    void node(Node& at) {
        if (at.end < end && at.begin.offset < end) return;  // all of it stands before
        if (at.begin.line == line && at.begin.column > column && at.begin.offset >= end) {
            at.begin.column += columns;
            moved_columns = true;
        }
        place(at.begin.offset);
        place(at.end);
        place(at.properties);
        for (auto& marker : at.markers) place(marker);
        for (auto& child : at.children) node(child);
    }
    void value(Value& at) const {
        if (at.mark.line == line && at.mark.column > column) at.mark.column += columns;
        if (at.is_list())
            for (auto& item : at.as_list()) value(item);
        if (at.is_dict())
            for (auto& [key, item] : at.as_dict()) value(item);
    }
};

}  // namespace

std::optional<EditEffect> Document::patch(const TextEdit& edit) {
    if (edit.removed.empty() || edit.removed.find_first_of("\r\n") != std::string::npos || !is_safe(edit.inserted) ||
        text_.size() + edit.inserted.size() > max_document_size + edit.removed.size())
        return std::nullopt;
    // A plain scalar must not run into what stands beside it.
    const auto end = edit.offset + edit.removed.size();
    const auto stands_alone = [&](std::string_view neighbours, std::size_t at) {
        return at >= text_.size() || neighbours.find(text_[at]) != std::string_view::npos;
    };
    if (edit.offset == 0 || !stands_alone(" [,", edit.offset - 1) || !stands_alone(" \r\n,]}", end))
        return std::nullopt;

    if (!yaml::check_characters(edit.inserted)) return std::nullopt;
    const auto scanned = yaml::parse(edit.inserted);
    if (!scanned || !is_one_scalar(*scanned) || scanned->end != edit.inserted.size()) return std::nullopt;
    auto value = parse_value(edit.inserted);
    if (!value || value->is_list() || value->is_dict()) return std::nullopt;

    if (syntax_.use_count() > 1) syntax_ = std::make_shared<Node>(*syntax_);
    Found found = find(*syntax_, root_, edit.offset, end);
    if (found.node == nullptr) return std::nullopt;
    const auto place = found.node->begin;
    found.node->style = scanned->style;
    found.node->text = scanned->text;
    value->mark = found.value->mark;
    value->key_kind = found.value->key_kind;
    *found.value = std::move(*value);

    Shift shift{end,
                static_cast<std::ptrdiff_t>(edit.inserted.size()) - static_cast<std::ptrdiff_t>(edit.removed.size()),
                place.line, place.column, characters(edit.inserted) - characters(edit.removed)};
    if (shift.bytes != 0 || shift.columns != 0) {
        shift.node(*syntax_);
        if (shift.moved_columns) shift.value(root_);
    }
    text_.replace(edit.offset, edit.removed.size(), edit.inserted);
    if (shift.moved_columns) return EditEffect{};
    return EditEffect{std::move(found.path)};
}

std::optional<ScalarEdit> Document::replace_scalar(std::string_view path, std::string_view yaml) {
    const auto at = yaml::locate(*syntax_, path);
    if (!at.rest.empty() || !is_one_scalar(*at.node)) return std::nullopt;
    const auto begin = at.node->begin.offset;
    TextEdit edit{begin, text_.substr(begin, at.node->end - begin), std::string(yaml)};
    if (edit.removed == edit.inserted) return std::nullopt;
    auto effect = patch(edit);
    if (!effect) return std::nullopt;
    return ScalarEdit{std::move(edit), std::move(*effect)};
}

bool Document::is_consistent() const {
    const auto same_marks = [](const auto& self, const Value& a, const Value& b) -> bool {
        if (a.mark.line != b.mark.line || a.mark.column != b.mark.column || a.key_kind != b.key_kind) return false;
        if (a.is_list())
            for (std::size_t i = 0; i < a.as_list().size(); ++i)
                if (!self(self, a.as_list()[i], b.as_list()[i])) return false;
        if (a.is_dict())
            for (std::size_t i = 0; i < a.as_dict().size(); ++i)
                if (a.as_dict()[i].first != b.as_dict()[i].first ||
                    !self(self, a.as_dict()[i].second, b.as_dict()[i].second))
                    return false;
        return true;
    };
    const auto fresh = parse(text_, file_, wide_);
    return fresh && fresh->root_ == root_ && same_marks(same_marks, root_, fresh->root_) && *fresh->syntax_ == *syntax_;
}

}  // namespace lathe::config
