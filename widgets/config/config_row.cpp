// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/config_row.h"

#include <map>
#include <unordered_map>

#include <QCoreApplication>

#include "widgets/common/core_text.h"
#include "widgets/config/experiment_document.h"
#include "widgets/config/raw_text.h"
#include "widgets/space/describe.h"

namespace lathe::gui {

namespace {

using config::Option;
using config::Value;

// The options of a schema as the tree that their dotted keys make.
struct OptionNode {
    std::string key;
    const Option* option = nullptr;
    std::vector<OptionNode> children;
    std::unordered_map<std::string, std::size_t> index;

    OptionNode& child(const std::string& name) {
        const auto [at, isNew] = index.emplace(name, children.size());
        if (isNew) children.push_back({name, nullptr, {}, {}});
        return children[at->second];
    }
    const OptionNode* find(const std::string& name) const {
        const auto at = index.find(name);
        return at == index.end() ? nullptr : &children[at->second];
    }
};

// Children of a dict by key without a search from the start for each.
class RowLookup {
  public:
    explicit RowLookup(const Value* dict) {
        if (!dict || !dict->is_dict()) return;
        for (const auto& [key, value] : dict->as_dict()) index_.emplace(key, &value);
    }
    const Value* find(std::string_view key) const {
        const auto it = index_.find(key);
        return it == index_.end() ? nullptr : it->second;
    }

  private:
    std::unordered_map<std::string_view, const Value*> index_;
};

bool sameScalar(const Value& a, const Value& b) {
    if (a.is_number() && b.is_number()) return a.as_number() == b.as_number();
    return a == b;
}

class Builder {
  public:
    explicit Builder(const ExperimentDocument& document) : document_(document), raw_(document.document().text()) {
        for (const auto& error : document.problems()) {
            auto& text = problems_[withoutBrackets(configKey(error))];
            if (!text.isEmpty()) continue;
            text = QString::fromStdString(error.what);
            if (!error.hint.empty()) text += "\n" + QString::fromStdString(error.hint);
        }
        for (const auto& parameter : document.space().parameters())
            tuned_.emplace(withoutBrackets(parameter.path), &parameter);
    }

    ConfigRows root() {
        for (const auto& option : document_.schema().options()) {
            OptionNode* at = &options_;
            for (const auto& step : config::split_path(option.key)) at = &at->child(step);
            at->option = &option;
        }
        ConfigRows top;
        top.row.kind = ConfigRow::Kind::group;
        fillGroup(top, &document_.config(), &document_.resolved().value, &options_, {});
        return top;
    }

    std::optional<ConfigRow> one(const std::string& path) {
        const Option* option = document_.schema().find(path);
        const Value* raw = document_.config().find(path);
        const Value* resolved = document_.resolved().value.find(path);
        const auto is_scalar = [](const Value* value) { return !value || (!value->is_dict() && !value->is_list()); };
        if (!option || !is_scalar(raw) || !is_scalar(resolved) || (!raw && !is_scalar(&option->fallback)))
            return std::nullopt;
        const OptionNode node{{}, option, {}, {}};
        ConfigRows holder;
        add(holder, path.substr(path.rfind('.') + 1), path, raw, resolved, &node);
        return std::move(holder.children.front().row);
    }

  private:
    // "layers[0].size" and "layers.0.size" are the same key.
    static std::string withoutBrackets(std::string_view path) {
        std::string key;
        for (const char c : path) {
            if (c == '[') {
                if (!key.empty()) key += '.';
            } else if (c != ']') {
                key += c;
            }
        }
        return key;
    }

    void fillGroup(ConfigRows& into, const Value* raw, const Value* resolved, const OptionNode* options,
                   const std::string& path) {
        const RowLookup inForce(resolved);
        const RowLookup written(raw);
        const auto join = [&](const std::string& key) {
            if (key.find_first_of(".[") != std::string::npos) return path + "[" + key + "]";
            return path.empty() ? key : path + "." + key;
        };
        if (raw && raw->is_dict()) {
            for (const auto& [key, value] : raw->as_dict())
                add(into, key, join(key), &value, inForce.find(key), options ? options->find(key) : nullptr);
        }
        if (!options) return;
        for (const auto& option : options->children)
            if (!written.find(option.key))
                add(into, option.key, join(option.key), nullptr, inForce.find(option.key), &option);
    }

