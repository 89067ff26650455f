// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/study_experiment.h"

#include <set>

#include <fmt/format.h>

#include "core/base/crc32c.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/config/edit_file.h"
#include "core/search/constraint_list.h"
#include "core/search/experiment_file.h"
#include "core/search/experiment_text.h"
#include "core/search/search_settings_reader.h"
#include "core/store/study_journal.h"
#include "core/store/study_record.h"

namespace lathe::run {

namespace {

// The files of source/: where each is kept. Those below the experiment's folder keep their places there, others are
// numbered.
class Sources {
  public:
    explicit Sources(const search::Experiment& experiment) : root_(folder_of(experiment)) {}

    fs::path place_of(const fs::path& file) {
        std::error_code code;
        const fs::path absolute = fs::absolute(file, code).lexically_normal();
        fs::path place = absolute.lexically_relative(root_);
        if (place.empty() || *place.begin() == "..") place = fs::path("outside") / absolute.filename();
        for (int n = 2; !taken_.insert(place.string()).second; ++n)
            place.replace_filename(fmt::format("{}-{}{}", absolute.stem().string(), n, absolute.extension().string()));
        return place;
    }

  private:
    static fs::path folder_of(const search::Experiment& experiment) {
        std::error_code code;
        return fs::absolute(experiment.source, code).lexically_normal().parent_path();
    }

