// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/stop_rule.h"

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/search/improvement.h"
#include "core/search/regret.h"

namespace lathe::run {

StopRule::StopRule(const search::SearchSettings& settings)
    : no_improvement_(settings.no_improvement), expected_regret_(settings.expected_regret) {}

const std::string& StopRule::reason(const search::Study& study) {
    if (const auto ended = study.history().ended.size(); ended != ended_) {
        reason_ = worked_out(study);
        ended_ = ended;
    }
    return reason_;
}

std::string StopRule::worked_out(const search::Study& study) const {
    if (no_improvement_ && search::ended_since_improvement(study.history()) >= *no_improvement_)
        return fmt::format("no improvement in {} (search.stop_when.no_improvement)",
                           counted(*no_improvement_, "trial"));
    if (!expected_regret_) return {};
    const auto regret = search::expected_regret(study.observations());
    if (!regret || *regret >= *expected_regret_) return {};
    return fmt::format(
        "the best trial is expected to be {:.3g} worse than the best there is, below {} "
        "(search.stop_when.expected_regret)",
        *regret, *expected_regret_);
}

}  // namespace lathe::run
