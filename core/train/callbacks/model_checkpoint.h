// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the best checkpoints under their names, best.pt, and last.pt to resume from.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/train/hooks.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

// Fills in the name of a checkpoint: "{epoch}-{step}" -> "epoch=2-step=99"; "{val_loss:.3f}" -> "val_loss=0.250",
// "{step:05d}" -> "step=00099". A name that is not among the values becomes 0, as in Lightning.
std::string checkpoint_name(const std::string& pattern, const std::map<std::string, double>& values);

// Writes into checkpoints/ of the trial's folder. What it keeps is in the checkpoints too, so that a resume goes on
// with it.
class ModelCheckpoint : public Callback {
  public:
    explicit ModelCheckpoint(CheckpointOptions options);  // options are looked at in setup

    bool monitors() const override { return true; }
    // TrainError: more than one of epochs, steps and time says when to save, or the time is not one.
    void setup(Trainer& trainer) override;
    void on_validation_end(Trainer& trainer) override;
    void on_train_batch_end(Trainer& trainer, const torch::Tensor& loss, const Batch& data,
                            std::int64_t batch) override;
    void after_epoch(Trainer& trainer) override;
    void on_save_checkpoint(Trainer& trainer, State& state) override;
    void on_load_checkpoint(Trainer& trainer, const State& state) override;

    // One of the best checkpoints.
    struct Kept {
        std::string file;  // within checkpoints/
        double score = 0;
    };
    // The checkpoints that are kept as the best so far, in the order in which they were written; best.pt and last.pt
    // are not among them.
    const std::vector<Kept>& kept() const { return kept_; }
    // Whether a checkpoint with this score belongs among the best; NaN counts as the worst.
    bool belongs(double score) const;

  private:
    void consider(Trainer& trainer);
    double worst() const;
    bool better(double a, double b) const { return options_.mode == "min" ? a < b : a > b; }
    std::vector<Kept>::const_iterator worst_kept() const;
    std::string free_name(Trainer& trainer) const;

    CheckpointOptions options_;
    std::vector<Kept> kept_;
    double best_;
    std::int64_t last_step_ = -1;
    std::optional<std::chrono::milliseconds> interval_;  // of train_time_interval
    std::chrono::steady_clock::time_point last_time_;
};

}  // namespace lathe::train
