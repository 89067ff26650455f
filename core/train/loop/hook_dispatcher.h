// SPDX-License-Identifier: GPL-3.0-or-later
// Calls a hook of everyone who has one, in order: ordinary callbacks, the module, the callbacks that monitor.
#pragma once

#include <memory>
#include <typeinfo>
#include <vector>

#include "core/train/hooks.h"
#include "core/train/loop/named_hook.h"
#include "core/train/profiler.h"

namespace lathe::train {

// On the trial's thread. What a hook throws goes through; those after it are not called.
class HookDispatcher {
  public:
    // `trainer` is what the hooks receive. `profiler`, which may be null, learns how long each took.
    HookDispatcher(Trainer& trainer, std::vector<std::shared_ptr<Callback>> callbacks, Profiler* profiler = nullptr)
        : trainer_(trainer), callbacks_(std::move(callbacks)), profiler_(profiler) {}

    // Whose hooks come between the callbacks'; it must live as long as hooks are called. None at first.
    void set_module(Hooks* module) { module_ = module; }

    // Calls a hook of all callbacks and of the module, those that monitor last. `arguments`: what the hook takes after
    // the trainer.
    template <class... P, class... A>
    void call(const NamedHook<P...>& hook, const A&... arguments) {
        call_before_monitors(hook, arguments...);
        call_monitors(hook, arguments...);
    }
    // The first half of call(), for what must happen between the two: ordinary callbacks and the module.
    template <class... P, class... A>
    void call_before_monitors(const NamedHook<P...>& hook, const A&... arguments) {
        call_callbacks(Monitors::no, hook, arguments...);
        if (module_ != nullptr) call_one(*module_, hook, arguments...);
    }
    // The second half of call(): the callbacks that monitor.
    template <class... P, class... A>
    void call_monitors(const NamedHook<P...>& hook, const A&... arguments) {
        call_callbacks(Monitors::yes, hook, arguments...);
    }

    // The metrics that all callbacks report.
    std::vector<std::string> metric_names() const;
    // Calls after_epoch() of the callbacks, in the order in which they were given: the epoch has been counted.
    void after_epoch();
    // Calls on_save_checkpoint of the callbacks in the order in which they were given, then of the module.
    void save_checkpoint(State& state);
    // Calls on_load_checkpoint in the same order.
    void load_checkpoint(const State& state);

  private:
    enum class Monitors : bool { no, yes };

    template <class... P, class... A>
    void call_callbacks(Monitors which, const NamedHook<P...>& hook, const A&... arguments) {
        for (const auto& callback : callbacks_) {
            if (callback->monitors() == (which == Monitors::yes)) call_one(*callback, hook, arguments...);
        }
    }
    template <class... P, class... A>
    void call_one(Hooks& owner, const NamedHook<P...>& hook, const A&... arguments) {
        if (profiler_ == nullptr) return (owner.*hook.method)(trainer_, arguments...);
        const auto start = Profiler::Clock::now();
        (owner.*hook.method)(trainer_, arguments...);
        profile(typeid(owner), hook.name, Profiler::Clock::now() - start);
    }
    void profile(const std::type_info& owner, const char* hook, Profiler::Clock::duration taken);

    Trainer& trainer_;
    std::vector<std::shared_ptr<Callback>> callbacks_;
    Hooks* module_ = nullptr;
    Profiler* profiler_;
};

}  // namespace lathe::train
