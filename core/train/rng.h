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

// The states as bytes, on the CPU.
struct RngState {
    torch::Tensor cpu;
    torch::Tensor cuda;  // undefined on the CPU

    // The state now, of the CPU's generator and that of `device`.
    static RngState capture(torch::Device device);
    // Sets both back. Without a state for the GPU its generator stays as it is.
    void restore(torch::Device device) const;

    // Writes the states as the tensors rng.cpu and rng.cuda.
    void save(State& state) const;
    // Reads what save() has written. TrainError: there is no rng.cpu.
    static RngState load(const State& state);
};

// Puts the random state back when it goes out of scope.
class RngIsolation {
  public:
    // Remembers the state now, of the CPU and of `device`.
    explicit RngIsolation(torch::Device device) : device_(device), state_(RngState::capture(device)) {}
    ~RngIsolation() { state_.restore(device_); }
    RngIsolation(const RngIsolation&) = delete;
    RngIsolation& operator=(const RngIsolation&) = delete;

  private:
    torch::Device device_;
    RngState state_;
};

}  // namespace lathe::train
