// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer_options.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/numbers.h"
#include "core/base/plural.h"

namespace lathe::train {

void TrainerOptions::fields(Fields& f) {
    f("train.batch_size", batch_size, "Samples in one training batch of each device").at_least(1).in("samples");
    f("train.epochs", epochs,
      "Passes over the training data; null: until checkpoint.monitor has not improved for 20 validations, 1000 at "
      "most, or no limit when max_steps or max_time is given")
        .at_least(1)
        .in("epochs");
    f("train.min_epochs", min_epochs, "No early stop before this many epochs").at_least(0).in("epochs");
    f("train.max_steps", max_steps, "Stop after this many optimizer steps; -1: no limit").at_least(-1).in("steps");
    f("train.min_steps", min_steps, "No early stop before this many optimizer steps").at_least(0).in("steps");
    f("train.max_time", max_time, "Stop after this long: DD:HH:MM:SS, or 90s, 30m, 1.5h; time before a resume counts");
    f("train.limit_train_batches", limit_train_batches,
      "Training batches in an epoch: an int is a count (100), a float a fraction (0.1)")
        .at_least(0);
    f("train.limit_val_batches", limit_val_batches,
      "Validation batches: an int is a count, a float a fraction; 0 leaves validation out")
        .at_least(0);
    f("train.limit_test_batches", limit_test_batches,
      "Test batches: an int is a count, a float a fraction; 0 leaves the test out")
        .at_least(0);
    f("train.limit_predict_batches", limit_predict_batches,
      "Batches of a prediction: an int is a count, a float a fraction")
        .at_least(0);
    f("train.overfit_batches", overfit_batches,
      "Train and validate on the same few batches (int: how many, float: which part) to see whether a model can learn")
        .at_least(0);
    f("train.fast_dev_run", fast_dev_run,
      "Try the whole path on this many batches of each set, one epoch, no checkpoint; 0: off")
        .at_least(0)
        .in("batches");
    f("train.val_check_interval", val_check_interval,
      "Validate this often: a float is a part of an epoch (0.25), an int a number of training batches")
        .above(0);
    f("train.check_val_every_n_epoch", check_val_every_n_epoch,
      "Validate every this many epochs; null: an int val_check_interval counts batches across epochs")
        .at_least(1)
        .in("epochs");
    f("train.num_sanity_val_steps", num_sanity_val_steps,
      "Validation batches tried before training, so that a mistake there shows at once; -1: all")
        .at_least(-1)
        .in("batches");
    f("train.accumulate_grad_batches", accumulate_grad_batches,
      "Batches whose gradients are added up for one optimizer step")
        .at_least(1)
        .in("batches");
    f("train.accumulation_schedule", accumulation_schedule,
      "Batches for one optimizer step from an epoch on: {0: 1, 4: 8}")
        .at_least(1);
    f("train.gradient_clip_val", gradient_clip_val, "Largest gradient (norm or value) of a step; null: no clipping")
        .above(0);
    f("train.gradient_clip_algorithm", gradient_clip_algorithm,
      "Clip the norm of all gradients together, or each value by itself")
        .one_of({"norm", "value"});
    f("train.precision", precision,
      "Floating-point format: 32 or 64 bits, or bfloat16 (bf16-mixed) or, on GPUs, float16 (16-mixed) where it is safe")
        .one_of({"32", "64", "bf16-mixed", "16-mixed"});
    f("train.float32_matmul_precision", float32_matmul_precision,
      "What GPUs may multiply 32-bit matrices with: all bits, or TensorFloat-32 (high), or bfloat16 (medium)")
        .one_of({"highest", "high", "medium"});
    f("train.channels_last", channels_last,
      "Keep a picture's channels side by side in memory: faster convolutions on many GPUs and processors");
    f("train.benchmark", benchmark, "On GPUs: try which convolution is the fastest; for inputs of one size");
    f("train.shuffle", shuffle, "Draw a new order of the training samples each epoch");
    f("train.balance_classes", balance_classes,
      "Draw the training samples of an epoch anew, all classes as often; those of a rare class come several times");
    f("train.drop_last", drop_last, "Leave out a last training batch that is smaller than the others");
    f("train.sync_batchnorm", sync_batchnorm,
      "Batch normalisation over the whole batch of several devices, not each one's part");
    f("train.deterministic", deterministic, "Use deterministic algorithms only; an operation without one fails");
    f("train.detect_anomaly", detect_anomaly, "Find the operation whose gradient is NaN (slow)");
    f("train.inference_mode", inference_mode,
      "Evaluate without autograd's book-keeping; false: only without gradients");
    f("train.profiler", profiler, "simple: write to the log where the time went, hook by hook").one_of({"simple"});
    f("train.enable_checkpointing", enable_checkpointing, "Save checkpoints; without them a trial cannot be resumed");
    f("train.enable_model_summary", enable_model_summary, "Write the layers and their parameters to the log");
    f("val.batch_size", val_batch_size, "Samples in one validation batch").at_least(1).in("samples");
    f("test.batch_size", test_batch_size, "Samples in one test batch").at_least(1).in("samples");
    f("test.weights", test_weights,
      "Test the weights of the last step, or those of the best checkpoint; auto: the best where train.epochs left the "
      "end to the validation, otherwise the last")
        .one_of({"auto", "last", "best"});
    f("log.every_n_steps", log_every_n_steps, "Record train_loss and lr every this many optimizer steps")
        .at_least(1)
        .in("steps");
    f("seed", seed, "Seed of weights, order of samples, dropout and augmentation").at_least(0).at_most(4294967295.0);
}

TrainerOptions TrainerOptions::with_fast_dev_run() const {
    TrainerOptions options = *this;
    if (fast_dev_run == 0) return options;
    const config::Value batches(fast_dev_run);
    options.limit_train_batches = batches;
    options.limit_val_batches = batches;
    options.limit_test_batches = batches;
    options.limit_predict_batches = batches;
    options.epochs = 1;
    options.max_steps = fast_dev_run;
    options.val_check_interval = config::Value(1.0);
    options.check_val_every_n_epoch = 1;
    options.profiler.reset();
    options.num_sanity_val_steps = 0;
    options.enable_checkpointing = false;
    return options;
}

void HardwareOptions::fields(Fields& f) {
    f("hw.device", device, "Where to train: auto, cpu, cuda, or one GPU such as cuda:1");
    f("hw.devices", devices,
      "Devices that train one trial together, each with batches of its own: a number, or auto: all GPUs of the trial, "
      "one on the CPU")
        .at_least(1)
        .at_most(1024);
    f("hw.threads", threads,
      "CPU threads for one trial, on each of its devices; 0: all cores, shared by all that train at once")
        .at_least(0)
        .at_most(1024)
        .in("threads");
    f("hw.num_workers", num_workers, "Threads that prepare batches ahead of training; results do not depend on it")
        .at_least(0)
        .at_most(256)
        .in("threads");
}

void CheckpointOptions::fields(Fields& f) {
    f("checkpoint.monitor", monitor, "Metric that decides which checkpoint is the best");
    f("checkpoint.mode", mode, "Whether a smaller or a larger value of the metric is better").one_of({"min", "max"});
    f("checkpoint.save_top_k", save_top_k, "How many of the best checkpoints to keep; 0: none, -1: all").at_least(-1);
    f("checkpoint.save_last", save_last, "Save last.pt at the end of each epoch, from which a trial is resumed");
    f("checkpoint.filename", filename, "Name of a kept checkpoint; {epoch}, {step} and metrics such as {val_loss:.3f}");
    f("checkpoint.every_n_epochs", every_n_epochs, "Look for a new best only every this many epochs")
        .at_least(1)
        .in("epochs");
    f("checkpoint.every_n_train_steps", every_n_train_steps,
      "Save every this many optimizer steps rather than after validation; 0: off")
        .at_least(0)
        .in("steps");
    f("checkpoint.train_time_interval", train_time_interval,
      "Save every this long rather than after validation: DD:HH:MM:SS, or 30m; null: off");
}

void EarlyStoppingOptions::fields(Fields& f) {
    f("early_stopping.enable", enable, "Stop a trial whose metric no longer improves");
    f("early_stopping.monitor", monitor, "Metric that is watched");
    f("early_stopping.mode", mode, "Whether a smaller or a larger value of the metric is better")
        .one_of({"min", "max"});
    f("early_stopping.min_delta", min_delta, "Smallest change that counts as an improvement").at_least(0);
    f("early_stopping.patience", patience, "Validations without improvement before the trial stops").at_least(0);
    f("early_stopping.strict", strict, "Fail when the metric is not there");
    f("early_stopping.check_finite", check_finite, "Stop as soon as the metric is NaN or infinite");
    f("early_stopping.stopping_threshold", stopping_threshold, "Stop as soon as the metric is better than this");
    f("early_stopping.divergence_threshold", divergence_threshold, "Stop as soon as the metric is worse than this");
}

std::optional<EarlyStoppingOptions> end_by_validation(const TrainerOptions& options, const config::Value& config) {
    if (!options.length_is_open() || read<EarlyStoppingOptions>(config).enable) return std::nullopt;
    const auto checkpoint = read<CheckpointOptions>(config);
    EarlyStoppingOptions rule;
    rule.enable = true;
    rule.monitor = checkpoint.monitor;
    rule.mode = checkpoint.mode;
    rule.patience = 20;
    rule.strict = false;  // without a validation the limit of the epochs ends it
    return rule;
}

Result<std::int64_t> batch_limit(const char* key, const config::Value& limit, std::int64_t available) {
    Error error;
    error.key = key;
    error.kind = "ValidationError";
    if (limit.is_int() && limit.as_int() >= 0) return std::min(limit.as_int(), available);
    if (limit.is_float() && limit.as_float() >= 0 && limit.as_float() <= 1) {
        const auto count = static_cast<std::int64_t>(static_cast<double>(available) * limit.as_float());
        if (count > 0 || limit.as_float() == 0) return count;
        error.what =
            to_yaml_inline(limit) + " of " + counted(available, "batch", "batches") + " is less than one batch";
        error.hint = "give a larger part, or a whole number of batches";
        return fail(std::move(error));
    }
    error.what = "expected a number of batches (an int) or a part between 0.0 and 1.0, found " + to_yaml_inline(limit);
    return fail(std::move(error));
}

namespace {

// "DD:HH:MM:SS" of plain digits.
std::optional<std::chrono::seconds> days_hours_minutes_seconds(std::string_view text) {
    constexpr std::array<int, 4> ends{36500, 24, 60, 60};
    constexpr std::array<int, 4> units{86400, 3600, 60, 1};
    std::int64_t seconds = 0;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const auto colon = text.find(':');
        if ((colon == std::string_view::npos) != (i + 1 == ends.size())) return std::nullopt;
        const auto number = parse_number<int>(text.substr(0, colon));
        if (!number || *number < 0 || *number >= ends[i]) return std::nullopt;
        seconds += std::int64_t{*number} * units[i];
        text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
    }
    return std::chrono::seconds(seconds);
}

}  // namespace

Result<std::chrono::milliseconds> parse_max_time(const std::string& text) {
    if (const auto time = days_hours_minutes_seconds(text)) return std::chrono::milliseconds(*time);
    auto duration = parse_duration(text);
    if (!duration) {
        Error error = duration.error();
        error.key = "train.max_time";
        error.hint = "write DD:HH:MM:SS, or a duration such as 90s, 30m or 1.5h";
        return fail(std::move(error));
    }
    return duration;
}

}  // namespace lathe::train
