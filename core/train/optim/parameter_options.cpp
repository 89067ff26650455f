// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/parameter_options.h"

#include <string_view>

namespace lathe::train {

namespace {

bool fits(std::string_view name, std::string_view pattern) {
    if (pattern.empty()) return name.empty();
    if (pattern.front() == '*')
        return fits(name, pattern.substr(1)) || (!name.empty() && fits(name.substr(1), pattern));
    return !name.empty() && (pattern.front() == '?' || pattern.front() == name.front()) &&
           fits(name.substr(1), pattern.substr(1));
}

}  // namespace

void ParameterOptions::fields(Fields& f) {
    f("params.freeze", freeze,
      "Parameters that do not learn, by patterns of their names: [\"network.conv*\"]; statistics of batch "
      "normalisation "
      "go on");
    f("params.lr_factors", lr_factors, "Factors of opt.lr for parameters, by patterns: {\"network.head.*\": 10}")
        .at_least(0);
    f("params.weight_decay_factors", weight_decay_factors,
      "Factors of opt.weight_decay for parameters, by patterns: {\"*.bias\": 0}")
        .at_least(0);
}

bool fits_pattern(const std::string& name, const std::string& pattern) {
    return fits(name, pattern);
}

}  // namespace lathe::train
