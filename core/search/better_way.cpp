// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/better_way.h"

#include <algorithm>
#include <array>
#include <string>

namespace lathe::search {

std::optional<Mode> better_way(std::string_view metric) {
    using namespace std::string_view_literals;
    constexpr std::array smaller{"loss"sv, "error"sv, "err"sv,        "mae"sv, "mse"sv, "rmse"sv,
                                 "nll"sv,  "bpb"sv,   "perplexity"sv, "ppl"sv, "wer"sv, "cer"sv};
    constexpr std::array larger{"acc"sv, "accuracy"sv, "precision"sv, "recall"sv, "f1"sv,  "r2"sv,
                                "auc"sv, "iou"sv,      "bleu"sv,      "psnr"sv,   "top"sv, "score"sv};
    std::optional<Mode> found;
    const auto take = [&](const std::string& word) {
        if (std::ranges::find(smaller, word) != smaller.end()) found = Mode::minimize;
        else if (std::ranges::find(larger, word) != larger.end()) found = Mode::maximize;
    };
    std::string word;
    for (const char c : metric) {
        if (std::string_view("_/-. ").find(c) == std::string_view::npos) {
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            continue;
        }
        take(word);
        word.clear();
    }
    take(word);
    return found;
}

}  // namespace lathe::search
