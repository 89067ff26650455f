// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/hydra/import.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "core/config/compose.h"
#include "core/config/override.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/search/hydra/application.h"
#include "core/search/hydra/sweeper.h"
#include "core/search/import_comment.h"

namespace lathe::search {

namespace {

namespace fs = std::filesystem;
using config::Dict;
using config::List;
using config::Value;

// Of several configs that programs start from, the one that people mean when they do not say it.
constexpr const char* usual_names[] = {"config", "train", "main"};

class HydraImporter {
  public:
    HydraImporter(const HydraApplication& application, const config::Catalog& catalog)
        : application_(application), catalog_(catalog) {}

    tl::expected<HydraImport, Errors> run() {
        std::error_code code;
        folder_ = fs::weakly_canonical(application_.configs, code);
        if (is_file(folder_))
            return refuse(application_.configs.string() + " is a file, and the folder of the configs is wanted",
                          fmt::format("name {}, and this file with --config {}", folder_.parent_path().string(),
                                      folder_.stem().string()));
        if (!fs::is_directory(folder_, code))
            return refuse("there is no folder " + application_.configs.string(), "name the folder of the configs");
        programs_ = find_hydra_programs(folder_);
        if (auto named = name_config(); !named) return tl::make_unexpected(Errors{std::move(named.error())});
        if (auto found = find_program(); !found) return tl::make_unexpected(Errors{std::move(found.error())});
        const auto document = config::Document::load((folder_ / (name_ + ".yaml")).string());
        if (!document) return tl::make_unexpected(Errors{document.error()});
        auto composed = config::compose(config::primary_of(*document), application_.overrides, config::RunValues::open);
        if (!composed) return tl::make_unexpected(std::move(composed.error()));
        notes_ = std::move(composed->notes);
        if (application_.program.empty() && !programs_.is_complete)
            notes_.push_back("other programs may start from " + name_ + ": " + not_all_looked_at());
        auto applied = config::apply_overrides(composed->config, composed->overrides, config::Catalog(),
                                               config::Sweeps::collect, config::KeyRule{false, {}, {}});
        if (!applied.errors.empty()) return tl::make_unexpected(std::move(applied.errors));
        std::vector<std::string> sweeps;
        for (const config::Override& one : applied.sweeps) sweeps.push_back(one.key + "=" + one.text);
        sweep_ = read_hydra_sweep(composed->hydra, composed->config, sweeps);
        std::ranges::move(sweep_.notes, std::back_inserter(notes_));
        return write(*composed);
    }

  private:
    static tl::unexpected<Errors> refuse(std::string what, std::string hint) {
        return tl::make_unexpected(Errors{Error{std::move(what), std::move(hint)}});
    }

    // Hydra reads no other suffix.
    bool has_config(const std::string& name) const { return is_file(folder_ / (name + ".yaml")); }
    static bool is_file(const fs::path& path) {
        std::error_code code;
        return fs::is_regular_file(path, code);
    }

    std::string not_all_looked_at() const {
        return "there are so many files near " + folder_.string() + " that not all were looked at";
    }

    Error missing_config(std::string hint) const {
        if (is_file(folder_ / (name_ + ".yml")))
            return {(folder_ / (name_ + ".yml")).string() + " is no config of Hydra, which reads .yaml alone",
                    "rename it to " + name_ + ".yaml"};
        return {"there is no file " + (folder_ / (name_ + ".yaml")).string(), std::move(hint)};
    }

    Result<void> name_config() {
        name_ = application_.config;
        for (const std::string_view suffix : {".yaml", ".yml"})
            if (name_.ends_with(suffix)) name_.resize(name_.size() - suffix.size());
        if (!name_.empty() && has_config(name_)) return {};
        std::vector<std::string> names;
        for (const HydraProgram& one : programs_.found)
            if (has_config(one.config) && std::ranges::find(names, one.config) == names.end())
                names.push_back(one.config);
        if (name_.empty()) {
            for (const char* usual : usual_names)
                if (std::ranges::find(names, usual) != names.end() || (names.empty() && has_config(usual))) {
                    name_ = usual;
                    return {};
                }
            if (names.size() == 1) {
                name_ = names.front();
                return {};
            }
        }
        std::string hint =
            names.empty() ? std::string("name one with --config")
                          : fmt::format("its programs start from {}: name one with --config", fmt::join(names, ", "));
        if (!name_.empty()) return fail(missing_config(std::move(hint)));
        for (const char* usual : usual_names)
            if (is_file(folder_ / (std::string(usual) + ".yml"))) {
                name_ = usual;
                return fail(missing_config({}));
            }
        return fail("it is not plain which config " + folder_.string() + " starts from", std::move(hint));
    }

