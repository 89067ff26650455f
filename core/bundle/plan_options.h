// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan takes in beside what is always needed.
#pragma once

namespace lathe::bundle {

struct PlanOptions {
    bool with_data = false;         // the data that the experiment reads, which may be large or private
    bool with_checkpoints = false;  // of a study: every checkpoint of its trials
};

}  // namespace lathe::bundle
