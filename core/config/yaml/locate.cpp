// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/yaml/locate.h"

#include "core/config/python_text.h"
#include "core/config/scalar.h"
#include "core/config/value.h"

namespace lathe::config::yaml {

namespace {

// The text by which a path names a key: numbers and booleans as the value tree keeps them.
std::string key_text(const Node& key) {
    if (key.style != Style::plain) return key.text;
    const auto value = read_plain_scalar(key.text);
    if (!value || value->is_string() || value->is_null()) return key.text;
    if (value->is_bool()) return value->as_bool() ? "true" : "false";
    return value->is_int() ? std::to_string(value->as_int()) : python_repr(value->as_float());
}

constexpr std::size_t nowhere = SIZE_MAX;

std::size_t find_child(const Node& node, const std::string& step) {
    if (node.kind == Node::Kind::dict) {
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2)
            if (node.children[i].text == step || key_text(node.children[i]) == step) return i + 1;
    } else if (node.kind == Node::Kind::list) {
        const auto index = python_int(step);
        if (index && *index >= 0 && static_cast<std::size_t>(*index) < node.children.size())
            return static_cast<std::size_t>(*index);
    }
    return nowhere;
}

void collect_uses(const Node& node, const std::string& path, std::vector<AliasUse>& out) {
    if (node.kind == Node::Kind::alias) out.push_back({node.text, path});
    if (node.kind == Node::Kind::list)
        for (std::size_t i = 0; i < node.children.size(); ++i) collect_uses(node.children[i], join_path(path, i), out);
    if (node.kind == Node::Kind::dict)
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2)
            collect_uses(node.children[i + 1], join_path(path, key_text(node.children[i])), out);
}

}  // namespace

Location locate(const Node& root, std::string_view path) {
    Location out;
    out.node = &root;
    if (path.empty()) return out;
    const auto steps = split_path(path);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto index = find_child(*out.node, steps[i]);
        if (index == nowhere) {
            out.rest.assign(steps.begin() + static_cast<std::ptrdiff_t>(i), steps.end());
            return out;
        }
        out.steps.push_back({out.node, index});
        out.node = &out.node->children[index];
    }
    return out;
}

std::vector<AliasUse> alias_uses(const Node& root) {
    std::vector<AliasUse> out;
    collect_uses(root, "", out);
    return out;
}

void collect_anchors(const Node& node, std::vector<std::string>& out) {
    if (!node.anchor.empty()) out.push_back(node.anchor);
    for (const auto& child : node.children) collect_anchors(child, out);
}

}  // namespace lathe::config::yaml
