// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the place of a key path in a syntax tree, and who reads an anchor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/yaml/node.h"

namespace lathe::config::yaml {

// One step of a path: from a list or dict to a value in it.
struct Step {
    const Node* parent = nullptr;  // a list or dict
    std::size_t index = 0;         // of the value in parent->children

    // The value that the step leads to.
    const Node& value() const { return parent->children[index]; }
    // The dict's key, or the item itself.
    const Node& entry() const { return parent->kind == Node::Kind::dict ? parent->children[index - 1] : value(); }
};

// How far a path leads.
struct Location {
    std::vector<Step> steps;        // from the root; of the part of the path that exists
    std::vector<std::string> rest;  // the part that does not
    const Node* node = nullptr;     // the deepest value that exists
};

// Finds what stands at `path`. Aliases are not followed: the path ends at one.
Location locate(const Node& root, std::string_view path);

// A place where an alias stands.
struct AliasUse {
    std::string anchor;
    std::string path;  // where the alias stands, e.g. "b.c" or "d.<<"
};
// All aliases that stand for values below `root`, in the order in which they are written.
std::vector<AliasUse> alias_uses(const Node& root);

// Anchors defined in this node or below it.
void collect_anchors(const Node& node, std::vector<std::string>& out);

}  // namespace lathe::config::yaml
