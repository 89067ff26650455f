// SPDX-License-Identifier: GPL-3.0-or-later
// How long each part of a trial took, written to its log. Time before a resume counts.
#pragma once

#include <chrono>

#include "core/base/clock.h"
#include "core/train/trainer.h"

namespace lathe::train {

// Measures by the steady clock. The time of a validation is part of that of the training.
class Timer : public Callback {
  public:
    void on_train_start(Trainer&) override { started_ = Clock::now(); }
    void on_train_end(Trainer& trainer) override {
        add(train_, started_);
        say(trainer, "training (with validation)", train_);
        say(trainer, "validation", validation_);
    }
    void on_validation_start(Trainer&) override { part_started_ = Clock::now(); }
    void on_validation_end(Trainer&) override { add(validation_, part_started_); }
    void on_test_start(Trainer&) override { part_started_ = Clock::now(); }
    void on_test_end(Trainer& trainer) override {
        Clock::duration test{};
        add(test, part_started_);
        say(trainer, "the test", test);
    }
    void on_save_checkpoint(Trainer&, State& state) override {
        Clock::duration so_far = train_;
        add(so_far, started_);
        state.json["timer"] = {{"train", so_far.count()}, {"validation", validation_.count()}};
    }
    void on_load_checkpoint(Trainer&, const State& state) override {
        if (!state.json.contains("timer")) return;
        train_ = Clock::duration(state.json.at("timer").at("train").get<std::int64_t>());
        validation_ = Clock::duration(state.json.at("timer").at("validation").get<std::int64_t>());
    }

  private:
    using Clock = std::chrono::steady_clock;

    static void add(Clock::duration& to, Clock::time_point since) { to += Clock::now() - since; }
    static void say(Trainer& trainer, const char* what, Clock::duration taken) {
        const auto rounded = std::chrono::duration_cast<std::chrono::milliseconds>(taken);
        trainer.log_line(std::string(what) + " took " + format_duration(rounded));
    }

    Clock::time_point started_ = Clock::now();
    Clock::time_point part_started_;
    Clock::duration train_{};
    Clock::duration validation_{};
};

}  // namespace lathe::train
