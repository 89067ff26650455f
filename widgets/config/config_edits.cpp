// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/config_edits.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/config/choice.h"
#include "core/search/experiment_config.h"
#include "core/search/tuner.h"
#include "widgets/config/search_setting.h"
#include "widgets/config/space_edits.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

namespace {

struct ConfigEditWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::ConfigEdits)
};

std::string configPath(const QString& key) {
    return key.startsWith('[') ? "config" + key.toStdString() : "config." + key.toStdString();
}

bool isReference(const std::string& text) {
    return text == "???" || text.find("${") != std::string::npos;
}

// Sets a key whose parents may be missing too: they are written with it, in flow style on one line.
Result<void> setDeepText(EditDraft& draft, const std::string& path, std::string yaml) {
    const auto dot = path.rfind('.');
    if (draft.contains(path) || dot == std::string::npos) return draft.setText(path, yaml);
    const std::string parent = path.substr(0, dot);
    const config::Value* holder = draft.document().root().find(parent);
    if (holder && holder->is_dict()) return draft.setText(path, yaml);
    return setDeepText(draft, parent, "{" + path.substr(dot + 1) + ": " + yaml + "}");
}

// A newly chosen variant: what is written of the former one and does not fit goes, in the config and in the space.
Result<void> dropUnfit(const ExperimentDocument& document, EditDraft& draft, const std::string& selector,
                       QStringList& dropped) {
    const auto composed = search::compose_config(draft.document());
    const auto catalog = search::extended_catalog(draft.document(), document.catalog());
    if (!composed || !catalog) return {};  // the problems say why
    for (const auto& key : config::unfit_values(composed->config, selector, *catalog)) {
        const auto path = configPath(QString::fromStdString(key));
        if (!draft.contains(path)) continue;
        if (auto done = draft.erase(path); !done) return done;
        dropped << QString::fromStdString(key);
    }
    const config::Schema schema = catalog->compose(composed->config);
    for (const auto& parameter : document.space().parameters()) {
        if (!document.schema().find(parameter.path) || schema.find(parameter.path)) continue;
        if (auto done = eraseSpaceEntry(draft, QString::fromStdString(parameter.path)); !done) return done;
        dropped << ConfigEditWords::tr("search over %1").arg(QString::fromStdString(parameter.path));
    }
    return {};
}

// Where the config or the space is a file of its own, an entry here would be a second one.
Result<void> mustBeHere(const EditDraft& draft, const char* fileKey) {
    const config::Value* file = draft.document().root().get(fileKey);
    if (!file) return {};
    return fail("this experiment keeps it in " + config::to_yaml_inline(*file), "edit that file");
}

template <class Kinds>
Result<void> chooseAlgorithm(EditDraft& draft, const std::string& path, const Kinds& kinds, const std::string& name) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& one) { return one.name == name; });
    std::vector<std::string> dropped;
    std::size_t kept = 0;
    const config::Value* args = draft.document().root().find(path + ".args");
    if (args && args->is_dict()) {
        for (const auto& [argument, value] : args->as_dict()) {
            const bool known =
                kind != kinds.end() && std::any_of(kind->arguments.begin(), kind->arguments.end(),
                                                   [&key = argument](const auto& option) { return option.key == key; });
            if (known) ++kept;
            else dropped.push_back(argument);
        }
    }
    if (auto done = setDeepText(draft, path + ".name", name); !done || dropped.empty()) return done;
    if (kept == 0) return draft.erase(path + ".args");
    for (const auto& argument : dropped)
        if (auto done = draft.erase(path + ".args." + argument); !done) return done;
    return {};
}

}  // namespace

bool setOptionText(ExperimentDocument& document, const QString& key, const QString& text, const QString& mergeKey) {
    const config::Option* option = document.schema().find(key.toStdString());
    const std::string path = configPath(key);
    std::string yaml = text.trimmed().toStdString();
    if (isText(option)) {
        const std::string typed = text.toStdString();
        const bool isNull = option->optional && (yaml == "null" || yaml.empty());
        if (isNull) yaml = "null";
        else if (!isReference(typed)) yaml = config::to_yaml_inline(config::Value(typed));
    } else if (yaml.empty()) {
        return false;
    }
    QStringList dropped;
    const bool done = document.edit(
        ConfigEditWords::tr("change of %1").arg(key),
        [&](EditDraft& draft) -> Result<void> {
            if (auto here = mustBeHere(draft, "config_file"); !here) return here;
            auto set = setDeepText(draft, path, yaml);
            if (!set || !document.catalog().group(key.toStdString())) return set;
            return dropUnfit(document, draft, key.toStdString(), dropped);
        },
        mergeKey);
    if (done && !dropped.isEmpty())
        Q_EMIT document.editNoted(
            ConfigEditWords::tr("%1 is now %2, which does not have: %3. Undo brings all of it back.")
                .arg(key, text.trimmed(), dropped.join(", ")));
    return done;
}