    Result<void> find_program() {
        std::error_code code;
        if (!application_.program.empty()) {
            program_ = fs::weakly_canonical(application_.program, code);
            if (fs::is_regular_file(program_, code)) return {};
            return fail("there is no file " + application_.program.string(), "name the program's file");
        }
        std::vector<std::string> files;
        for (const HydraProgram& one : programs_.found)
            if (one.config == name_) files.push_back(one.file.string());
        if (files.size() == 1) {
            program_ = files.front();
            return {};
        }
        if (files.empty() && !programs_.is_complete)
            return fail("no program that starts from the config " + name_ + " was found, and " + not_all_looked_at(),
                        "name the program with --program FILE");
        return fail(files.empty() ? "no program near " + folder_.string() + " starts from its config " + name_
                                  : fmt::format("{} start from {}", fmt::join(files, ", "), name_),
                    "name the program with --program FILE");
    }

    // As the experiment's file has it.
    std::string relative_path(const fs::path& path) const {
        std::error_code code;
        const auto target = fs::weakly_canonical(application_.target.empty() ? "." : application_.target, code);
        const auto relative = path.lexically_relative(target);
        return relative.empty() ? path.string() : relative.string();
    }

    // Hydra is given the config of the trial as its only file, and the trial's folder for its output.
    Dict trial_of(const Value& hydra) const {
        const fs::path project = folder_.parent_path();
        const auto inside = program_.lexically_relative(project);
        const bool is_inside = !inside.empty() && *inside.begin() != "..";
        const fs::path start = is_inside ? project : program_.parent_path();
        List command{"python3", program_.lexically_relative(start).string(), "--config-path",
                     "{lathe.trial_dir}/.lathe", "--config-name", "config",
                     // Not as text: Hydra would read a quote or a brace in the path as its own.
                     "hydra.run.dir=${oc.env:LATHE_TRIAL_DIR}"};
        if (hydra.bool_or("job.chdir", false)) command.emplace_back("hydra.job.chdir=true");
        Dict trial{{"command", std::move(command)}};
        if (const auto place = relative_path(start); place != ".") trial.emplace_back("code_dir", place);
        if (const Value* variables = hydra.find("job.env_set"); variables && variables->is_dict())
            if (!variables->as_dict().empty()) trial.emplace_back("env", *variables);
        return trial;
    }

    Dict search_of(const Value& config) {
        Dict search;
        if (sweep_.maximise) {
            auto metric = config.string_or("optimized_metric", "");
            if (metric.empty()) {
                metric = "default";
                notes_.push_back(
                    "search.objective.metric: Hydra takes what the program's function returns, which nobody "
                    "else sees: the program has to report it as " +
                    metric);
            }
            search.emplace_back("objective",
                                Dict{{"metric", metric}, {"mode", *sweep_.maximise ? "maximize" : "minimize"}});
        }
        Dict tuner{{"name", sweep_.tuner}};
        if (!sweep_.tuner_args.as_dict().empty()) tuner.emplace_back("args", sweep_.tuner_args);
        search.emplace_back("tuner", std::move(tuner));
        if (sweep_.max_trials) search.emplace_back("max_trials", *sweep_.max_trials);
        if (sweep_.concurrency) search.emplace_back("concurrency", *sweep_.concurrency);
        return search;
    }

    HydraImport write(const config::Composition& composed) {
        const auto own_name = composed.hydra.string_or("job.name", "???");
        const bool is_searched = !sweep_.tuner.empty();
        Dict root{{"lathe", 1}, {"name", own_name == "???" ? program_.stem().string() : own_name}};
        if (is_searched) root.emplace_back("purpose", "search");
        root.emplace_back("trial", trial_of(composed.hydra));
        if (application_.overrides.empty())
            root.emplace_back("config_file", relative_path(folder_ / (name_ + ".yaml")));
        else root.emplace_back("config", composed.config);
        if (is_searched) {
            root.emplace_back("space", sweep_.space);
            root.emplace_back("search", search_of(composed.config));
        }
        const auto body = config::to_yaml(Value(std::move(root)));
        check(body);
        auto text = import_comment("Hydra: " + relative_path(folder_ / (name_ + ".yaml")), notes_);
        return {text + body, std::move(notes_)};
    }

    // What is made must be valid, and where it is not, whoever imports it hears of it now.
    void check(const std::string& body) {
        const auto document = config::Document::parse(body, (application_.target / "experiment.yaml").string());
        if (!document) return notes_.push_back(document.error().what);
        if (const auto read = parse_experiment(*document, catalog_); !read)
            for (const Error& error : read.error())
                notes_.push_back(error.key + ": " + error.what + ": correct it before it runs");
    }

    const HydraApplication& application_;
    const config::Catalog& catalog_;
    fs::path folder_;
    std::string name_;
    fs::path program_;
    HydraPrograms programs_;
    HydraSweep sweep_;
    std::vector<std::string> notes_;
};

}  // namespace

tl::expected<HydraImport, Errors> import_hydra(const HydraApplication& application, const config::Catalog& catalog) {
    return HydraImporter(application, catalog).run();
}

}  // namespace lathe::search
