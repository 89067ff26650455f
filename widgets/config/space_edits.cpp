#include "widgets/config/space_edits.h"

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

Result<void> updateValues(EditDraft& draft, const std::string& path, const config::List& now,
                          const config::List& wanted) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (sameNumberOrValue(now[i], wanted[i])) continue;
        const std::string item = path + "[" + std::to_string(i) + "]";
        if (auto done = draft.setText(item, scalarText(wanted[i])); !done) return done;
    }
    return {};
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
    const Value* now = draft.document().root().find(path);
    const Value* values = now ? now->get("_value") : nullptr;
    if (!values || !now->get("_type") || distribution.is_nested()) return draft.setText(path, flowText(wanted));

    if (!(*now->get("_type") == *wanted.get("_type")))
        if (auto done = draft.setText(path + "._type", wanted.get("_type")->as_string()); !done) return done;
    const config::List& list = wanted.get("_value")->as_list();
    values = draft.document().root().find(path + "._value");
    if (!values->is_list() || values->as_list().size() != list.size())
        return draft.setText(path + "._value", flowText(*wanted.get("_value")));
    const config::List before = values->as_list();
    return updateValues(draft, path + "._value", before, list);
}

Result<void> eraseSpaceEntry(EditDraft& draft, const QString& key) {
    const Value* space = draft.document().root().get("space");
    const std::string path = entryPath(space, key);
    if (!draft.contains(path)) return {};
    return space->as_dict().size() == 1 ? draft.erase("space") : draft.erase(path);
}

}  // namespace lathe::gui
