// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trial_outlook.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/run/metric_names.h"
#include "core/train/callbacks/callback_options.h"
#include "core/train/module.h"
#include "core/train/optim/schedule_notes.h"
#include "core/train/without_effect.h"

namespace lathe::train {

namespace {

class Outlook {
  public:
    Outlook(Trainer& trainer, const Module& module, const DataSets& data, const config::Value& config)
        : trainer_(trainer), module_(module), data_(data), config_(config), names_(module.evaluation_metrics()) {}

    run::TrialCheck take() {
        found_.notes = module_.notes();
        found_.notes.insert(found_.notes.end(), module_.added_notes().begin(), module_.added_notes().end());
        if (!trainer_.validates()) say_why_not_validated();
        look_at_test();
        if (names_) look_at_monitors();
        look_at_best_checkpoint();
        for (std::string& note : schedule_notes(config_, trainer_.total_steps(), trainer_.max_epochs())) {
            say(std::move(note));
        }
        look_at_ranks();
        look_at_limits();
        look_at_averaging();
        for (std::string& note : settings_without_effect(trainer_, module_, data_.input, config_)) say(std::move(note));
        if (names_) list_metrics();
        return std::move(found_);
    }

  private:
    const TrainerOptions& options() const { return trainer_.options(); }
    void say(std::string note) { found_.notes.push_back(std::move(note)); }
    void refuse(std::string key, std::string what, std::string hint) {
        found_.errors.push_back({std::move(what), std::move(hint), "ValidationError", std::move(key)});
    }

    bool tests() const { return data_.test != nullptr && trainer_.test_batches(data_) > 0; }

    // What the training itself reports, and with `validation` what that does.
    std::vector<std::string> of_the_training(bool validation) const {
        std::vector<std::string> names{"train_loss", "lr", "epoch"};
        for (std::string& name : module_.training_metrics()) names.push_back(std::move(name));
        for (std::string& name : trainer_.callback_metrics()) names.push_back(std::move(name));
        if (validation)
            for (const std::string& name : *names_) names.push_back("val_" + name);
        return names;
    }
    std::vector<std::string> reported() const {
        std::vector<std::string> names = of_the_training(trainer_.validates());
        if (tests())
            for (const std::string& name : *names_) names.push_back("test_" + name);
        return names;
    }

    void list_metrics() {
        std::vector<std::string> names = reported();
        const auto steps = trainer_.total_steps();
        if (steps && *steps < options().log_every_n_steps) {
            found_.unlogged = {"train_loss", "lr"};
            for (std::string& name : module_.training_metrics()) found_.unlogged.push_back(std::move(name));
            std::erase_if(names, [&](const std::string& name) {
                return std::ranges::find(found_.unlogged, name) != found_.unlogged.end();
            });
        }
        found_.metrics = std::move(names);
    }

    void say_why_not_validated() {
        if (data_.val == nullptr && !options().overfits()) say("there is no validation: the data has no part for it");
        else if (trainer_.validation_batches() == 0)
            say("there is no validation: train.limit_val_batches leaves it out");
        else
            say("there is no validation: the training ends before train.check_val_every_n_epoch or "
                "train.val_check_interval is due");
    }

    void look_at_test() {
        if (data_.test == nullptr) say("there is no test: the data has no part for it");
        else if (!tests()) say("there is no test: train.limit_test_batches leaves it out");
    }

    // Whoever waits for `metric`: it will come during the training, and the better end is the one that is kept.
    void look_at_monitor(const std::string& key, const std::string& metric, const std::string& mode) {
        if (auto error = run::unreported_metric(key, metric, of_the_training(true))) {
            found_.errors.push_back(std::move(*error));
            return;
        }
        if (metric.starts_with("device/") && !trainer_.ranks().is_alone()) {
            return refuse(key, "waits for " + metric + ", which each of several devices measures by itself",
                          "watch another metric, or set hw.devices to 1");
        }
        if (metric.starts_with("val_") && !trainer_.validates()) {
            return refuse(key, "waits for " + metric + ", and there is no validation",
                          "give the data a validation part, or watch train_loss");
        }
        const auto wanted = mode == "min" ? search::Mode::minimize : search::Mode::maximize;
        if (auto note = run::note_of_wrong_way(key.substr(0, key.find('.')) + ".mode", metric, wanted))
            say(std::move(*note));
    }

