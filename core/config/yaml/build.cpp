// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/yaml/build.h"

#include <unordered_map>
#include <unordered_set>

#include "core/config/python_text.h"
#include "core/config/scalar.h"

namespace lathe::config::yaml {

namespace {

class Builder {
  public:
    Builder(std::shared_ptr<const std::string> file, WideIntegers wide) : file_(std::move(file)), wide_(wide) {}

    Value build(const Node& node) {
        if (expanding_ > 0) {
            spend(node);
            return content(node);
        }
        if (node.anchor.empty()) return content(node);
        const auto [anchor, is_new] = anchors_.emplace(node.anchor, nullptr);
        if (!is_new) refuse(node, "the anchor &" + node.anchor + " is defined twice", "give it another name");
        Value value = content(node);
        anchors_[node.anchor] = &node;
        return value;
    }

  private:
    [[noreturn]] void refuse(const Node& at, std::string what, std::string hint,
                             std::string kind = "ConstructorError") {
        Error error{std::move(what), std::move(hint)};
        error.kind = std::move(kind);
        error.line = at.begin.line;
        error.column = at.begin.column;
        throw Refusal{std::move(error)};
    }

    Value content(const Node& node) {
        Value value;
        switch (node.kind) {
            case Node::Kind::scalar: value = scalar(node); break;
            case Node::Kind::alias: value = alias(node); break;
            case Node::Kind::list: value = list(node); break;
            case Node::Kind::dict: value = dict(node); break;
        }
        value.mark = {file_, node.begin.line, node.begin.column};
        value.key_kind = Value::Kind::string;
        return value;
    }

    Value scalar(const Node& node) {
        if (wide_ == WideIntegers::as_text && node.style == Style::plain && is_wide_integer(node.text))
            return node.text;
        auto value = !node.tag.empty() && !(node.tag == "!" && node.style == Style::plain)
                         ? read_tagged_scalar(node.tag, node.text)
                     : node.style == Style::plain ? read_plain_scalar(node.text)
                                                  : Result<Value>(Value(node.text));
        if (!value)
            refuse(node, value.error().what, value.error().hint,
                   value.error().kind.empty() ? "ConstructorError" : value.error().kind);
        return std::move(*value);
    }

    Value alias(const Node& node) {
        const auto found = anchors_.find(node.text);
        if (found == anchors_.end())
            refuse(node, "the alias *" + node.text + " has no anchor &" + node.text + " before it",
                   "define the anchor, or quote the text");
        if (found->second == nullptr)
            refuse(node, "the alias *" + node.text + " stands inside its own anchor", "break the cycle");
        ++expanding_;
        Value value = build(*found->second);
        --expanding_;
        return value;
    }

    void spend(const Node& node) {
        if (++expanded_ > max_expansion)
            refuse(node, "aliases expand to more than " + std::to_string(max_expansion) + " values",
                   "write the values out");
    }

    void check_tag(const Node& node, std::string_view type) {
        if (!node.tag.empty() && node.tag != "!" && node.tag != "tag:yaml.org,2002:" + std::string(type))
            refuse(node, "the tag " + node.tag + " is not supported here", "remove the tag");
    }

    // build(), where an error gets the step to it in front of its key.
    template <class Step>
    Value build_at(const Step& step, const Node& child) {
        try {
            return build(child);
        } catch (Refusal& refusal) {
            std::string& key = refusal.error.key;
            std::string whole = join_path("", step);
            if (!key.empty()) whole += (key.starts_with('[') ? "" : ".") + key;
            key = std::move(whole);
            throw;
        }
    }

    Value list(const Node& node) {
        check_tag(node, "seq");
        List out;
        out.reserve(node.children.size());
        for (std::size_t i = 0; i < node.children.size(); ++i) out.push_back(build_at(i, node.children[i]));
        return out;
    }

    // A key's text, and what type it was written as.
    std::pair<std::string, Value::Kind> key_of(const Node& node) {
        const Value key = build(node);
        switch (key.kind()) {
            case Value::Kind::string: return {key.as_string(), key.kind()};
            case Value::Kind::boolean: return {key.as_bool() ? "true" : "false", key.kind()};
            case Value::Kind::integer: return {std::to_string(key.as_int()), key.kind()};
            case Value::Kind::floating: return {python_repr(key.as_float()), key.kind()};
            case Value::Kind::null: refuse(node, "a key cannot be null", "quote the key", "KeyValidationError");
            case Value::Kind::list:
            case Value::Kind::dict: break;
        }
        refuse(node, "a key cannot be a list or a dict", "quote the key");
    }

    static bool is_merge(const Node& key) {
        return key.kind == Node::Kind::scalar && key.style == Style::plain && key.tag.empty() && key.text == "<<";
    }

    // Entries that "<<" brings: those of several dicts in reverse, so that the first one wins.
    void merge(const Node& node, std::vector<Entry>& into) {
        const Value value = build(node);
        const auto add = [&](const Value& one) {
            if (!one.is_dict())
                refuse(node, "'<<' expects a dict or a list of dicts", "give it an alias such as *base");
            into.insert(into.end(), one.as_dict().begin(), one.as_dict().end());
        };
        if (value.is_list()) {
            for (auto one = value.as_list().rbegin(); one != value.as_list().rend(); ++one) add(*one);
        } else {
            add(value);
        }
    }

    Value dict(const Node& node) {
        check_tag(node, "map");
        Dict own;
        own.reserve(node.children.size() / 2);
        std::vector<Entry> merged;
        std::unordered_set<std::string> seen;
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
            const Node& key = node.children[i];
            if (is_merge(key)) {
                merge(node.children[i + 1], merged);
                continue;
            }
            auto [text, kind] =
                key.kind == Node::Kind::scalar && key.style == Style::plain && key.text == "=" && key.tag.empty()
                    ? std::pair{std::string("="), Value::Kind::string}
                    : key_of(key);
            if (!seen.insert(text).second)
                refuse(key, "found the duplicate key '" + text + "'", "remove one of the two");
            Value value = build_at(text, node.children[i + 1]);
            value.key_kind = kind;
            own.emplace_back(std::move(text), std::move(value));
        }
        return merged.empty() ? std::move(own) : with_merged(std::move(merged), std::move(own));
    }

    // Merged entries come first, as in PyYAML; an entry of the dict itself replaces the merged one in its place.
    static Dict with_merged(std::vector<Entry> merged, Dict own) {
        Dict out;
        std::unordered_map<std::string, std::size_t> index;
        const auto put = [&](Entry entry) {
            const auto [found, is_new] = index.emplace(entry.first, out.size());
            if (is_new) out.push_back(std::move(entry));
            else out[found->second] = std::move(entry);
        };
        for (auto& entry : merged) put(std::move(entry));
        for (auto& entry : own) put(std::move(entry));
        return out;
    }

    std::shared_ptr<const std::string> file_;
    const WideIntegers wide_;
    std::unordered_map<std::string, const Node*> anchors_;  // nullptr: still open
    std::size_t expanding_ = 0;                             // aliases being followed
    std::size_t expanded_ = 0;                              // values that they gave so far
};

}  // namespace

Result<Value> build(const Node& root, const std::shared_ptr<const std::string>& file, WideIntegers wide) {
    try {
        return Builder(file, wide).build(root);
    } catch (Refusal& refusal) {
        return fail(std::move(refusal.error));
    }
}

}  // namespace lathe::config::yaml
