// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/experiment_file.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "core/config/override.h"
#include "core/config/schema_file.h"
#include "core/config/value_error.h"
#include "core/search/arguments.h"
#include "core/search/configurations.h"
#include "core/search/experiment_config.h"
#include "core/search/experiment_schema.h"
#include "core/search/first_trials.h"
#include "core/search/objective_check.h"
#include "core/search/program_placeholders.h"
#include "core/search/search_settings_reader.h"
#include "core/space/check_entries.h"
#include "core/space/experiment_space.h"
#include "core/space/sweep.h"

namespace lathe::search {

namespace {

constexpr int format_version = 1;

class ExperimentReader {
  public:
    ExperimentReader(const config::Document& document, const config::Catalog& catalog, const LoadOptions& options)
        : document_(document), base_(catalog), catalog_(&catalog), options_(options) {}

    Reading read() {
        experiment_.source = document_.file();
        experiment_.text = document_.text();
        const config::Value& root = document_.root();
        if (!root.is_dict()) {
            add(error_at(root, {}, "expected an experiment: a mapping that starts with `lathe: 1`",
                         "see `lathe: 1` in the examples"));
        } else if (is_nni(root)) {
            add(error_at(root, {}, "this is an experiment of NNI",
                         "`lathectl import nni FILE` makes one of Lathe of it"));
        } else {
            read_top(root);
            read_schema();
            space_ = space::read_experiment_space(document_);
            read_config(root);
            read_space();
            read_search(root.get("search"));
            const Algorithm& tuner = experiment_.search.tuner;
            if (tuner.name == "Batch" && config_is_read_)
                add(check_configurations(tuner.args, experiment_.config, *catalog_), "search.tuner.args");
        }
        return {std::move(experiment_), std::move(resolution_), std::move(errors_), config_errors_};
    }

  private:
    void add(Error error) {
        if (error.file.empty()) error.file = document_.file();
        errors_.push_back(std::move(error));
    }
    void add(Errors errors, const std::string& prefix) {
        for (Error& error : errors) {
            error.key = error.key.empty() ? prefix : prefix + "." + error.key;
            add(std::move(error));
        }
    }

    static bool is_nni(const config::Value& root) {
        return !root.get("lathe") && (root.get("trialConcurrency") || root.get("searchSpacePath") ||
                                      root.get("searchSpaceFile") || root.get("searchSpace"));
    }

    void read_top(const config::Value& root) {
        static const std::vector<std::string> known = experiment_schema().children("");
        for (const auto& [key, value] : root.as_dict()) {
            if (std::ranges::find(known, key) != known.end()) continue;
            const std::string near = nearest_name(known, key);
            add(error_at(value, key, "unknown key in an experiment",
                         near.empty() ? fmt::format("known: {}", fmt::join(known, ", "))
                                      : fmt::format("did you mean '{}'?", near)));
        }
        const config::Value* version = root.get("lathe");
        if (!version) {
            add(error_at(root, "lathe", "the format version is missing", "add `lathe: 1` as the first line"));
        } else if (!version->is_int() || version->as_int() != format_version) {
            add(error_at(*version, "lathe",
                         fmt::format("expected format version 1, found {}", config::to_yaml_inline(*version)),
                         "write `lathe: 1`"));
        }
        read_purpose(root.get("purpose"));
        read_origin(root.get("from"));
        read_folder(root.get("folder"));
        read_program(root);
        experiment_.name = std::filesystem::path(document_.file()).stem().string();
        if (const config::Value* name = root.get("name"); name && !name->is_null()) read_name(*name);
    }

    void read_purpose(const config::Value* written) {
        if (written && !written->is_null()) {
            if (*written == config::Value("search")) experiment_.purpose = Purpose::search;
            else if (!(*written == config::Value("trial")))
                add(error_at(*written, "purpose", "expected trial or search, found " + config::to_yaml_inline(*written),
                             "write `purpose: search` for a search over the space, or remove the line"));
        }
        if (options_.purpose) experiment_.purpose = *options_.purpose;
    }

    void read_origin(const config::Value* written) {
        if (!written || written->is_null()) return;
        if (auto origin = origin_from_value(*written)) experiment_.from = std::move(*origin);
        else add(error_at(*written, "from", origin.error().what, origin.error().hint));
    }

    // What relative paths mean: the folder of the experiment, unless it says another.
    void read_folder(const config::Value* written) {
        experiment_.folder = folder_of(document_);
        if (!written || written->is_null()) return;
        if (!written->is_string() || written->as_string().empty())
            add(error_at(*written, "folder", "expected a path, found " + config::to_yaml_inline(*written),
                         "give the folder that relative paths mean, or remove the line"));
    }

