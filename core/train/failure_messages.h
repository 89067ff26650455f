// SPDX-License-Identifier: GPL-3.0-or-later
// How errors begin that are the work's own, where all others refuse what a person gave. No torch.
#pragma once

#include <string_view>

namespace lathe::train {

inline constexpr const char* out_of_memory_message = "the memory ran out";
inline constexpr const char* torch_failed = "LibTorch failed: ";
inline constexpr const char* training_failed = "the training failed";

// Whether the work itself failed, as far as the sentence `what` of an Error tells.
inline bool says_the_work_failed(std::string_view what) {
    return what.starts_with(out_of_memory_message) || what.starts_with(torch_failed) ||
           what.starts_with(training_failed);
}

}  // namespace lathe::train
