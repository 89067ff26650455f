#include "core/train/loop/interruption.h"

#include <ATen/ops/zeros.h>

namespace lathe::train {

namespace {

// The others are told of a pause now and then, so that none takes rank 0 for dead.
constexpr std::chrono::seconds sign_of_life{20};

enum class Word : std::int64_t { go_on, stop, paused };

}  // namespace

void Interruption::start_clock(std::chrono::milliseconds earlier) {
    clock_ = run::Stopwatch(earlier);
    trained_ = earlier;
    clock_.start();
}

bool Interruption::is_stopped(const std::function<void()>& after_pause) {
    if (ranks_.is_first()) wait_while_paused(after_pause);
    if (ranks_.is_alone()) return stop_.stop_requested();
    torch::Tensor said = at::zeros({2}, torch::kInt64);
    auto* numbers = said.data_ptr<std::int64_t>();
    do {
        numbers[0] = static_cast<std::int64_t>(stop_.stop_requested() ? Word::stop : Word::go_on);
        numbers[1] = clock_.elapsed().count();
        ranks_.share(said);
    } while (numbers[0] == static_cast<std::int64_t>(Word::paused));
    trained_ = std::chrono::milliseconds(numbers[1]);
    return numbers[0] == static_cast<std::int64_t>(Word::stop);
}

void Interruption::wait_while_paused(const std::function<void()>& after_pause) {
    if (pause_ == nullptr || !pause_->paused()) return;
    clock_.stop();
    while (!pause_->wait_for(stop_, sign_of_life)) {
        torch::Tensor said = at::zeros({2}, torch::kInt64);
        said.data_ptr<std::int64_t>()[0] = static_cast<std::int64_t>(Word::paused);
        ranks_.share(said);
    }
    clock_.start();
    after_pause();
}

}  // namespace lathe::train
