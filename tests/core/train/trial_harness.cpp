// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/trial_harness.h"

#include <thread>

#include <torch/cuda.h>

#include "core/train/checkpoint.h"
#include "core/train/trainer.h"
#include "core/train/trainer_body.h"

namespace lathe::test {

namespace {

class StopOfRank0 : public train::Callback {
  public:
    explicit StopOfRank0(const RankedTrial& trial) : trial_(trial) {}
    void on_train_batch_end(train::Trainer& trainer, const torch::Tensor&, const train::Batch&, std::int64_t) override {
        request(trainer, trial_.stop_after_step == trainer.state().step);
    }
    void on_validation_end(train::Trainer& trainer) override {
        if (trainer.sanity_checking()) return;
        request(trainer,
                trial_.stop_after_validation && *trial_.stop_after_validation + 1 == trainer.state().validations);
    }

  private:
    static void request(train::Trainer& trainer, bool is_time) {
        if (is_time && trainer.ranks().is_first()) trainer.request_stop("rank 0 has seen enough");
    }
    const RankedTrial& trial_;
};

}  // namespace

run::SeriesId Recorder::series(const std::string& name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<run::SeriesId>(i);
    }
    names.push_back(name);
    return static_cast<run::SeriesId>(names.size() - 1);
}

void Recorder::report(run::SeriesId series, std::int64_t step, double value) {
    points[names[series]].emplace_back(step, value);
    if (on_point) on_point(names[series], step);
}

std::optional<std::string> Recorder::report(std::int64_t step, const std::map<std::string, double>& metrics) {
    objectives.emplace_back(step, metrics);
    return assess ? assess(step) : std::nullopt;
}

bool Recorder::logged(const std::string& part) const {
    for (const std::string& line : lines) {
        if (line.find(part) != std::string::npos) return true;
    }
    return false;
}

Result<run::TrialOutcome> Trial::run(bool resume) {
    run::TrialContext context{config, folder, device, stop.get_token(), pause, recorder, recorder, progress, resume};
    return train::TrainerBody().run(context);
}

Result<run::TrialOutcome> RankedTrial::run(bool resume) {
    std::filesystem::create_directories(folder);
    const auto meeting = folder / "ranks";
    std::filesystem::remove(meeting);
    std::vector<Result<run::TrialOutcome>> results(static_cast<std::size_t>(ranks), run::TrialOutcome());
    std::vector<Recorder> others(static_cast<std::size_t>(ranks));
    {
        std::vector<std::jthread> threads;
        for (int rank = 0; rank < ranks; ++rank) {
            threads.emplace_back([&, rank] {
                const auto index = static_cast<std::size_t>(rank);
                run::PauseGate own_gate;
                run::Progress progress;
                Recorder& own = rank == 0 ? recorder : others[index];
                run::TrialContext context{config,
                                          folder,
                                          {},
                                          rank == 0 ? stop.get_token() : std::stop_token(),
                                          rank == 0 ? pause : own_gate,
                                          own,
                                          own,
                                          progress,
                                          resume};
                context.place = {rank, ranks, meeting};
                results[index] = train::TrainerBody({std::make_shared<StopOfRank0>(*this)}).run(context);
            });
        }
    }
    for (const Recorder& other : others)
        lines_of_others.insert(lines_of_others.end(), other.lines.begin(), other.lines.end());
    for (const auto& result : results)
        if (!result && result.error().kind != run::ranks_lost) return result;
    return results.front();
}

int gpu_count() {
    return static_cast<int>(torch::cuda::device_count());
}

config::Value small_config(const std::vector<std::pair<std::string, config::Value>>& changes) {
    config::Value config{config::Dict{}};
    const std::vector<std::pair<std::string, config::Value>> base{
        {"train.batch_size", 16},
        {"train.epochs", 2},
        {"train.enable_model_summary", false},
        {"val.batch_size", 32},
        {"hw.threads", 1},
        {"network.name", "mlp"},
        {"network.hidden", config::List{12}},
        {"data.name", "synthetic"},
        {"data.samples", 100},
        {"data.val_samples", 40},
        {"data.test_samples", 40},
        {"data.size", 12},
        {"opt.name", "Adam"},
        {"opt.lr", 1e-2},
        {"log.every_n_steps", 1},
        {"seed", 7},
    };
    for (const auto& [key, value] : base) config.set(key, value);
    for (const auto& [key, value] : changes) config.set(key, value);
    return config;
}

std::map<std::string, std::string> checkpoint_tensors(const std::filesystem::path& file, const std::string& prefix) {
    const auto state = train::read_checkpoint(file);
    std::map<std::string, std::string> result;
    if (!state) return result;
    for (const auto& [name, tensor] : state->tensors) {
        // LibTorch writes an optimizer's state under addresses; the weights that it leads to are compared instead.
        if (!name.starts_with(prefix) || name.starts_with("optimizer.")) continue;
        const torch::Tensor flat = tensor.contiguous();
        result[name] = std::string(static_cast<const char*>(flat.data_ptr()), static_cast<std::size_t>(flat.nbytes()));
    }
    return result;
}

}  // namespace lathe::test
