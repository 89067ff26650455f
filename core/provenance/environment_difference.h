// SPDX-License-Identifier: GPL-3.0-or-later
// How the environments of two runs differ, what may explain different numbers first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/value.h"

namespace lathe::provenance {

// A value that two environments have different.
struct Difference {
    std::string path;                // "torch.version", "cpu.instruction_sets.avx512f", "libraries.libopenblas.version"
    std::optional<config::Value> a;  // nullopt: not there
    std::optional<config::Value> b;
};

// Everything that differs between two values of capture_environment(). Libraries are told apart by their names without
// a version, GPUs by their device, instruction sets one by one. Order: torch, a program's interpreter, instruction
// sets, GPUs, variables of threads and numbers, libraries that compute, other libraries, the rest of the CPU, Lathe,
// other variables, container, system. Any thread.
std::vector<Difference> environment_difference(const config::Value& a, const config::Value& b);

// An environment in the form in which two are compared: lists as dicts, so that the same thing has the same path in
// both.
config::Value comparable_environment(config::Value environment);

// The place of a path in that order; smaller ones may explain more.
int explanatory_rank(std::string_view path);

}  // namespace lathe::provenance
