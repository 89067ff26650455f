// SPDX-License-Identifier: GPL-3.0-or-later
// Records what the training takes of the machine.
#pragma once

#include <memory>

#include "core/device/device.h"
#include "core/train/hooks.h"

namespace lathe::train {

// With the other metrics, every log.every_n_steps: device/cpu_percent (of one core, since the last time),
// device/memory_mb (of this process), and of a GPU device/gpu_percent and device/gpu_memory_mb (of all programs).
class DeviceStatsMonitor : public Callback {
  public:
    std::vector<std::string> metric_names() const override { return {"device/cpu_percent", "device/memory_mb"}; }
    void on_train_start(Trainer& trainer) override;
    void on_train_batch_end(Trainer& trainer, const torch::Tensor& loss, const Batch& data,
                            std::int64_t batch) override;

  private:
    struct Use {
        double cpu_seconds = 0;
        double wall_seconds = 0;
    };
    static Use use_now();

    Use before_;
    std::unique_ptr<device::Inventory> inventory_;  // when there is a GPU to look at
};

}  // namespace lathe::train
