#include "core/run/metric_direction.h"

#include <algorithm>
#include <array>

namespace lathe::run {

std::optional<search::Mode> usual_mode(std::string_view metric) {
    using namespace std::string_view_literals;
    constexpr std::array smaller{"loss"sv, "mae"sv, "rmse"sv, "perplexity"sv};
    constexpr std::array larger{"acc"sv, "top_k"sv, "precision"sv, "recall"sv, "f1"sv, "r2"sv};
    for (const auto prefix : {"train_"sv, "val_"sv, "test_"sv}) {
        if (!metric.starts_with(prefix)) continue;
        const auto name = metric.substr(prefix.size());
        if (std::ranges::find(smaller, name) != smaller.end()) return search::Mode::minimize;
        if (std::ranges::find(larger, name) != larger.end()) return search::Mode::maximize;
    }
    return std::nullopt;
}

}  // namespace lathe::run
