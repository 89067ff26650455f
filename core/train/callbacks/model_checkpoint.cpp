// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/model_checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/train/error.h"
#include "core/train/trainer.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

// "name" or "name:format", as between the braces of the pattern.
std::string format_field(const std::string& field, const std::map<std::string, double>& values) {
    const std::size_t colon = field.find(':');
    const std::string name = field.substr(0, colon);
    const auto found = values.find(name);
    const double value = found == values.end() ? 0 : found->second;
    const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
    const std::string spec = colon == std::string::npos ? "" : field.substr(colon);
    try {
        if (spec.ends_with('d') || (spec.empty() && whole)) {
            return name + "=" + fmt::format(fmt::runtime("{" + spec + "}"), static_cast<std::int64_t>(value));
        }
        return name + "=" + fmt::format(fmt::runtime("{" + spec + "}"), value);
    } catch (const fmt::format_error& error) {
        throw TrainError("\"{" + field + "}\" has a format that cannot be used: " + error.what(),
                         "write it as {val_loss:.3f} or {step:05d}", "checkpoint.filename");
    }
}

}  // namespace

std::string checkpoint_name(const std::string& pattern, const std::map<std::string, double>& values) {
    std::string name;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t end = pattern[i] == '{' ? pattern.find('}', i) : std::string::npos;
        if (end == std::string::npos) {
            name += pattern[i] == '/' ? '_' : pattern[i];
        } else {
            name += format_field(pattern.substr(i + 1, end - i - 1), values);
            i = end;
        }
    }
    return name;
}

ModelCheckpoint::ModelCheckpoint(CheckpointOptions options) : options_(std::move(options)), best_(worst()) {}

double ModelCheckpoint::worst() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return options_.mode == "min" ? infinity : -infinity;
}

std::vector<ModelCheckpoint::Kept>::const_iterator ModelCheckpoint::worst_kept() const {
    return std::max_element(kept_.begin(), kept_.end(),
                            [this](const Kept& a, const Kept& b) { return better(a.score, b.score); });
}

bool ModelCheckpoint::belongs(double score) const {
    if (options_.save_top_k == 0) return false;
    if (options_.save_top_k < 0 || static_cast<std::int64_t>(kept_.size()) < options_.save_top_k) return true;
    return better(std::isnan(score) ? worst() : score, worst_kept()->score);
}

void ModelCheckpoint::setup(Trainer&) {
    if (options_.train_time_interval) {
        auto parsed = parse_max_time(*options_.train_time_interval);
        if (!parsed) {
            Error error = parsed.error();
            error.key = "checkpoint.train_time_interval";
            throw TrainError(std::move(error));
        }
        interval_ = *parsed;
    }
    const int ways = (options_.every_n_epochs > 1) + (options_.every_n_train_steps > 0) + interval_.has_value();
    if (ways > 1) {
        throw TrainError("checkpoints are saved by epochs, by steps or by time, and more than one is given",
                         "give one of checkpoint.every_n_epochs, every_n_train_steps and train_time_interval",
                         "checkpoint.every_n_train_steps");
    }
    last_time_ = std::chrono::steady_clock::now();
}

void ModelCheckpoint::on_validation_end(Trainer& trainer) {
    if (trainer.sanity_checking() || options_.every_n_train_steps > 0 || interval_) return;
    if ((trainer.state().epoch + 1) % options_.every_n_epochs == 0) consider(trainer);
}

void ModelCheckpoint::on_train_batch_end(Trainer& trainer, const torch::Tensor&, const Batch&, std::int64_t) {
    const std::int64_t every = options_.every_n_train_steps;
    const std::int64_t step = trainer.state().step;
    const auto now = std::chrono::steady_clock::now();
    const bool by_step = every > 0 && step > 0 && step % every == 0 && step != last_step_;
    const bool by_time = interval_ && trainer.ranks().share(now - last_time_ >= *interval_);
    if (!by_step && !by_time) return;
    last_time_ = now;
    consider(trainer);
    if (options_.save_last) trainer.save_checkpoint(trainer.folder() / "checkpoints" / "last.pt");
}

void ModelCheckpoint::after_epoch(Trainer& trainer) {
    if (options_.save_last) trainer.save_checkpoint(trainer.folder() / "checkpoints" / "last.pt");
}

std::string ModelCheckpoint::free_name(Trainer& trainer) const {
    std::map<std::string, double> values = trainer.metrics();
    values["epoch"] = static_cast<double>(trainer.state().epoch);
    values["step"] = static_cast<double>(trainer.state().step);
    const std::string name = checkpoint_name(options_.filename, values);
    const fs::path folder = trainer.folder() / "checkpoints";
    std::string file = name + ".pt";
    std::error_code ignored;
    for (int version = 1; fs::exists(folder / file, ignored); ++version) {
        file = name + "-v" + std::to_string(version) + ".pt";
    }
    return file;
}

void ModelCheckpoint::consider(Trainer& trainer) {
    last_step_ = trainer.state().step;
    const auto found = trainer.metrics().find(options_.monitor);
    if (found == trainer.metrics().end()) return;  // not validated yet: last.pt is all there is to keep
    const double score = std::isnan(found->second) ? worst() : found->second;
    if (!belongs(score)) return;

    const fs::path folder = trainer.folder() / "checkpoints";
    std::string obsolete;
    if (options_.save_top_k > 0 && static_cast<std::int64_t>(kept_.size()) == options_.save_top_k) {
        obsolete = worst_kept()->file;
        kept_.erase(worst_kept());
    }
    const std::string file = free_name(trainer);
    kept_.push_back({file, score});
    const bool is_best = better(score, best_) || kept_.size() == 1;
    if (is_best) best_ = score;
    trainer.save_checkpoint(folder / file);
    if (is_best) trainer.save_checkpoint(folder / "best.pt");
    std::error_code ignored;
    if (!obsolete.empty() && trainer.ranks().is_first()) fs::remove(folder / obsolete, ignored);
}

void ModelCheckpoint::on_save_checkpoint(Trainer&, State& state) {
    Json files = Json::array();
    for (const Kept& kept : kept_) files.push_back({{"file", kept.file}, {"score", json_number(kept.score)}});
    state.json["model_checkpoint"] = {{"kept", files}, {"best", json_number(best_)}, {"last_step", last_step_}};
}

void ModelCheckpoint::on_load_checkpoint(Trainer&, const State& state) {
    if (!state.json.contains("model_checkpoint")) return;
    const Json& saved = state.json.at("model_checkpoint");
    kept_.clear();
    for (const Json& item : saved.at("kept")) {
        kept_.push_back({item.at("file").get<std::string>(), number_from_json(item.at("score")).value_or(worst())});
    }
    best_ = number_from_json(saved.at("best")).value_or(worst());
    last_step_ = saved.at("last_step").get<std::int64_t>();
}

}  // namespace lathe::train
