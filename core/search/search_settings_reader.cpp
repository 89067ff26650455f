// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/search_settings_reader.h"

#include <cstdint>
#include <utility>

#include "core/base/clock.h"
#include "core/config/resolve.h"
#include "core/config/value_error.h"
#include "core/search/arguments.h"
#include "core/search/constraint_list.h"
#include "core/search/search_schema.h"
#include "core/search/tuner.h"

namespace lathe::search {

namespace {

class SearchSettingsReader {
  public:
    ReadSearchSettings read(const config::Value& value) {
        read_settings(value);
        return {std::move(settings_), std::move(errors_)};
    }

  private:
    void add(Error error) { errors_.push_back(std::move(error)); }
    void add(Errors errors, const std::string& prefix) {
        for (Error& error : errors) {
            error.key = error.key.empty() ? prefix : prefix + "." + error.key;
            add(std::move(error));
        }
    }

    void read_settings(const config::Value& given) {
        if (!given.is_dict()) {
            add(error_at(given, "search", "expected a mapping, found " + config::to_yaml_inline(given),
                         "write objective, tuner, max_trials, ... below it"));
            return;
        }
        const config::Resolved resolved = config::resolve(given, search_schema());
        add(resolved.errors, "search");
        for (const std::string& path : resolved.missing) {
            const config::Value* at = given.find(path);
            add(error_at(at ? *at : given, "search." + path, "this option is still ??? and has no value",
                         "give a value or remove the line"));
        }
        fill(resolved.value, given);
    }

    void fill(const config::Value& v, const config::Value& given) {
        SearchSettings& s = settings_;
        if (const config::Value* objective = given.get("objective"); objective && objective->is_dict()) {
            if (const config::Value* metric = objective->get("metric"); metric && *metric == config::Value(""))
                add(error_at(*metric, "search.objective.metric", "the name of the metric is empty",
                             "name the metric that is optimised, e.g. val_loss"));
            s.objective = Objective{text(v, "objective.metric"),
                                    text(v, "objective.mode") == "maximize" ? Mode::maximize : Mode::minimize,
                                    text(v, "objective.use") == "best"};
        }
        if (const config::Value* several = given.get("objectives")) read_objectives(*several, given);
        if (const config::Value* constraints = given.get("constraints"); constraints && !constraints->is_null()) {
            auto read = read_constraints(*constraints, "search.constraints");
            s.constraints = std::move(read.constraints);
            for (Error& error : read.errors) add(std::move(error));
        }
        if (const int stall = count(v, "stop_when.no_improvement", 0); stall > 0) s.no_improvement = stall;
        if (const config::Value* regret = v.find("stop_when.expected_regret"); regret && regret->is_number()) {
            if (s.objectives.empty()) s.expected_regret = regret->as_number();
            else
                add(error_at(*given.find("stop_when.expected_regret"), "search.stop_when.expected_regret",
                             "of several objectives there is no expected regret",
                             "use stop_when.no_improvement, or give one objective"));
        }
        if (const config::Value* first = given.get("first"); first && first->is_list()) s.first = first->as_list();
        if (const config::Value* studies = given.get("warm_start"); studies && studies->is_list())
            read_warm_start(studies->as_list());
        s.concurrency = count(v, "concurrency", s.concurrency);
        read_engine_block(v, given);
        const std::string isolation = text(v, "isolation");
        if (isolation == "thread") s.isolation = Isolation::thread;
        if (isolation == "process") s.isolation = Isolation::process;
        s.devices.trials_per_gpu = count(v, "devices.trials_per_gpu", s.devices.trials_per_gpu);
        if (const config::Value* share = v.find("devices.per_trial"); share && share->is_number())
            s.devices.per_trial = share->as_number();
        if (const config::Value* active = v.find("devices.use_active"); active && active->is_bool())
            s.devices.use_active = active->as_bool();
        read_indices(given.find("devices.indices"));
        read_duration(given.find("max_duration"));
        read_max_trials(v, given.get("max_trials"));
        read_algorithm(v, given, "tuner");
        read_algorithm(v, given, "assessor");
    }

    void read_warm_start(const config::List& studies) {
        for (const config::Value& study : studies) {
            if (study.is_string() && !study.as_string().empty()) settings_.warm_start.push_back(study.as_string());
            else
                add(error_at(study, "search.warm_start",
                             "expected the folder of a study, found " + config::to_yaml_inline(study),
                             "write [lathe-runs/STUDY, ...]"));
        }
    }