    void look_at_monitors() {
        if (const auto o = read<EarlyStoppingOptions>(config_); o.enable && o.strict)
            look_at_monitor("early_stopping.monitor", o.monitor, o.mode);
        for (const std::string& metric : trainer_.optimizers().watched_metrics())
            look_at_monitor("sched.monitor", metric, config_.string_or("sched.mode", "min"));
        if (!keeps_best()) return;
        const auto o = read<CheckpointOptions>(config_);
        // Where nothing is validated, no best is kept; that matters only to a test that wants it.
        if (o.monitor.starts_with("val_") && !trainer_.validates() && options().test_weights != "best") return;
        look_at_monitor("checkpoint.monitor", o.monitor, o.mode);
    }

    bool keeps_best() const {
        return options().enable_checkpointing && options().fast_dev_run == 0 &&
               read<CheckpointOptions>(config_).save_top_k != 0;
    }
    void look_at_best_checkpoint() {
        if (options().test_weights != "best" || options().fast_dev_run != 0 || !tests() || keeps_best()) return;
        refuse("test.weights", "the weights of the best checkpoint are to be tested, and none is kept",
               options().enable_checkpointing ? "set checkpoint.save_top_k to 1 or more"
                                              : "set train.enable_checkpointing to true");
    }

    void look_at_ranks() {
        if (!options().sync_batchnorm) return;
        if (config_.string_or("network.name", "") == "torchscript")
            refuse("train.sync_batchnorm", "what a TorchScript module normalises cannot be synchronised",
                   "set it to false");
    }

    void look_at_limits() {
        const auto epochs = trainer_.max_epochs();
        if (const auto rule = end_by_validation(options(), config_)) say_when_it_ends(*rule, epochs);
        if (options().min_epochs.value_or(0) > epochs)
            say(fmt::format("train.min_epochs is {}, and the training has {}", *options().min_epochs,
                            counted(epochs, "epoch")));
        if (const auto steps = trainer_.total_steps(); steps && options().min_steps.value_or(0) > *steps)
            say(fmt::format("train.min_steps is {}, and the training has {}", *options().min_steps,
                            counted(*steps, "step")));
    }

    void say_when_it_ends(const EarlyStoppingOptions& rule, std::int64_t epochs) {
        if (!trainer_.validates())
            return say(fmt::format("train.epochs is not given, and no validation ends the training: it takes {}",
                                   counted(epochs, "epoch")));
        say(
            fmt::format("train.epochs is not given: the training ends when {} has not improved for {}, after {} "
                        "at the latest. The best weights are tested; a search goes by the last value of its objective "
                        "unless search.objective.use is best",
                        rule.monitor, counted(rule.patience, "validation"), counted(epochs, "epoch")));
    }

    void look_at_averaging() {
        const std::int64_t epochs = trainer_.max_epochs();
        if (const auto o = read<SwaOptions>(config_); o.enable) {
            if (!o.start.is_int() && epochs == TrainingLimits::no_limit)
                refuse("swa.start", "is a part of the epochs, and how many there are is not known",
                       "give an epoch's number, or train.epochs");
            if (o.start.is_int() && o.start.as_int() > epochs)
                say(fmt::format("swa.start is {}, and the training has {}: no weights are averaged", o.start.as_int(),
                                counted(epochs, "epoch")));
        }
        const auto ema = read<EmaOptions>(config_);
        const auto steps = trainer_.total_steps();
        if (ema.enable && steps && ema.every_n_steps > *steps)
            say(fmt::format("ema.every_n_steps is {}, and the training has {}: the weights of the start are kept",
                            ema.every_n_steps, counted(*steps, "step")));
    }

    Trainer& trainer_;
    const Module& module_;
    const DataSets& data_;
    const config::Value& config_;
    const std::optional<std::vector<std::string>> names_;  // of an evaluation, without prefix
    run::TrialCheck found_;
};

}  // namespace

run::TrialCheck outlook(Trainer& trainer, const Module& module, const DataSets& data, const config::Value& config) {
    return Outlook(trainer, module, data, config).take();
}

}  // namespace lathe::train
