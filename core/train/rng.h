// SPDX-License-Identifier: GPL-3.0-or-later
// Random state of LibTorch's default generators, which are one per process.
#pragma once

#include <cstdint>
#include <vector>

#include "core/train/tensor.h"

namespace lathe::train {

struct State;

// Seeds the CPU's default generator and that of `device`.
void seed_generators(std::uint64_t seed, torch::Device device);

struct RngState {
    torch::Tensor cpu;
    torch::Tensor cuda;  // undefined on the CPU

    static RngState capture(torch::Device device);
    void restore(torch::Device device) const;

    void save(State& state) const;
    static RngState load(const State& state);
};

// Puts the random state back when it goes out of scope.
class RngIsolation {
  public:
    explicit RngIsolation(torch::Device device) : device_(device), state_(RngState::capture(device)) {}
    ~RngIsolation() { state_.restore(device_); }
    RngIsolation(const RngIsolation&) = delete;
    RngIsolation& operator=(const RngIsolation&) = delete;

  private:
    torch::Device device_;
    RngState state_;
};

}  // namespace lathe::train