bool eraseKey(ExperimentDocument& document, const QString& key) {
    const bool known = document.schema().find(key.toStdString()) || document.schema().is_group(key.toStdString());
    const QString what =
        known ? ConfigEditWords::tr("reset of %1").arg(key) : ConfigEditWords::tr("removal of %1").arg(key);
    return document.edit(what, [&](EditDraft& draft) -> Result<void> {
        if (auto done = draft.erase(configPath(key)); !done || known) return done;
        return eraseSpaceEntry(draft, key);
    });
}

bool addKey(ExperimentDocument& document, const QString& key, const QString& text) {
    if (document.config().find(key.toStdString())) {
        Q_EMIT document.editRefused(ConfigEditWords::tr("%1 is there already").arg(key));
        return false;
    }
    return setOptionText(document, key, text);
}

bool moveListItem(ExperimentDocument& document, const QString& key, int by) {
    const auto bracket = key.lastIndexOf('[');
    if (bracket < 0 || !key.endsWith(']')) return false;
    const QString list = key.left(bracket);
    const int from = key.mid(bracket + 1, key.size() - bracket - 2).toInt();
    return moveListItem(document, list, from, from + by);
}

bool moveListItem(ExperimentDocument& document, const QString& list, int from, int to) {
    const config::Value* items = document.config().find(list.toStdString());
    if (!items || !items->is_list() || to < 0 || to >= static_cast<int>(items->as_list().size())) return false;
    return document.edit(ConfigEditWords::tr("move in %1").arg(list), [&](EditDraft& draft) {
        return draft.moveItem(configPath(list), static_cast<std::size_t>(from), static_cast<std::size_t>(to));
    });
}

bool setDistribution(ExperimentDocument& document, const QString& key, const space::Distribution& distribution,
                     const QString& mergeKey) {
    return document.edit(
        ConfigEditWords::tr("search space of %1").arg(key),
        [&](EditDraft& draft) { return writeSpaceEntry(draft, key, distribution); }, mergeKey);
}

bool removeDistribution(ExperimentDocument& document, const QString& key) {
    return document.edit(ConfigEditWords::tr("no search over %1").arg(key),
                         [&](EditDraft& draft) { return eraseSpaceEntry(draft, key); });
}

bool setSearchText(ExperimentDocument& document, const QString& key, const QString& text, const QString& mergeKey) {
    const std::string path = "search." + key.toStdString();
    const std::string yaml = text.trimmed().toStdString();
    return document.edit(
        ConfigEditWords::tr("change of search.%1").arg(key),
        [&](EditDraft& draft) -> Result<void> {
            if (!yaml.empty()) return setDeepText(draft, path, yaml);
            return draft.contains(path) ? draft.erase(path) : Result<void>{};
        },
        mergeKey);
}

bool addObjective(ExperimentDocument& document) {
    const config::Value& root = document.document().root();
    const int count = objectiveCount(document);
    std::string metric = "val_loss";
    for (const char* free : {"val_loss", "val_acc", "train_loss"}) {
        bool taken = settingText(document, "objective.metric") == free;
        for (int i = 0; i < count; ++i)
            taken = taken || settingText(document, "objectives[" + std::to_string(i) + "].metric") == free;
        metric = free;
        if (!taken) break;
    }
    const auto entry = [](const std::string& name) {
        const bool more = name.ends_with("acc");
        return config::Value(config::Dict{{"metric", name}, {"mode", more ? "maximize" : "minimize"}});
    };
    return document.edit(ConfigEditWords::tr("another objective"), [&](EditDraft& draft) -> Result<void> {
        const std::string text = config::to_yaml_inline(entry(metric));
        if (count > 0) return draft.setText("search.objectives[" + std::to_string(count) + "]", text);
        config::Value first = entry(metric);
        const config::Value* only = root.find("search.objective");
        if (only && only->is_dict()) {
            first = *only;
            std::erase_if(first.as_dict(), [](const config::Entry& one) { return one.first == "use"; });
        }
        config::List all;
        all.push_back(std::move(first));
        if (only) {
            all.push_back(entry(metric));
            if (auto done = draft.erase("search.objective"); !done) return done;
        }
        return setDeepText(draft, "search.objectives", config::to_yaml_inline(config::Value(std::move(all))));
    });
}

bool chooseTuner(ExperimentDocument& document, const QString& name) {
    return document.edit(ConfigEditWords::tr("tuner %1").arg(name), [&](EditDraft& draft) {
        return chooseAlgorithm(draft, "search.tuner", search::tuner_kinds(), name.toStdString());
    });
}

bool chooseAssessor(ExperimentDocument& document, const QString& name) {
    if (name.isEmpty()) return setSearchText(document, "assessor", {});
    return document.edit(ConfigEditWords::tr("assessor %1").arg(name), [&](EditDraft& draft) {
        return chooseAlgorithm(draft, "search.assessor", search::assessor_kinds(), name.toStdString());
    });
}

}  // namespace lathe::gui