    // [{metric: val_loss, mode: minimize}, ...]: a search for the Pareto front.
    void read_objectives(const config::Value& several, const config::Value& given) {
        const std::string key = "search.objectives";
        if (given.get("objective"))
            add(error_at(several, key, "both objective and objectives are given", "remove one of them"));
        if (!several.is_list() || several.as_list().empty()) {
            add(error_at(several, key, "expected a list, found " + config::to_yaml_inline(several),
                         "write [{metric: val_loss, mode: minimize}, ...]"));
            return;
        }
        SearchSettings& s = settings_;
        config::Schema schema;
        schema.add(
            {config::option("metric", config::Type::string, "???", "Tag of the metric"),
             config::option("mode", config::Type::string, "minimize", "Direction").one_of({"minimize", "maximize"})});
        for (std::size_t i = 0; i < several.as_list().size(); ++i) {
            const config::Value& item = several.as_list()[i];
            const std::string place = config::join_path(key, i);
            if (!item.is_dict()) {
                add(error_at(item, place, "expected a mapping, found " + config::to_yaml_inline(item),
                             "write {metric: val_loss, mode: minimize}"));
                continue;
            }
            const config::Resolved resolved = config::resolve(item, schema);
            add(resolved.errors, place);
            if (!resolved.missing.empty() || text(resolved.value, "metric").empty())
                add(error_at(item, place + ".metric", "the metric is missing", "add metric: val_loss"));
            const Mode mode = text(resolved.value, "mode") == "maximize" ? Mode::maximize : Mode::minimize;
            s.objectives.push_back({text(resolved.value, "metric"), mode, false});
        }
        if (s.objectives.empty()) return;
        s.objective = s.objectives.front();
        if (s.objectives.size() == 1) s.objectives.clear();
    }

    static std::string text(const config::Value& v, std::string_view path) {
        const config::Value* value = v.find(path);
        return value && value->is_string() ? value->as_string() : std::string();
    }
    static int count(const config::Value& v, std::string_view path, int fallback) {
        const config::Value* value = v.find(path);
        return value && value->is_int() && value->as_int() >= 1 && value->as_int() <= INT32_MAX
                   ? static_cast<int>(value->as_int())
                   : fallback;
    }

    void read_indices(const config::Value* indices) {
        if (!indices || indices->is_null() || *indices == config::Value("auto")) return;
        const config::List list = indices->is_list() ? indices->as_list() : config::List{*indices};
        for (const config::Value& index : list) {
            if (index.is_int() && index.as_int() >= 0 && index.as_int() < 4096) {
                settings_.devices.indices.push_back(static_cast<int>(index.as_int()));
                continue;
            }
            add(error_at(index.mark.line > 0 ? index : *indices, "search.devices.indices",
                         "expected the index of a GPU (0, 1, ...), found " + config::to_yaml_inline(index),
                         "write auto, or a list such as [0, 1]"));
        }
    }

    void read_engine_block(const config::Value& v, const config::Value& given) {
        const config::Value* block = given.get("engine");
        const config::Value* resolved = v.get("engine");
        if (block == nullptr || resolved == nullptr || !block->is_dict()) return;
        ReadEngine read = read_engine(*resolved, *block);
        settings_.engine = std::move(read.engine);
        for (Error& error : read.errors) add(std::move(error));
    }

    void read_duration(const config::Value* duration) {
        if (!duration || duration->is_null() || !(duration->is_string() || duration->is_number())) return;
        const auto parsed =
            parse_duration(duration->is_string() ? duration->as_string() : config::to_yaml_inline(*duration));
        if (parsed) settings_.max_duration = *parsed;
        else add(error_at(*duration, "search.max_duration", parsed.error().what, parsed.error().hint));
    }

    // Whoever gives the time alone means to use it: the default would end the search long before.
    void read_max_trials(const config::Value& v, const config::Value* written) {
        SearchSettings& s = settings_;
        s.says_max_trials = written != nullptr;
        const bool has_no_limit = written ? written->is_null() : s.max_duration.has_value();
        if (has_no_limit) s.max_trials.reset();
        else s.max_trials = count(v, "max_trials", *s.max_trials);
    }

    void read_algorithm(const config::Value& v, const config::Value& given, const std::string& role) {
        const std::string name = text(v, role + ".name");
        const config::Value* block = given.get(role);
        if (!block || !block->is_dict()) return;
        if (name.empty()) {
            if (role == "assessor")
                add(error_at(*block, "search.assessor.name", "the assessor has no name",
                             "add name: Medianstop, or remove the block"));
            return;
        }
        const config::Value* args = given.find(role + ".args");
        Algorithm algorithm{name, args && !args->is_null() ? *args : config::Value(config::Dict{})};
        Errors errors = role == "tuner" ? check_tuner(name, algorithm.args) : check_assessor(name, algorithm.args);
        for (Error& error : errors) {
            const config::Value* named = block->get("name");
            if (error.line == 0 && named) error = error_at(*named, error.key, error.what, error.hint);
            const bool about_name = error.key.empty();
            error.key = "search." + role + (about_name ? ".name" : ".args." + error.key);
            add(std::move(error));
        }
        if (role == "tuner") settings_.tuner = std::move(algorithm);
        else settings_.assessor = std::move(algorithm);
    }

    SearchSettings settings_;
    Errors errors_;
};

}  // namespace

ReadSearchSettings read_search_settings(const config::Value& given) {
    return SearchSettingsReader().read(given);
}

}  // namespace lathe::search
