// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/hydra/sweeper.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/config/hydra_grammar.h"
#include "core/config/override.h"
#include "core/space/space.h"
#include "core/space/sweep.h"

namespace lathe::search {

namespace {

using config::Value;

struct SamplerName {
    std::string_view optuna;
    const char* lathe;
};
constexpr std::array sampler_names{SamplerName{"TPESampler", "TPE"},
                                   SamplerName{"RandomSampler", "Random"},
                                   SamplerName{"GridSampler", "GridSearch"},
                                   SamplerName{"CmaEsSampler", "CMA-ES"},
                                   SamplerName{"NSGAIISampler", "NSGA-II"},
                                   SamplerName{"QMCSampler", "QMC"},
                                   SamplerName{"GPSampler", "GP"}};

class SweepReader {
  public:
    SweepReader(const Value& hydra, const Value& config) : hydra_(hydra), config_(config) {}

    HydraSweep read(const std::vector<std::string>& further) {
        if (const Value* params = hydra_.find("sweeper.params"); params && params->is_dict())
            for (const auto& [key, value] : params->as_dict()) add(key, value);
        note_what_is_not_read();
        for (const auto& argument : further) add_argument(argument);
        if (!out_.space.as_dict().empty()) {
            read_sweeper();
            read_launcher();
        }
        return std::move(out_);
    }

  private:
    void note(const std::string& key, const std::string& text) { out_.notes.push_back(key + ": " + text); }

    void add(const std::string& key, const Value& value) {
        if (value.is_container()) return note(key, "is no sweep of Hydra's grammar: write it as an entry of the space");
        const auto argument =
            config::from_hydra(key + "=" + (value.is_string() ? value.as_string() : config::to_yaml_inline(value)));
        if (argument) add_argument(*argument);
        else note(key, argument.error().what + ": left out");
    }

    // Spaces that sweepers have beside `params`, each in words of its own.
    void note_what_is_not_read() {
        for (const char* key : {"search_space", "ax_config.params", "parametrization", "custom_search_space"}) {
            const Value* value = hydra_.find(std::string("sweeper.") + key);
            if (value == nullptr || value->is_null() || (value->is_dict() && value->as_dict().empty())) continue;
            note(std::string("hydra.sweeper.") + key, "is not read: write its entries under space");
        }
    }

    // Its values are YAML, or calls that parse_sweep() reads.
    void add_argument(const std::string& argument) {
        const auto change = config::parse_override(argument);
        if (!change) return out_.notes.push_back(argument + ": " + change.error().what);
        const Value* now = config_.find(change->key);
        if (change->sweep_error) note(change->key, change->sweep_error->what + ": left out");
        else if (!change->sweep) note(change->key, "is one value, not several: write it into the config");
        else if (now == nullptr && change->key.find_first_of("/@") == std::string::npos)
            note(change->key, "the config has no such key: left out");
        else if (now == nullptr || now->is_dict())
            note(change->key,
                 "is a group, and files are chosen before a search begins: left out; import once for each of them");
        else out_.space.as_dict().emplace_back(change->key, space::entry_of(*change, nullptr));
    }

    static bool is_choice(const config::Entry& entry) {
        const Value* type = entry.second.get("_type");
        return type != nullptr && (*type == Value("choice") || *type == Value("randint"));
    }

    void take_count(const char* path, std::optional<std::int64_t>& into) {
        const Value* value = hydra_.find(path);
        if (value != nullptr && value->is_int() && value->as_int() >= 1) into = value->as_int();
    }

    void read_sweeper() {
        const Value* choices = hydra_.find("runtime.choices");
        const Value* chosen = choices ? choices->get("hydra/sweeper") : nullptr;
        const std::string name = chosen && chosen->is_string() ? chosen->as_string() : "basic";
        if (name == "basic") return read_basic();
        take_count("sweeper.n_trials", out_.max_trials);
        take_count("sweeper.ax_config.max_trials", out_.max_trials);
        take_count("sweeper.optim.budget", out_.max_trials);
        take_count("sweeper.n_jobs", out_.concurrency);
        take_count("sweeper.optim.num_workers", out_.concurrency);
        read_direction();
        out_.tuner = "TPE";
        const std::string target = hydra_.string_or("sweeper.sampler._target_", "");
        const auto sampler =
            std::ranges::find_if(sampler_names, [&](const SamplerName& one) { return target.ends_with(one.optuna); });
        if (sampler != sampler_names.end()) out_.tuner = sampler->lathe;
        else note("hydra/sweeper", fmt::format("{} has no counterpart: TPE is taken", target.empty() ? name : target));
        if (const Value* seed = hydra_.find("sweeper.sampler.seed");
            seed && seed->is_int() && out_.tuner != "GridSearch")
            out_.tuner_args.set("seed", *seed);
    }

    // Hydra's own sweeper runs every combination.
    void read_basic() {
        if (!std::ranges::all_of(out_.space.as_dict(), is_choice)) {
            out_.tuner = "Random";
            return note("hydra/sweeper", "an interval has no end of combinations: they are drawn at random");
        }
        out_.tuner = "GridSearch";
        const auto space = space::Space::parse(out_.space);
        const auto all = space ? space->cardinality() : std::nullopt;
        if (all && *all >= 1 && *all <= 1'000'000'000) out_.max_trials = static_cast<std::int64_t>(*all);
    }

    void read_direction() {
        const Value* direction = hydra_.find("sweeper.direction");
        if (direction != nullptr && direction->is_list()) {
            note("hydra.sweeper.direction", "has several: the first is taken, write the others as search.objectives");
            direction = direction->as_list().empty() ? nullptr : &direction->as_list().front();
        }
        const bool minimises = hydra_.bool_or("sweeper.ax_config.experiment.minimize", true);
        out_.maximise =
            direction ? *direction == Value("maximize") : hydra_.bool_or("sweeper.optim.maximize", !minimises);
    }

    void read_launcher() {
        take_count("launcher.n_jobs", out_.concurrency);
        const Value* choices = hydra_.find("runtime.choices");
        const Value* chosen = choices ? choices->get("hydra/launcher") : nullptr;
        if (chosen != nullptr && !(*chosen == Value("basic")) && !(*chosen == Value("joblib")))
            note("hydra/launcher", config::to_yaml_inline(*chosen) + " has no counterpart: trials run on this machine");
    }

    const Value& hydra_;
    const Value& config_;
    HydraSweep out_;
};

}  // namespace

HydraSweep read_hydra_sweep(const Value& hydra, const Value& config, const std::vector<std::string>& further) {
    return SweepReader(hydra, config).read(further);
}

}  // namespace lathe::search
