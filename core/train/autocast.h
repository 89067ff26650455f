// SPDX-License-Identifier: GPL-3.0-or-later
// Narrow floating-point numbers where LibTorch holds them to be safe, while in scope.
#pragma once

#include <optional>

#include "core/train/tensor.h"
#include "core/train/torch_compat.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

// The narrow type of train.precision; nullopt: it mixes none.
inline std::optional<torch::ScalarType> narrow_type(const TrainerOptions& options) {
    if (options.precision == "bf16-mixed") return torch::kBFloat16;
    return options.precision == "16-mixed" ? std::optional(torch::kHalf) : std::nullopt;
}

class Autocast {
  public:
    // nullopt: nothing happens.
    Autocast(std::optional<torch::ScalarType> type, torch::Device device) : type_(type), cuda_(device.is_cuda()) {
        if (!type_) return;
        at::autocast::increment_nesting();
        compat::set_autocast(cuda_, true, *type_);
    }
    ~Autocast() {
        if (!type_) return;
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        compat::set_autocast(cuda_, false, *type_);
    }
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

    // The narrow type that is in use on this thread, for `device`; nullopt: none is.
    static std::optional<torch::ScalarType> current(torch::Device device) {
        return compat::current_autocast(device.is_cuda());
    }

  private:
    std::optional<torch::ScalarType> type_;
    bool cuda_;
};

}  // namespace lathe::train
