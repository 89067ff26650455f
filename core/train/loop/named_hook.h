// SPDX-License-Identifier: GPL-3.0-or-later
// The hooks that the loops call, each with the name under which the profiler shows it.
#pragma once

#include "core/train/hooks.h"

namespace lathe::train {

// A hook that takes the trainer and P.
template <class... P>
struct NamedHook {
    const char* name;
    void (Hooks::*method)(Trainer&, P...);
};
// P is that of the member function.
template <class... P>
NamedHook(const char*, void (Hooks::*)(Trainer&, P...)) -> NamedHook<P...>;

namespace hook {

inline constexpr NamedHook setup{"setup", &Hooks::setup};
inline constexpr NamedHook fit_start{"on_fit_start", &Hooks::on_fit_start};
inline constexpr NamedHook sanity_check_start{"on_sanity_check_start", &Hooks::on_sanity_check_start};
inline constexpr NamedHook sanity_check_end{"on_sanity_check_end", &Hooks::on_sanity_check_end};
inline constexpr NamedHook train_start{"on_train_start", &Hooks::on_train_start};
inline constexpr NamedHook train_epoch_start{"on_train_epoch_start", &Hooks::on_train_epoch_start};
inline constexpr NamedHook train_batch_start{"on_train_batch_start", &Hooks::on_train_batch_start};
inline constexpr NamedHook before_zero_grad{"on_before_zero_grad", &Hooks::on_before_zero_grad};
inline constexpr NamedHook before_backward{"on_before_backward", &Hooks::on_before_backward};
inline constexpr NamedHook after_backward{"on_after_backward", &Hooks::on_after_backward};
inline constexpr NamedHook before_optimizer_step{"on_before_optimizer_step", &Hooks::on_before_optimizer_step};
inline constexpr NamedHook train_batch_end{"on_train_batch_end", &Hooks::on_train_batch_end};
inline constexpr NamedHook train_epoch_end{"on_train_epoch_end", &Hooks::on_train_epoch_end};
inline constexpr NamedHook train_end{"on_train_end", &Hooks::on_train_end};
inline constexpr NamedHook fit_end{"on_fit_end", &Hooks::on_fit_end};
inline constexpr NamedHook teardown{"teardown", &Hooks::teardown};
inline constexpr NamedHook exception{"on_exception", &Hooks::on_exception};

inline constexpr NamedHook validation_start{"on_validation_start", &Hooks::on_validation_start};
inline constexpr NamedHook validation_epoch_start{"on_validation_epoch_start", &Hooks::on_validation_epoch_start};
inline constexpr NamedHook validation_batch_start{"on_validation_batch_start", &Hooks::on_validation_batch_start};
inline constexpr NamedHook validation_batch_end{"on_validation_batch_end", &Hooks::on_validation_batch_end};
inline constexpr NamedHook validation_epoch_end{"on_validation_epoch_end", &Hooks::on_validation_epoch_end};
inline constexpr NamedHook validation_end{"on_validation_end", &Hooks::on_validation_end};

inline constexpr NamedHook test_start{"on_test_start", &Hooks::on_test_start};
inline constexpr NamedHook test_epoch_start{"on_test_epoch_start", &Hooks::on_test_epoch_start};
inline constexpr NamedHook test_batch_start{"on_test_batch_start", &Hooks::on_test_batch_start};
inline constexpr NamedHook test_batch_end{"on_test_batch_end", &Hooks::on_test_batch_end};
inline constexpr NamedHook test_epoch_end{"on_test_epoch_end", &Hooks::on_test_epoch_end};
inline constexpr NamedHook test_end{"on_test_end", &Hooks::on_test_end};

inline constexpr NamedHook predict_start{"on_predict_start", &Hooks::on_predict_start};
inline constexpr NamedHook predict_epoch_start{"on_predict_epoch_start", &Hooks::on_predict_epoch_start};
inline constexpr NamedHook predict_batch_start{"on_predict_batch_start", &Hooks::on_predict_batch_start};
inline constexpr NamedHook predict_batch_end{"on_predict_batch_end", &Hooks::on_predict_batch_end};
inline constexpr NamedHook predict_epoch_end{"on_predict_epoch_end", &Hooks::on_predict_epoch_end};
inline constexpr NamedHook predict_end{"on_predict_end", &Hooks::on_predict_end};

}  // namespace hook

}  // namespace lathe::train
