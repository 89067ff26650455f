// bfloat16 where LibTorch holds it to be safe, while in scope.
#pragma once

#include "core/train/tensor.h"
#include "core/train/torch_compat.h"

namespace lathe::train {

class Autocast {
  public:
    Autocast(bool on, torch::Device device) : on_(on), cuda_(device.is_cuda()) {
        if (!on_) return;
        at::autocast::increment_nesting();
        compat::set_autocast(cuda_, true, torch::kBFloat16);
    }
    ~Autocast() {
        if (!on_) return;
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        compat::set_autocast(cuda_, false, torch::kBFloat16);
    }
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

  private:
    bool on_;
    bool cuda_;
};

}  // namespace lathe::train
