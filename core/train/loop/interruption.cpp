// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/interruption.h"

#include <ATen/ops/zeros.h>

namespace lathe::train {

namespace {

enum class Word : std::int64_t { go_on, stop, paused };

// What rank 0 tells the others: its word, its clock in ms, and whether it has requested an early stop.
torch::Tensor message(Word word, std::chrono::milliseconds clock = {}, bool stop_requested = false) {
    torch::Tensor said = at::zeros({3}, torch::kInt64);
    auto* numbers = said.data_ptr<std::int64_t>();
    numbers[0] = static_cast<std::int64_t>(word);
    numbers[1] = clock.count();
    numbers[2] = stop_requested ? 1 : 0;
    return said;
}

}  // namespace

void Interruption::start_clock(std::chrono::milliseconds earlier) {
    clock_ = run::Stopwatch(earlier);
    trained_ = earlier;
    clock_.start();
}

bool Interruption::is_stopped(LoopState& state, const std::function<void()>& after_pause) {
    if (ranks_.is_first()) wait_while_paused(after_pause);
    if (ranks_.is_alone()) return stop_.stop_requested();
    const torch::Tensor said =
        message(stop_.stop_requested() ? Word::stop : Word::go_on, clock_.elapsed(), state.stop_requested);
    const auto* numbers = said.data_ptr<std::int64_t>();
    do ranks_.share(said);
    while (numbers[0] == static_cast<std::int64_t>(Word::paused));
    trained_ = std::chrono::milliseconds(numbers[1]);
    state.stop_requested = numbers[2] != 0;
    return numbers[0] == static_cast<std::int64_t>(Word::stop);
}

void Interruption::wait_while_paused(const std::function<void()>& after_pause) {
    if (pause_ == nullptr || !pause_->paused()) return;
    clock_.stop();
    while (!pause_->wait_for(stop_, between_signs_)) ranks_.share(message(Word::paused));
    clock_.start();
    after_pause();
}

}  // namespace lathe::train
