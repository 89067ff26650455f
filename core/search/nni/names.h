// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's names for tuners and assessors, and the arguments that it has for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lathe::search {

// A tuner or an assessor that both have, under the name of each.
struct NniName {
    std::string_view nni;     // as its files write it
    std::string_view lathe;   // as ours do
    bool is_advisor = false;  // NNI files it under `advisor`
};
// The tuner of that name in either spelling, whatever its case ("BatchTuner", "batch"); nullptr: there is no
// counterpart.
const NniName* nni_tuner(std::string_view name);
// The assessor of that name in either spelling, whatever its case; nullptr: there is no counterpart.
const NniName* nni_assessor(std::string_view name);

// The command that stands for Lathe's own engine, which is no program of NNI's, in a file of NNI's.
inline constexpr const char* own_engine_command = "lathectl run experiment.yaml";

// The arguments of one of Lathe's tuners or assessors that NNI knows, too.
std::vector<std::string_view> nni_arguments(std::string_view lathe_name);

}  // namespace lathe::search
