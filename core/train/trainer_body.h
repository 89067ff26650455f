// One trial from its config: data, network, optimizer, callbacks; fit, then test.
#pragma once

#include "core/run/trial_body.h"

namespace lathe::train {

// Errors say what a person can mend: data that is missing, a network that does not fit, a loss that became NaN, memory
// that ran out.
class TrainerBody : public run::TrialBody {
  public:
    Result<run::TrialOutcome> run(run::TrialContext& context) override;
};

}  // namespace lathe::train
