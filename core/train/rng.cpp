// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/rng.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

#include <mutex>

#include "core/train/state.h"

namespace lathe::train {

namespace {

torch::Tensor get(at::Generator generator) {
    const std::lock_guard lock(generator.mutex());
    return generator.get_state();
}

void set(at::Generator generator, const torch::Tensor& state) {
    const std::lock_guard lock(generator.mutex());
    generator.set_state(state);
}

}  // namespace

void seed_generators(std::uint64_t seed, torch::Device device) {
    const auto apply = [seed](at::Generator generator) {
        const std::lock_guard lock(generator.mutex());
        generator.set_current_seed(seed);
    };
    apply(at::detail::getDefaultCPUGenerator());
    if (device.is_cuda()) apply(at::globalContext().defaultGenerator(device));
}

RngState RngState::capture(torch::Device device) {
    RngState state;
    state.cpu = get(at::detail::getDefaultCPUGenerator());
    if (device.is_cuda()) state.cuda = get(at::globalContext().defaultGenerator(device));
    return state;
}

void RngState::restore(torch::Device device) const {
    set(at::detail::getDefaultCPUGenerator(), cpu);
    if (device.is_cuda() && cuda.defined()) set(at::globalContext().defaultGenerator(device), cuda);
}

void RngState::save(State& state) const {
    state.tensors["rng.cpu"] = cpu;
    if (cuda.defined()) state.tensors["rng.cuda"] = cuda;
}

RngState RngState::load(const State& state) {
    RngState rng;
    rng.cpu = state.tensor("rng.cpu");
    const auto found = state.tensors.find("rng.cuda");
    if (found != state.tensors.end()) rng.cuda = found->second;
    return rng;
}

}  // namespace lathe::train
