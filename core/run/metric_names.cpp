// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/metric_names.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/config/schema.h"

namespace lathe::run {

namespace {

// The same for names that differ in their separators and capitals alone (val/acc, val_acc, Val-Acc).
std::string plain(const std::string& name) {
    std::string text = lowercase(name);
    std::erase_if(text, [](char c) { return std::string_view("/_-. ").find(c) != std::string_view::npos; });
    return text;
}

// "": none is near.
std::string nearest_metric(const std::string& name, const std::vector<std::string>& known) {
    const auto same = std::ranges::find_if(known, [&](const std::string& one) { return plain(one) == plain(name); });
    return same != known.end() ? *same : config::nearest_name(name, known);
}

// nullopt: not a name of Lathe's own metrics.
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

}  // namespace

std::optional<Error> unreported_metric(const std::string& key, const std::string& metric,
                                       const std::vector<std::string>& reported) {
    if (std::ranges::find(reported, metric) != reported.end()) return std::nullopt;
    const std::string near = nearest_metric(metric, reported);
    Error error;
    error.key = key;
    error.kind = "ValidationError";
    error.what = "no trial reports \"" + metric + "\"";
    error.hint = (near.empty() ? "" : "did you mean " + near + "? ") +
                 fmt::format("the metrics are {}", fmt::join(reported, ", "));
    return error;
}

std::optional<std::string> note_of_wrong_way(const std::string& mode_key, const std::string& metric,
                                             search::Mode mode) {
    const auto usual = usual_mode(metric);
    if (!usual || *usual == mode) return std::nullopt;
    const bool wants_small = mode == search::Mode::minimize;
    return fmt::format("{} asks for the {} {}, and {} is better when it is {}", mode_key,
                       wants_small ? "smallest" : "largest", metric, metric, wants_small ? "large" : "small");
}

}  // namespace lathe::run