    fs::path root_;
    std::set<std::string> taken_;
};

Result<void> save_sources(const fs::path& folder, const search::Experiment& experiment) {
    if (experiment.text.empty()) return {};
    Sources sources(experiment);
    const fs::path own = experiment.source.empty() ? fs::path("experiment.yaml") : sources.place_of(experiment.source);
    auto done = make_folders(folder).and_then([&] { return write_file_atomically(folder / own, experiment.text); });
    for (const auto& file : experiment.files) {
        if (!done) break;
        const auto text = read_file(file);
        if (!text) continue;  // it was read a moment ago; what it said is in experiment.yaml
        const fs::path place = folder / sources.place_of(file);
        done = make_folders(place.parent_path()).and_then([&] { return write_file_atomically(place, *text); });
    }
    return done;
}

// Writes `from` into the text, in the place of what the study says of its own parent.
Result<void> name_origin(config::Document& document, const search::Origin& origin) {
    const auto edit = document.set_value("from", search::to_value(origin));
    if (!edit) return fail(edit.error());
    const auto done = document.apply(*edit);
    return done ? Result<void>() : fail(done.error());
}

// How many threads a trial was given where its config does not say it; 0: it does, or all cores.
std::int64_t threads_given(const config::Value& config, const fs::path& trial_folder) {
    const config::Value* written = config.find("hw.threads");
    if (trial_folder.empty() || (written != nullptr && !(*written == config::Value(std::int64_t{0})))) return 0;
    const auto ran = config::Document::load((trial_folder / "config.yaml").string());
    return ran ? ran->root().int_or("hw.threads", 0) : 0;
}

Error of_an_earlier_lathe(const fs::path& study_folder) {
    Error error{
        "this study was recorded by an earlier Lathe, whose experiment.yaml is not what ran",
        "review it as before; to run it, give its overrides again: lathectl tune STUDY/experiment.yaml KEY=VALUE"};
    error.file = (study_folder / "experiment.yaml").string();
    return error;
}

}  // namespace

Result<void> save_study_experiment(const fs::path& study_folder, const search::Experiment& experiment) {
    return save_sources(study_folder / "source", experiment).and_then([&] {
        return write_file_atomically(study_folder / "experiment.yaml", search::to_yaml(experiment));
    });
}

tl::expected<search::Experiment, Errors> load_study_experiment(const fs::path& study_folder,
                                                               const config::Catalog& catalog) {
    std::error_code code;
    if (fs::exists(study_folder / "effective.json", code))
        return tl::make_unexpected(Errors{of_an_earlier_lathe(study_folder)});
    return search::load_experiment((study_folder / "experiment.yaml").string(), catalog);
}

Error changed_since_begun(const fs::path& study_folder) {
    Error error{"the config, the objective or the purpose was changed since the study was begun",
                "put it back, or start a new study: lathectl run " + study_folder.string()};
    error.file = (study_folder / "experiment.yaml").string();
    return error;
}

Result<void> check_is_as_begun(const fs::path& study_folder, const search::Experiment& experiment) {
    const auto journal = store::read_study_journal(study_folder);
    if (!journal) return fail(journal.error());
    for (const auto& timed : journal->events) {
        const auto* created = std::get_if<store::event::Created>(&timed.event);
        if (!created) continue;
        const bool same = created->is_search == (experiment.purpose == search::Purpose::search) &&
                          (!created->config_crc32c || *created->config_crc32c == checksum_of_config(experiment));
        if (!same) return fail(changed_since_begun(study_folder));
    }
    return {};
}

std::optional<search::Origin> origin_of_file(const fs::path& file, const std::optional<search::Origin>& written) {
    std::error_code ignored;
    const fs::path folder = fs::absolute(file, ignored).lexically_normal().parent_path();
    if (file.filename() != "experiment.yaml" || !store::is_study_folder(folder)) return written;
    const auto study = store::read_study(folder);
    return study ? store::origin_of(*study, std::nullopt, written) : written;
}

tl::expected<search::Experiment, Errors> load_to_run_again(const fs::path& folder, const config::Catalog& catalog,
                                                           const search::LoadOptions& options) {
    const auto refused = [](const Error& error) { return tl::make_unexpected(Errors{error}); };
    const auto [study_folder, number] = store::place_of(folder);
    auto study = load_study_experiment(study_folder, catalog);
    if (!study) return study;
    std::string text = study->text;
    if (number) {
        const auto trial = store::read_trial_witness(folder);
        if (!trial) return refused(trial.error());
        if (const auto same = check_is_as_begun(study_folder, *study); !same) return refused(same.error());
        if (!*trial) return refused(Error{folder.string() + ": this trial has not begun", "run its study again"});
        const auto alone = experiment_of_trial(*study, **trial, catalog, folder);
        if (!alone) return refused(alone.error());
        text = search::to_yaml(*alone);
    }
    auto document = config::Document::parse(std::move(text), (study_folder / "experiment.yaml").string());
    if (!document) return refused(document.error());
    std::error_code ignored;
    const auto record = store::read_study(fs::absolute(study_folder, ignored).lexically_normal());
    if (!record) return refused(record.error());
    if (const auto named = name_origin(*document, store::origin_of(*record, number, study->from)); !named)
        return refused(named.error());
    auto again = search::parse_experiment(*document, catalog, options);
    // With other values it is a trial of its own, for which nothing was chosen.
    if (!again || !options.overrides.empty() || again->purpose == search::Purpose::search) return again;
    for (const auto& trial : record->trials)
        if (!number || trial.number == *number) {
            repeat_choice(*again, trial);
            break;
        }
    return again;
}

Result<void> save_study_limits(const fs::path& study_folder, const Limits& limits) {
    const auto trials = limits.max_trials ? config::Value(std::int64_t{*limits.max_trials}) : config::Value();
    const auto duration =
        limits.max_duration ? config::Value(search::duration_text(*limits.max_duration)) : config::Value();
    return config::edit_file((study_folder / "experiment.yaml").string(), [&](config::Document& document) {
        // `absent` has the same meaning as this value.
        const auto set = [&](const std::string& key, const config::Value& value, bool absent) -> Result<void> {
            const config::Value* written = document.root().find("search." + key);
            if (written ? *written == value : absent) return {};
            const auto edit = document.set_value("search." + key, value);
            if (!edit) return fail(edit.error());
            const auto done = document.apply(*edit);
            return done ? Result<void>() : fail(done.error());
        };
        return set("max_trials", trials, false)
            .and_then([&] { return set("concurrency", std::int64_t{limits.concurrency}, false); })
            .and_then([&] { return set("max_duration", duration, duration.is_null()); });
    });
}

Limits read_study_limits(const fs::path& study_folder) {
    const auto document = config::Document::load((study_folder / "experiment.yaml").string());
    const config::Value* search = document ? document->root().get("search") : nullptr;
    if (!search) return {};
    const auto settings = search::read_search_settings(*search).settings;
    return {settings.max_trials, settings.concurrency, settings.max_duration};
}

Result<void> save_study_engine(const fs::path& study_folder, search::EngineKind kind) {
    return config::edit_file((study_folder / "experiment.yaml").string(), [&](config::Document& document) {
        const config::Value name{std::string(search::name_of(kind))};
        const config::Value* written = document.root().find("search.engine.name");
        if (written ? *written == name : kind == search::EngineKind::local) return Result<void>();
        const auto edit = document.set_value("search.engine.name", name);
        if (!edit) return Result<void>(fail(edit.error()));
        const auto done = document.apply(*edit);
        return done ? Result<void>() : fail(done.error());
    });
}

Result<search::Experiment> experiment_of_trial(const search::Experiment& study, const store::TrialRecord& trial,
                                               const config::Catalog& catalog, const fs::path& trial_folder) {
    if (trial.start_from)
        return fail(fmt::format("trial {} went on from the checkpoint of trial {}: it cannot be run by itself",
                                trial.number, *trial.start_from),
                    "run the whole study again");
    search::Experiment experiment = study;
    experiment.purpose = search::Purpose::trial;
    experiment.name = fmt::format("{}-trial-{:04}", study.name, trial.number);
    repeat_choice(experiment, trial);
    experiment.config = study.chosen(catalog, experiment.repeated->params, trial.budget);
    if (const auto threads = threads_given(experiment.config, trial_folder); threads > 0)
        experiment.config.set("hw.threads", threads);
    return experiment;
}

void repeat_choice(search::Experiment& experiment, const store::TrialRecord& trial) {
    experiment.repeated =
        search::Choice{trial.params.is_dict() ? trial.params : config::Value(config::Dict{}), trial.budget};
}

std::uint32_t checksum_of_config(const search::Experiment& experiment) {
    config::Value config = experiment.config;
    for (const auto& key : experiment.paths) config.erase(key);
    // On how many devices it goes on is the machine's matter.
    config.erase("hw.devices");
    if (const config::Value* hardware = config.find("hw");
        hardware != nullptr && *hardware == config::Value(config::Dict{}))
        config.erase("hw");
    Json common = {{"config", config::to_json(config)}};
    const auto add = [&](const search::Objective& one) {
        common["objectives"].push_back({one.metric, one.mode == search::Mode::minimize, one.use_best});
    };
    for (const auto& one : experiment.search.objectives) add(one);
    if (experiment.search.objectives.empty() && experiment.search.objective) add(*experiment.search.objective);
    if (!experiment.search.constraints.empty())
        common["constraints"] = config::to_json(search::to_value(experiment.search.constraints));
    return crc32c(dump_json(common));
}

}  // namespace lathe::run
