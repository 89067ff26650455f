// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/hook_dispatcher.h"

#include <c10/util/Type.h>

#include <string>

namespace lathe::train {

std::vector<std::string> HookDispatcher::metric_names() const {
    std::vector<std::string> names;
    for (const auto& callback : callbacks_)
        for (std::string& name : callback->metric_names()) names.push_back(std::move(name));
    return names;
}

void HookDispatcher::after_epoch() {
    for (const auto& callback : callbacks_) callback->after_epoch(trainer_);
}

void HookDispatcher::save_checkpoint(State& state) {
    for (const auto& callback : callbacks_) callback->on_save_checkpoint(trainer_, state);
    if (module_ != nullptr) module_->on_save_checkpoint(trainer_, state);
}

void HookDispatcher::load_checkpoint(const State& state) {
    for (const auto& callback : callbacks_) callback->on_load_checkpoint(trainer_, state);
    if (module_ != nullptr) module_->on_load_checkpoint(trainer_, state);
}

void HookDispatcher::profile(const std::type_info& owner, const char* hook, Profiler::Clock::duration taken) {
    const std::string name = c10::demangle(owner.name());
    const std::size_t colon = name.rfind(':');
    profiler_->add((colon == std::string::npos ? name : name.substr(colon + 1)) + "." + hook, taken);
}

}  // namespace lathe::train
