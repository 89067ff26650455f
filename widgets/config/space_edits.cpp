// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/space_edits.h"

#include <algorithm>

#include "widgets/space/distribution_value.h"

namespace lathe::gui {

namespace {

using config::Value;

// "layers[0].size" and "layers.0.size" name the same option.
std::string dotted(const std::string& key) {
    std::string out;
    for (const char c : key) {
        if (c == '[') {
            if (!out.empty()) out += '.';
        } else if (c != ']') {
            out += c;
        }
    }
    return out;
}

// The path of the entry within the file; as it is written there if it is.
std::string entryPath(const Value* space, const QString& key) {
    const std::string wanted = dotted(key.toStdString());
    if (space && space->is_dict())
        for (const auto& [written, value] : space->as_dict())
            if (dotted(written) == wanted) return "space[" + written + "]";
    return "space[" + wanted + "]";
}

// Rewrites only what differs, so that the comments and the way of writing of everything else stay.
Result<void> update(EditDraft& draft, const std::string& path, const Value& wanted) {
    const Value* found = draft.document().root().find(path);
    if (!found) return draft.setText(path, flowText(wanted));
    const Value now = *found;  // edits replace the document
    if (now == wanted || (!wanted.is_dict() && !wanted.is_list() && sameNumberOrValue(now, wanted))) return {};
    if (now.is_list() && wanted.is_list() && now.as_list().size() == wanted.as_list().size()) {
        for (std::size_t i = 0; i < wanted.as_list().size(); ++i) {
            const std::string item = path + "[" + std::to_string(i) + "]";
            if (auto done = update(draft, item, wanted.as_list()[i]); !done) return done;
        }
        return {};
    }
    const auto sameKeys = [](const config::Dict& a, const config::Dict& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const auto& x, const auto& y) { return x.first == y.first; });
    };
    if (now.is_dict() && wanted.is_dict() && sameKeys(now.as_dict(), wanted.as_dict())) {
        for (const auto& [key, value] : wanted.as_dict())
            if (auto done = update(draft, path + "[" + key + "]", value); !done) return done;
        return {};
    }
    return draft.setText(path, flowText(wanted));
}

}  // namespace

Result<void> writeSpaceEntry(EditDraft& draft, const QString& key, const space::Distribution& distribution) {
    const Value* space = draft.document().root().get("space");
    const std::string path = entryPath(space, key);
    const Value wanted = toValue(distribution);
    if (!space || !space->is_dict() || space->as_dict().empty()) {
        const Value first(config::Dict{{dotted(key.toStdString()), Value(config::Dict{})}});
        if (auto done = draft.setValue("space", first); !done) return done;
    }
    return update(draft, path, wanted);
}

Result<void> eraseSpaceEntry(EditDraft& draft, const QString& key) {
    const Value* space = draft.document().root().get("space");
    const std::string path = entryPath(space, key);
    if (!draft.contains(path)) return {};
    return space->as_dict().size() == 1 ? draft.erase("space") : draft.erase(path);
}

}  // namespace lathe::gui
