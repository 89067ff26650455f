// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/nested_path.h"

namespace lathe::gui {

using space::Distribution;
using space::Parameter;

const Parameter* parameterAt(const Distribution& root, const NestedPath& path) {
    const Distribution* node = &root;
    const Parameter* parameter = nullptr;
    for (const NestedStep& step : path) {
        if (step.branch >= node->branches.size()) return nullptr;
        const auto& children = node->branches[step.branch].children;
        if (step.child >= children.size()) return nullptr;
        parameter = &children[step.child];
        node = &parameter->distribution;
    }
    return parameter;
}

const Distribution* nodeAt(const Distribution& root, const NestedPath& path) {
    if (path.empty()) return &root;
    const Parameter* parameter = parameterAt(root, path);
    return parameter ? &parameter->distribution : nullptr;
}

Distribution* nodeAt(Distribution& root, const NestedPath& path) {
    return const_cast<Distribution*>(nodeAt(std::as_const(root), path));
}

const config::Value* valueAt(const Distribution& root, const NestedPath& path, const config::Value& value) {
    const Distribution* node = &root;
    const config::Value* at = &value;
    for (const NestedStep& step : path) {
        const config::Value* name = at->get("_name");
        const auto& branch = node->branches[step.branch];
        if (!name || !name->is_string() || name->as_string() != branch.name) return nullptr;
        const Parameter& child = branch.children[step.child];
        at = at->get(child.path);
        if (!at) return nullptr;
        node = &child.distribution;
    }
    return at;
}

}  // namespace lathe::gui
