// SPDX-License-Identifier: GPL-3.0-or-later
// One trial from its config: data, network, optimizer, callbacks; fit, then test.
#pragma once

#include <memory>
#include <vector>

#include "core/run/trial_body.h"

namespace lathe::train {

class Callback;

// Errors say what a person can mend: data that is missing, a network that does not fit, a loss that became NaN, memory
// that ran out.
class TrainerBody : public run::TrialBody {
  public:
    // `also`: callbacks beside those that the config asks for.
    explicit TrainerBody(std::vector<std::shared_ptr<Callback>> also = {}) : also_(std::move(also)) {}

    Result<run::TrialOutcome> run(run::TrialContext& context) override;

  private:
    std::vector<std::shared_ptr<Callback>> also_;
};

}  // namespace lathe::train
