// SPDX-License-Identifier: GPL-3.0-or-later
// What a trained model computes, as plain numbers and files. No torch and no Qt here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/train/use/use.h"

namespace lathe::test {

// Writes the samples of a part of the trial's data as .npy, as the network gets them.
void write_samples(const std::filesystem::path& trial, const std::string& part, const std::filesystem::path& file);

// Sums of the weights of a checkpoint by name ("network.layers.0.weight").
std::map<std::string, double> weight_sums(const std::filesystem::path& checkpoint);

// Takes from a checkpoint what an older Lathe did not keep: how the training read dates and decimal marks.
void forget_how_cells_were_read(const std::filesystem::path& checkpoint);

// Of `draws` draws of the sampler: how often each place.
std::vector<int> draw_counts(const std::vector<double>& scores, double temperature, std::int64_t top_k, int draws);

// The shape of the array that two batches of such outputs make, the sizes of each batch beginning with its samples;
// `error`: why there is none.
std::vector<std::int64_t> saved_shape(const std::vector<std::vector<std::int64_t>>& batches, std::int64_t samples,
                                      bool text, std::string& error);

}  // namespace lathe::test
