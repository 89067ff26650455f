// SPDX-License-Identifier: GPL-3.0-or-later
// What parameters of a network learn, and how fast, by their names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/train/options.h"

namespace lathe::train {

// Patterns are of names as a checkpoint has them, without "model." ("network.conv1.weight"): `*` stands for any
// characters, `?` for one. Where several patterns fit a name, the longest one counts.
struct ParameterOptions {
    std::vector<std::string> freeze;
    std::map<std::string, double> lr_factors;
    std::map<std::string, double> weight_decay_factors;

    void fields(Fields& f);
};

// Whether the whole name fits the pattern.
bool fits_pattern(const std::string& name, const std::string& pattern);

}  // namespace lathe::train
