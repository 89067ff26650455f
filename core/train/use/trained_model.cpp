// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/trained_model.h"

#include <c10/core/DeviceGuard.h>

#include "core/base/files.h"
#include "core/train/checkpoint.h"
#include "core/train/data/alphabet.h"
#include "core/train/data/data_registry.h"
#include "core/train/data/fitted_images.h"
#include "core/train/data/table.h"
#include "core/train/error.h"
#include "core/train/fitted.h"
#include "core/train/loop/loaders.h"
#include "core/train/models/model_options.h"
#include "core/train/setup.h"
#include "core/train/trainer_options.h"
#include "core/train/weights.h"

namespace lathe::train {

namespace {

[[noreturn]] void refuse_source(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, {}, path.string()};
    throw TrainError(std::move(error));
}

State read_state(const fs::path& path) {
    auto state = value_or_throw(read_checkpoint(path));
    if (!state.json.contains("config"))
        refuse_source(path, "does not hold the config of its training", "give a checkpoint of a trial");
    return state;
}

// Whether a trial of this config tests its best weights rather than its last.
bool tests_best(const config::Value& config) {
    const auto options = read<TrainerOptions>(config);
    return options.test_weights == "best" ||
           (options.test_weights == "auto" && end_by_validation(options, config).has_value());
}

// Classes without names are called by their numbers.
void name_classes(TrainedModel& model) {
    if (model.input.task != Task::classification || !model.class_names.empty()) return;
    for (std::int64_t i = 0; i < model.input.classes; ++i) model.class_names.push_back(std::to_string(i));
}

DataSets data_of(const TrainedModel& model, const std::stop_token& stop) {
    const auto seed = static_cast<std::uint64_t>(read<TrainerOptions>(model.config).seed);
    return load_data(model.config, seed, {stop, {}});
}

void describe_by(TrainedModel& model, const DataSets& data) {
    model.input = data.input;
    model.class_names = data.report.class_names;
    model.fitted = data.fitted;
}

// As the checkpoint says it; false: it does not.
bool describe_by_checkpoint(TrainedModel& model) {
    if (model.fitted.get("images") != nullptr) {
        auto images = value_or_throw(FittedImages::from_value(model.fitted));
        model.input = images.input();
        model.class_names = std::move(images.class_names);
    } else if (model.fitted.get("table") != nullptr) {
        const auto encoder = value_or_throw(TableEncoder::from_value(model.fitted));
        model.input = table_input(encoder, read<CsvOptions>(model.config).task);
        model.class_names = encoder.class_names();
    } else if (model.fitted.get("text") != nullptr) {
        const auto alphabet = value_or_throw(Alphabet::from_value(model.fitted));
        const std::int64_t length = read<TextOptions>(model.config).length;
        model.input = {1, length, 1, alphabet.size(), SampleKind::text, Task::language_model};
    } else {
        return false;
    }
    return true;
}

// Of what only training asks for nothing is needed: the number of samples of a class.
config::Value config_for_use(config::Value config, const InputSpec& input) {
    if (input.class_counts.empty() && config.find("loss.class_weights") != nullptr)
        config.set("loss.class_weights", "none");
    return config;
}

}  // namespace

torch::ScalarType TrainedModel::dtype() const {
    return floating_point_type(read<TrainerOptions>(config));
}

std::filesystem::path find_checkpoint(const ModelChoice& choice) {
    std::error_code ignored;
    if (fs::is_regular_file(choice.source, ignored)) return choice.source;
    const fs::path folder = choice.source / "checkpoints";
    const auto file_of = [&](const std::string& name) {
        return folder / (name.ends_with(".pt") ? name : name + ".pt");
    };
    const auto is_there = [&](const std::string& name) { return fs::is_regular_file(file_of(name), ignored); };
    if (choice.checkpoint != "auto") {
        if (is_there(choice.checkpoint)) return file_of(choice.checkpoint);
        refuse_source(folder, "there is no checkpoint \"" + choice.checkpoint + "\"",
                      "give best, last, or a file there");
    }
    if (is_there("last")) {
        if (!is_there("best")) return file_of("last");
        const State last = read_state(file_of("last"));
        return file_of(tests_best(config::from_json(last.json.at("config"))) ? "best" : "last");
    }
    if (is_there("best")) return file_of("best");
    refuse_source(choice.source, "holds no checkpoint to use",
                  "train with train.enable_checkpointing=true, or give the file of a checkpoint");
}

namespace {

// The checkpoint's config and what it says of the data, without a network yet.
TrainedModel described_model(const ModelChoice& choice, State& state) {
    TrainedModel model;
    model.used.checkpoint = find_checkpoint(choice);
    state = read_state(model.used.checkpoint);
    model.config = config::from_json(state.json.at("config"));
    if (const auto fitted = state.json.find("fitted"); fitted != state.json.end())
        model.fitted = config::from_json(*fitted);
    if (const auto loop = state.json.find("loop"); loop != state.json.end()) {
        model.used.epoch = loop->value("epoch", std::int64_t{0});
        model.used.step = loop->value("step", std::int64_t{0});
    }
    model.device = prepare_thread(model.config, choice.device);
    return model;
}

void make_network_of(TrainedModel& model, const State& state) {
    name_classes(model);
    model.module = make_module(config_for_use(model.config, model.input), model.input, model.device);
    model.module->configure_model();  // as the training did before it had its weights
    try {
        load_weights(*model.module, state);
    } catch (const TrainError& failure) {
        Error error = failure.error();
        error.file = model.used.checkpoint.string();
        throw TrainError(std::move(error));
    }
    model.module->to(model.device, model.dtype());
    model.module->eval();
    const auto children = model.module->named_children();
    if (const auto* network = children.find("network")) model.network = std::dynamic_pointer_cast<Network>(*network);
}

}  // namespace

TrainedModel load_model(const ModelChoice& choice) {
    State state;
    TrainedModel model = described_model(choice, state);
    if (!describe_by_checkpoint(model)) describe_by(model, data_of(model, choice.stop));
    make_network_of(model, state);
    return model;
}

ModelAndData load_model_and_data(const ModelChoice& choice) {
    State state;
    TrainedModel model = described_model(choice, state);
    DataSets data = data_of(model, choice.stop);
    if (!model.fitted.is_null() && !is_same_fitted(model.fitted, data.fitted)) {
        throw TrainError(
            "the data is not what the model was trained on: its columns, classes, characters or means differ",
            "bring the old data back, or give files to the command", "data");
    }
    describe_by(model, data);
    make_network_of(model, state);
    return {std::move(model), std::move(data)};
}

std::shared_ptr<const Dataset> part_of(const DataSets& data, const std::string& name) {
    const auto& set = name == "train" ? data.train : name == "val" ? data.val : data.test;
    if (set) {
        const auto plain = set->unchanged();
        return plain ? plain : set;
    }
    throw TrainError("the data has no part " + name, "choose another part, or give data of your own");
}

}  // namespace lathe::train