    // `command: TEXT`, as imports of NNI's files once wrote it, is a command for the shell.
    void read_program(const config::Value& root) {
        const config::Value* trial = root.get("trial");
        if (const config::Value* command = root.get("command"); command && !command->is_null()) {
            if (trial) add(error_at(*command, "command", "both trial and command are given", "remove command"));
            else trial = command;
        }
        if (!trial || trial->is_null()) return;
        auto program = read_trial_program(*trial);
        // What cannot be read is a program all the same: its config is not Lathe's.
        experiment_.program = program ? std::move(*program) : TrialProgram{};
        catalog_ = &extended_.emplace();
        if (!program)
            for (Error& error : program.error()) add(std::move(error));
    }

    void read_name(const config::Value& name) {
        if (name.is_string() && !name.as_string().empty()) experiment_.name = name.as_string();
        else if (name.is_number()) experiment_.name = config::to_yaml_inline(name);
        else
            add(error_at(name, "name", "expected text, found " + config::to_yaml_inline(name),
                         "give the experiment a name"));
    }

    // The experiment's own options, which all that follows knows too.
    void read_schema() {
        auto own = read_own_options(document_, *catalog_);
        if (!own) {
            for (Error& error : own.error()) add(std::move(error));
            schema_is_read_ = false;
            return;
        }
        if (!own->file.empty()) experiment_.files.push_back(own->file);
        experiment_.options = std::move(own->options);
    }

    // The catalog with what this experiment adds: its own options, and those of the plug-ins that its config names.
    void extend_catalog() { catalog_ = &extended_.emplace(experiment_.extended(base_)); }

    void read_config(const config::Value& root) {
        experiment_.config = config::Dict{};
        auto composed = compose_config(document_, options_.overrides);
        if (!composed) {
            for (Error& error : composed.error()) add(std::move(error));
            // What is written here can be shown all the same.
            if (const config::Value* own = root.get("config"); own && own->is_dict()) experiment_.config = *own;
            extend_catalog();
            return;
        }
        experiment_.config = std::move(composed->config);
        experiment_.notes = std::move(composed->notes);
        extend_catalog();
        for (auto& file : composed->files) experiment_.files.push_back(std::move(file));
        config::Applied applied;
        if (!composed->overrides.empty())
            applied = config::apply_overrides(experiment_.config, composed->overrides, *catalog_, options_.sweeps,
                                              key_rule(document_, experiment_.config, space_.space));
        if (!composed->overrides.empty()) extend_catalog();  // they may name other plug-ins
        for (Error& error : applied.errors) add(std::move(error));
        experiment_.dropped = std::move(applied.dropped);
        if (!applied.sweeps.empty()) {
            const config::Schema schema = catalog_->compose(experiment_.config);
            for (const auto& change : applied.sweeps)
                sweeps_.emplace_back(change.key, space::entry_of(change, schema.find(change.key)));
        }
        // Options of a schema that could not be read would all be reported as unknown.
        config_is_read_ = schema_is_read_;
    }

    void read_space() {
        for (const Error& error : space_.errors) add(error);
        if (!space_.file.empty()) experiment_.files.push_back(space_.file);
        experiment_.space = space_.space;
        const bool is_fine = space_.errors.empty() && (sweeps_.empty() || add_sweeps_to_space());
        resolution_ = config::Resolution(experiment_.config, catalog_->compose(experiment_.config));
        for (const config::Option& option : resolution_.schema().options()) add_paths(option);
        if (!config_is_read_) return;
        if (!is_fine) add(space::check_entries(space_.written, experiment_.config, *catalog_), "space");
        if (!experiment_.space.empty()) add(experiment_.space.check(experiment_.config, *catalog_), "space");
        if (experiment_.purpose == Purpose::search) refuse_hidden_values();
        check_config();
        if (!experiment_.program) return;
        const config::Value* trial = document_.root().get("trial");
        for (Error& error : check_program_placeholders(*experiment_.program, resolution_.resolved().value,
                                                       experiment_.space, trial ? *trial : document_.root()))
            add(std::move(error));
    }

    // Whether they are entries of a space.
    bool add_sweeps_to_space() {
        for (const auto& [path, entry] : sweeps_) put(space_.written.as_dict(), path, entry);
        auto parsed = space::Space::parse(space_.written);
        experiment_.space = parsed ? std::move(*parsed) : space::Space();
        if (!parsed) add(std::move(parsed.error()), "space");
        return parsed.has_value();
    }

