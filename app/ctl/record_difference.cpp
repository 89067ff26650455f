// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/record_difference.h"

#include <fmt/format.h>

#include "app/ctl/text_table.h"
#include "core/base/files.h"
#include "core/config/diff.h"
#include "core/config/document.h"
#include "core/provenance/environment_difference.h"
#include "core/provenance/provenance.h"
#include "core/provenance/record_table.h"

namespace lathe::ctl {

namespace {

std::string recorded_text(const std::optional<config::Value>& value) {
    return value ? config::to_yaml_inline(*value) : "-";
}

Json json_of(const std::optional<config::Value>& value) {
    return value ? config::to_json(*value) : Json();
}

std::string table_of(const std::vector<provenance::Difference>& all, const char* title) {
    if (all.empty()) return fmt::format("{}: no difference\n", title);
    TextTable table;
    for (const char* column : {title, "A", "B"}) table.add_column(column);
    for (const auto& one : all) table.add_row({one.path, recorded_text(one.a), recorded_text(one.b)});
    return table.str();
}

std::vector<provenance::Difference> config_difference(const Recorded& a, const Recorded& b) {
    std::vector<provenance::Difference> out;
    for (const auto& change : config::diff(a.config, b.config)) out.push_back({change.path, change.left, change.right});
    return out;
}

Json list_of(const std::vector<provenance::Difference>& all) {
    Json list = Json::array();
    for (const auto& one : all) list.push_back({{"path", one.path}, {"a", json_of(one.a)}, {"b", json_of(one.b)}});
    return list;
}

}  // namespace

Result<Recorded> read_recorded(const store::StudyRecord& study, const store::TrialRecord& trial) {
    Recorded out;
    const fs::path folder = store::trial_folder(study.folder, trial.number);
    const auto config = config::Document::load((folder / "config.yaml").string());
    if (!config) return fail(config.error());
    out.config = config->root();
    const std::string name = trial.facts.string_or("provenance", "");
    if (name.empty()) return out;
    auto provenance = provenance::Provenance::load(study.folder, name);
    if (!provenance) return fail(provenance.error());
    out.record = provenance::readable_record(*provenance);
    out.environment = std::move(provenance->environment);
    return out;
}

std::string environment_text(const Recorded& recorded) {
    if (recorded.record.is_null()) return "ENVIRONMENT: it was not recorded\n";
    TextTable table;
    for (const char* column : {"ENVIRONMENT", "VALUE"}) table.add_column(column);
    for (const auto& row : provenance::record_rows({&recorded.record}))
        table.add_row({row.path, recorded_text(row.values[0])});
    return table.str();
}

std::string difference_text(const Recorded& a, const Recorded& b) {
    std::string text;
    if (a.environment.is_null() || b.environment.is_null()) text = "ENVIRONMENT: one of the two did not record it\n";
    else text = table_of(provenance::environment_difference(a.environment, b.environment), "ENVIRONMENT");
    return text + "\n" + table_of(config_difference(a, b), "CONFIG");
}

Json difference_json(const Recorded& a, const Recorded& b) {
    return {{"environment", list_of(provenance::environment_difference(a.environment, b.environment))},
            {"config", list_of(config_difference(a, b))}};
}

}  // namespace lathe::ctl