    void fillList(ConfigRows& into, const Value& raw, const Value* resolved, const std::string& path) {
        const auto& items = raw.as_list();
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Value* inForce =
                resolved && resolved->is_list() && i < resolved->as_list().size() ? &resolved->as_list()[i] : nullptr;
            const std::string key = "[" + std::to_string(i) + "]";
            add(into, key, path + key, &items[i], inForce, nullptr);
        }
    }

    void add(ConfigRows& parent, const std::string& key, const std::string& path, const Value* raw,
             const Value* resolved, const OptionNode* node) {
        parent.children.emplace_back();
        ConfigRows& here = parent.children.back();
        ConfigRow& row = here.row;
        const Option* option = node ? node->option : nullptr;
        row.key = QString::fromStdString(key);
        row.path = QString::fromStdString(path);
        row.written = raw != nullptr;
        row.own = raw && document_.isOwn(*raw);
        row.origin = originOf(raw);
        row.known = node != nullptr;
        if (option) {
            row.doc = docText(option->doc);
            row.unit = QString::fromStdString(option->unit);
        }
        const std::string plainPath = withoutBrackets(path);
        if (const auto it = problems_.find(plainPath); it != problems_.end()) row.problem = it->second;
        if (const auto it = tuned_.find(plainPath); it != tuned_.end()) {
            row.tuned = true;
            row.tuning = describe(it->second->distribution);
        }

        if (raw ? raw->is_dict() : node && !node->children.empty()) {
            row.kind = ConfigRow::Kind::group;
            fillGroup(here, raw, resolved, node, path);
        } else if (raw && raw->is_list()) {
            row.kind = ConfigRow::Kind::list;
            row.raw = QString::fromStdString(config::to_yaml_inline(*raw));
            fillList(here, *raw, resolved, path);
        } else {
            fillLeaf(row, raw ? *raw : option ? option->fallback : Value(), resolved, option);
        }
        row.changed = row.tuned || isChanged(raw, resolved, option);
        for (const auto& child : here.children) {
            row.problemBelow |= child.row.problemBelow || !child.row.problem.isEmpty();
            row.changed |= child.row.changed;
        }
    }

    // Without the line: that would change in every row below an edit.
    QString originOf(const Value* raw) const {
        if (!raw) return QCoreApplication::translate("ConfigRow", "default");
        if (document_.isOwn(*raw) || !raw->mark.file) return QCoreApplication::translate("ConfigRow", "file");
        return QString::fromStdString(raw->mark.file->substr(raw->mark.file->find_last_of('/') + 1));
    }

    static bool isChanged(const Value* raw, const Value* resolved, const Option* option) {
        if (!raw) return false;
        if (!option) return !raw->is_dict();
        return !sameScalar(resolved ? *resolved : *raw, option->fallback);
    }

    void fillLeaf(ConfigRow& row, const Value& value, const Value* resolved, const Option* option) const {
        row.raw = QString::fromStdString(row.own ? raw_.of(value) : config::to_yaml_inline(value));
        row.missing = value.is_missing();
        row.tunable = row.written || option != nullptr;
        row.checkable = value.is_bool() && (!option || option->type == config::Type::boolean);
        row.checked = row.checkable && value.as_bool();
        if (resolved && !sameScalar(*resolved, value)) {
            row.resolved = QString::fromStdString(config::to_yaml_inline(*resolved));
            if (row.resolved == row.raw) row.resolved.clear();
        }
        if (!row.missing || row.tuned || !row.problem.isEmpty()) return;
        row.problem = option && !option->fallback.is_missing()
                          ? QCoreApplication::translate("ConfigRow", "must be given, or deleted to take the default")
                          : QCoreApplication::translate("ConfigRow", "must be given: it has no default");
    }

    const ExperimentDocument& document_;
    RawText raw_;
    OptionNode options_;
    std::map<std::string, QString, std::less<>> problems_;
    std::map<std::string, const space::Parameter*, std::less<>> tuned_;
};

}  // namespace

std::optional<std::vector<ConfigRow>> makeConfigRows(const ExperimentDocument& document,
                                                     const std::vector<std::string>& paths) {
    Builder builder(document);
    std::vector<ConfigRow> rows;
    for (const auto& path : paths) {
        auto row = builder.one(path);
        if (!row) return std::nullopt;
        rows.push_back(std::move(*row));
    }
    return rows;
}

ConfigRows makeConfigRows(const ExperimentDocument& document) {
    return Builder(document).root();
}

}  // namespace lathe::gui