    void add_paths(const config::Option& option) {
        if (option.type == config::Type::path) return experiment_.paths.push_back(option.key);
        if (option.element != config::Type::path) return;
        const config::Value* value = experiment_.config.find(option.key);
        if (value == nullptr) return;
        if (value->is_dict())
            for (const auto& [key, item] : value->as_dict())
                experiment_.paths.push_back(config::join_path(option.key, key));
        if (!value->is_list()) return;
        // The last first: who erases them one by one gets all.
        for (std::size_t i = value->as_list().size(); i > 0; --i)
            experiment_.paths.push_back(config::join_path(option.key, i - 1));
    }

    // Every trial of a search would replace a value that the command line gives.
    void refuse_hidden_values() {
        for (const space::Parameter& one : experiment_.space.parameters()) {
            const bool nested = one.distribution.is_nested();
            const std::string key =
                nested ? space::selector_of_nested(experiment_.config, one.path) : std::string(one.path);
            const config::Value* value = experiment_.config.find(key);
            if (value == nullptr || value->origin != config::Origin::override_value) continue;
            const std::string shown = config::to_yaml_inline(*value);
            Error error{"the space searches over it, so that the value " + shown + " would never be used",
                        "take " + one.path + " out of the space of the experiment"};
            if (!nested) error.hint += ", or search with this value alone: " + key + "='choice(" + shown + ")'";
            error.key = key;
            add(std::move(error));
        }
    }

    static void put(config::Dict& space, const std::string& path, const config::Value& entry) {
        const auto same = std::ranges::find(space, path, &config::Entry::first);
        if (same != space.end()) same->second = entry;
        else space.emplace_back(path, entry);
    }

    void check_config() {
        config_errors_ = errors_.size();
        for (const Error& error : resolution_.resolved().errors) add(error);
        if (!options_.require_complete) return;
        for (const std::string& path : resolution_.resolved().missing) {
            if (is_tuned(path)) continue;
            const config::Value* value = experiment_.config.find(path);
            Error error =
                error_at(value ? *value : experiment_.config, path, "this option is still ??? and has no value",
                         fmt::format("set it in the file, or give {}=VALUE", path));
            error.kind = "MissingMandatoryValue";
            add(std::move(error));
        }
    }

    bool is_tuned(const std::string& path) const {
        return std::ranges::any_of(experiment_.space.parameters(), [&](const space::Parameter& parameter) {
            if (!parameter.distribution.is_nested()) return parameter.path == path;
            const std::string group = space::group_of_nested(experiment_.config, parameter.path);
            return path == space::selector_of_nested(experiment_.config, parameter.path) ||
                   path.starts_with(group + ".");
        });
    }

    void read_search(const config::Value* given) {
        if (given && !given->is_null()) {
            auto read = read_search_settings(*given);
            experiment_.search = std::move(read.settings);
            for (Error& error : read.errors) add(std::move(error));
            // Where the space itself cannot be read, or one trial alone is meant, there is nothing to compare with.
            if (experiment_.purpose == Purpose::search && space_.errors.empty())
                for (Error& error : check_first_trials(experiment_.search.first, experiment_.space))
                    add(std::move(error));
        }
        for (Error& error : check_objective_settings(experiment_, given, document_.root())) add(std::move(error));
    }

    const config::Document& document_;
    const config::Catalog& base_;
    const config::Catalog* catalog_;
    std::optional<config::Catalog> extended_;  // with the experiment's own options
    const LoadOptions& options_;
    Experiment experiment_;
    space::ExperimentSpace space_;
    config::Resolution resolution_;
    std::optional<std::size_t> config_errors_;
    std::vector<std::pair<std::string, config::Value>> sweeps_;
    Errors errors_;
    bool schema_is_read_ = true;
    bool config_is_read_ = false;
};

}  // namespace

Reading read_experiment(const config::Document& document, const config::Catalog& catalog, const LoadOptions& options) {
    return ExperimentReader(document, catalog, options).read();
}

tl::expected<Experiment, Errors> parse_experiment(const config::Document& document, const config::Catalog& catalog,
                                                  const LoadOptions& options) {
    Reading reading = read_experiment(document, catalog, options);
    if (!reading.errors.empty()) return tl::make_unexpected(std::move(reading.errors));
    return std::move(reading.experiment);
}

tl::expected<Experiment, Errors> load_experiment(const std::string& file, const config::Catalog& catalog,
                                                 const LoadOptions& options) {
    const auto document = config::Document::load_input(file);
    if (!document) return tl::make_unexpected(Errors{document.error()});
    return parse_experiment(*document, catalog, options);
}

}  // namespace lathe::search
