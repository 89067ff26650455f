// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/engine.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/clock.h"
#include "core/config/value_error.h"
#include "core/search/arguments.h"
#include "core/search/experiment_text.h"
#include "core/search/sbatch_argument.h"

namespace lathe::search {

using config::option;
using config::Type;
using config::Value;

namespace {

constexpr std::array<std::pair<EngineKind, std::string_view>, 2> engine_names{
    {{EngineKind::local, "local"}, {EngineKind::slurm, "slurm"}}};

class EngineReader {
  public:
    EngineReader(const Value& resolved, const Value& given) : resolved_(resolved), given_(given) {}

    ReadEngine read() && {
        Engine& engine = found_.engine;
        engine.kind = engine_kind(resolved_.string_or("name", "local")).value_or(EngineKind::local);
        engine.partition = resolved_.string_or("partition", "");
        engine.gpus = static_cast<int>(resolved_.int_or("gpus", 0));
        engine.nodes = static_cast<int>(resolved_.int_or("nodes", 1));
        engine.cpus = static_cast<int>(resolved_.int_or("cpus", 0));
        read_time();
        read_args();
        return std::move(found_);
    }

  private:
    void add(const Value& at, const std::string& key, std::string what, std::string hint) {
        const Value& place = at.mark.line > 0 ? at : given_;
        found_.errors.push_back(error_at(place, "search.engine." + key, std::move(what), std::move(hint)));
    }

    void read_time() {
        const Value* time = given_.get("time");
        if (time == nullptr || time->is_null()) return;
        if (!time->is_string() && !time->is_number()) return;  // the schema has said it
        const auto parsed = parse_duration(time->is_string() ? time->as_string() : config::to_yaml_inline(*time));
        if (parsed) found_.engine.time = *parsed;
        else add(*time, "time", parsed.error().what, "write 30m, 2h or 1d");
    }

    void read_args() {
        const Value* args = given_.get("args");
        if (args == nullptr || !args->is_list()) return;
        for (const Value& one : args->as_list()) {
            const std::string text = one.is_string() ? one.as_string() : config::to_yaml_inline(one);
            if (auto refused = refusal_of_sbatch_argument(text))
                add(one, "args", std::move(refused->what), std::move(refused->hint));
            else found_.engine.args.push_back(text);
        }
    }

    const Value& resolved_;
    const Value& given_;
    ReadEngine found_;
};

}  // namespace

std::string_view name_of(EngineKind kind) {
    return std::ranges::find(engine_names, kind, [](const auto& one) { return one.first; })->second;
}

std::optional<EngineKind> engine_kind(std::string_view name) {
    const auto found = std::ranges::find(engine_names, name, [](const auto& one) { return one.second; });
    return found != engine_names.end() ? std::optional(found->first) : std::nullopt;
}

std::vector<config::Option> engine_options() {
    return {
        option("engine.name", Type::string, "local", "Who runs the trials: this machine, or Slurm, each as a job")
            .one_of({"local", "slurm"}),
        option("engine.partition", Type::string, Value(), "Of Slurm: the partition; null: the cluster's own choice")
            .or_null(),
        option("engine.gpus", Type::integer, 0, "Of Slurm: GPUs for a trial; 0: it trains on the CPU")
            .at_least(0)
            .at_most(1024),
        option("engine.cpus", Type::integer, 0,
               "Of Slurm: CPUs for each device of a trial; 0: as many as hw.threads, which is 1 there unless given")
            .at_least(0)
            .at_most(4096),
        option("engine.nodes", Type::integer, 1,
               "Of Slurm: nodes that the devices of a trial (hw.devices) are spread over")
            .at_least(1)
            .at_most(1024),
        option("engine.time", Type::string, Value(),
               "Of Slurm: the time limit of a job, e.g. 30m, 2h; a trial that needs longer is queued again and goes on")
            .or_null(),
        option("engine.args", Type::list, config::List{}, "Of Slurm: more options of sbatch, e.g. [--account=x]"),
    };
}

ReadEngine read_engine(const Value& resolved, const Value& given) {
    return EngineReader(resolved, given).read();
}

Value to_value(const Engine& engine) {
    config::Dict dict{{"name", std::string(name_of(engine.kind))}};
    if (!engine.partition.empty()) dict.emplace_back("partition", engine.partition);
    if (engine.gpus > 0) dict.emplace_back("gpus", std::int64_t{engine.gpus});
    if (engine.nodes > 1) dict.emplace_back("nodes", std::int64_t{engine.nodes});
    if (engine.cpus > 0) dict.emplace_back("cpus", std::int64_t{engine.cpus});
    if (engine.time) dict.emplace_back("time", duration_text(*engine.time));
    if (!engine.args.empty()) dict.emplace_back("args", config::List(engine.args.begin(), engine.args.end()));
    return Value(std::move(dict));
}

}  // namespace lathe::search
