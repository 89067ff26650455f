// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/defaults_node.h"

#include <algorithm>

#include "core/base/text.h"

namespace lathe::config {

namespace {

constexpr std::string_view global = "_global_";
constexpr std::string_view own_group = "_group_";

std::string joined(const std::string& left, const std::string& right, char between) {
    return left.empty() ? right : right.empty() ? left : left + between + right;
}

std::string with_dots(std::string path) {
    std::replace(path.begin(), path.end(), '/', '.');
    return path;
}

}  // namespace

DefaultsNode DefaultsNode::below(DefaultsItem item, std::string base, std::string package) {
    DefaultsNode node{std::move(item), std::move(base), std::move(package), {}};
    if (!node.item.package || node.item.package->find(own_group) == std::string::npos) return node;
    const auto group = with_dots(node.group());
    std::string& wanted = *node.item.package;
    for (std::size_t at = 0; (at = wanted.find(own_group, at)) != std::string::npos; at += group.size())
        wanted.replace(at, own_group.size(), group);
    wanted.insert(0, std::string(global) + ".");
    return node;
}

DefaultsNode DefaultsNode::one_of(std::size_t index) const {
    DefaultsNode one = *this;
    one.item.kind = DefaultsItem::Kind::file;
    one.item.is_list = false;
    // A name may hold a folder of the group: "engine/rocks".
    const std::string& name = item.names[index];
    const auto slash = name.rfind('/');
    if (slash != std::string::npos) one.item.group = joined(item.group, name.substr(0, slash), '/');
    one.item.names = {name.substr(slash + 1)};
    if (item.at && item.at->is_list()) one.item.at = &item.at->as_list()[index];
    return one;
}

std::string DefaultsNode::group() const {
    if (item.group.starts_with('/')) return item.group.substr(1);
    return joined(base, item.group, '/');
}

std::string DefaultsNode::name() const {
    return item.names.empty() || item.is_list ? std::string() : item.names.front();
}

std::string DefaultsNode::path() const {
    return joined(group(), name(), '/');
}

std::string DefaultsNode::package_of(const std::optional<std::string>& wanted) const {
    std::string own = wanted ? *wanted : with_dots(item.group.starts_with('/') ? item.group.substr(1) : item.group);
    // A group beside the file's own ("../db") has no place below it.
    if (!wanted && item.group.find("..") != std::string::npos) own.clear();
    const auto whole = joined(parent_package, own, '.');
    const auto at = whole.rfind(global);
    if (at == std::string::npos) return whole;
    return whole.size() > at + global.size() ? whole.substr(at + global.size() + 1) : std::string();
}

std::string DefaultsNode::key() const {
    const auto path = group();
    const auto place = package_of(item.package);
    if (place == with_dots(path)) return path;
    return path + "@" + (place.empty() ? std::string(global) : place);
}

std::optional<std::string> package_header(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        std::string_view line = strip(std::string_view(text).substr(at, end - at));
        at = end + 1;
        if (line.empty()) continue;
        if (!line.starts_with('#')) return std::nullopt;
        line = strip(line.substr(std::min(line.find_first_not_of('#'), line.size())));
        if (!line.starts_with('@')) return std::nullopt;
        constexpr std::string_view word = "@package ";
        if (!line.starts_with(word)) continue;
        const auto name = strip(line.substr(word.size()));
        const std::string package(name.substr(0, name.find(' ')));
        if (package == own_group) return std::nullopt;  // its own group, as without a header
        if (package == global || package.starts_with(std::string(global) + ".")) return package;
        return std::string(global) + "." + package;
    }
    return std::nullopt;
}

}  // namespace lathe::config
