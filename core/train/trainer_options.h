// SPDX-License-Identifier: GPL-3.0-or-later
// What the Trainer and its callbacks take from a config, with PyTorch Lightning's names and defaults.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/train/options.h"

namespace lathe::train {

struct TrainerOptions {
    std::int64_t batch_size = 64;
    std::int64_t val_batch_size = 256;
    std::int64_t test_batch_size = 256;
    std::optional<std::int64_t> epochs;  // null: see length_is_open()
    std::optional<std::int64_t> min_epochs;
    std::int64_t max_steps = -1;  // optimizer steps; -1: no limit
    std::optional<std::int64_t> min_steps;
    std::optional<std::string> max_time;  // "DD:HH:MM:SS" or "1.5h"
    config::Value limit_train_batches{1.0};
    config::Value limit_val_batches{1.0};
    config::Value limit_test_batches{1.0};
    config::Value limit_predict_batches{1.0};
    config::Value overfit_batches{0};
    std::int64_t fast_dev_run = 0;
    config::Value val_check_interval{1.0};
    std::optional<std::int64_t> check_val_every_n_epoch = 1;  // null: an int val_check_interval counts across epochs
    std::int64_t num_sanity_val_steps = 2;
    std::int64_t accumulate_grad_batches = 1;
    std::map<std::int64_t, std::int64_t> accumulation_schedule;  // from an epoch on -> batches for one step
    std::optional<double> gradient_clip_val;
    std::string gradient_clip_algorithm = "norm";
    std::string precision = "32";
    bool drop_last = false;
    bool shuffle = true;
    bool balance_classes = false;
    bool sync_batchnorm = false;
    bool channels_last = false;
    bool benchmark = false;
    std::string float32_matmul_precision = "highest";
    bool deterministic = false;
    bool detect_anomaly = false;
    bool inference_mode = true;
    std::optional<std::string> profiler;  // "simple"
    bool enable_checkpointing = true;
    bool enable_model_summary = true;
    std::string test_weights = "auto";
    std::int64_t log_every_n_steps = 50;
    std::int64_t seed = 0;

    void fields(Fields& f);

    // What fast_dev_run makes of them: a few batches of each set, one epoch, no checkpoint and no sanity check. These
    // options when it is 0.
    TrainerOptions with_fast_dev_run() const;
    // Whether nobody said how long to train: the validation then ends the training, and 1000 epochs do at the latest
    // (as in Lightning, which knows no other end).
    bool length_is_open() const { return !epochs && max_steps < 0 && !max_time && fast_dev_run == 0 && !overfits(); }
    // Whether training and validation see the same few batches.
    bool overfits() const { return overfit_batches.is_number() && overfit_batches.as_number() > 0; }
};

// What a training runs on: the options of `hw`.
struct HardwareOptions {
    std::string device = "auto";
    config::Value devices{"auto"};  // or how many
    std::int64_t threads = 0;       // 0: as many as the machine has cores; of a search, that many by its trials at once
    std::int64_t num_workers = 0;

    void fields(Fields& f);
};

// Which checkpoints are kept: the options of ModelCheckpoint.
struct CheckpointOptions {
    std::string monitor = "val_loss";
    std::string mode = "min";
    std::int64_t save_top_k = 1;  // 0: none, -1: all
    bool save_last = true;
    std::string filename = "{epoch}-{step}";
    std::int64_t every_n_epochs = 1;
    std::int64_t every_n_train_steps = 0;            // 0: after validation instead
    std::optional<std::string> train_time_interval;  // "30m"

    void fields(Fields& f);
};

// When a training stops by itself: the options of EarlyStopping.
struct EarlyStoppingOptions {
    bool enable = false;
    std::string monitor = "val_loss";
    std::string mode = "min";
    double min_delta = 0;
    std::int64_t patience = 3;  // validations, not epochs
    bool strict = true;
    bool check_finite = true;
    std::optional<double> stopping_threshold;
    std::optional<double> divergence_threshold;

    void fields(Fields& f);
};

// How the validation ends a training that nobody gave a length; nullopt where somebody did, or asked for an early stop
// with rules of their own. What it watches is what the best checkpoint is chosen by.
std::optional<EarlyStoppingOptions> end_by_validation(const TrainerOptions& options, const config::Value& config);

// A number of batches out of `available`: an int is a count, a float a fraction. An error names `key`.
Result<std::int64_t> batch_limit(const char* key, const config::Value& limit, std::int64_t available);
// Reads train.max_time: "DD:HH:MM:SS" as in Lightning, or a duration such as "1.5h".
Result<std::chrono::milliseconds> parse_max_time(const std::string& text);

}  // namespace lathe::train
