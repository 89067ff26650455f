// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/search_schema.h"

#include "core/search/engine.h"
#include "core/search/experiment.h"

namespace lathe::search {

using config::option;
using config::Type;
using config::Value;

config::Schema search_schema() {
    config::Schema schema;
    schema.add({
        option("objective.metric", Type::string, "val_loss", "Tag of the metric that is optimised"),
        option("objective.mode", Type::string, "minimize", "Direction").one_of({"minimize", "maximize"}),
        option("objective.use", Type::string, "last", "The last value of the metric, or its best")
            .one_of({"last", "best"}),
        option("objectives", Type::list, config::List{}, "Several objectives instead: [{metric, mode}, ...]"),
        option("constraints", Type::list, config::List{},
               "Limits that a trial must keep to be the best: [{metric: latency_ms, max: 20}, ...]; min: where more is "
               "wanted"),
        option("tuner.name", Type::string, "Auto", "The algorithm that chooses parameters"),
        option("tuner.args", Type::dict, config::Dict{}, "Arguments of the tuner"),
        option("assessor.name", Type::string, Value(), "The algorithm that stops hopeless trials early").or_null(),
        option("assessor.args", Type::dict, config::Dict{}, "Arguments of the assessor"),
        option("max_trials", Type::integer, default_max_trials,
               "Number of trials; null, and when only max_duration is given: as many as there is time for")
            .or_null()
            .at_least(1)
            .at_most(1e9),
        option("max_duration", Type::string, Value(), "Longest time, e.g. 30s, 1.5h, 2d").or_null(),
        option("stop_when.no_improvement", Type::integer, Value(),
               "Ends the search when so many trials in a row were no better than the best before them")
            .or_null()
            .at_least(1)
            .at_most(1e9),
        option("stop_when.expected_regret", Type::floating, Value(),
               "Ends the search when the best trial is expected to be no more than this worse than the best there is")
            .or_null()
            .above(0),
        option("first", Type::list, config::List{},
               "What the first trials have: mappings from path to value; what one leaves out the tuner chooses"),
        option("warm_start", Type::list, config::List{},
               "Folders of earlier studies: the best parameters that they found are tried first, where the space has "
               "them"),
        option("concurrency", Type::integer, 1, "Trials at once").at_least(1).at_most(100000),
        option("isolation", Type::string, "auto",
               "Where a trial runs: auto gives a process of its own to code of others (plug-ins, TorchScript), to what "
               "uses a "
               "GPU and to trials beside others; thread and process do so for none and for all")
            .one_of({"auto", "thread", "process"}),
        option("devices.indices", Type::any, "auto", "GPUs that may be used: auto, or a list of indices").or_null(),
        option("devices.per_trial", Type::floating, 0.0, "GPUs for a trial; 0: the CPU unless hw.device says otherwise")
            .at_least(0),
        option("devices.trials_per_gpu", Type::integer, 1, "Trials that may share a GPU").at_least(1).at_most(100000),
        option("devices.use_active", Type::boolean, false, "Also GPUs that other programs use"),
    });
    schema.add(engine_options());
    return schema;
}

}  // namespace lathe::search
