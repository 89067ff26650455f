// SPDX-License-Identifier: GPL-3.0-or-later
// How the engine reports inside itself what a person can mend; TrialBody::run turns it into a Result.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace lathe::train {

// What went wrong, what to do about it, and the option in question.
class TrainError : public std::runtime_error {
  public:
    // what() gives the whole text of the error.
    explicit TrainError(Error error) : std::runtime_error(error.str()), error_(std::move(error)) {}
    // `what`: what is wrong; `hint`: what to do; `key`: the option in question. Each may be empty but the first.
    explicit TrainError(std::string what, std::string hint = {}, std::string key = {})
        : TrainError(Error{std::move(what), std::move(hint), {}, std::move(key), {}, 0, 0}) {}

    // The error, for a Result; valid while the exception lives.
    const Error& error() const { return error_; }

  private:
    Error error_;
};

// The value of a Result; its error is thrown as a TrainError.
template <class T>
T value_or_throw(Result<T> result) {
    if (!result) throw TrainError(std::move(result).error());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace lathe::train
