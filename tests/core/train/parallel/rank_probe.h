// SPDX-License-Identifier: GPL-3.0-or-later
// Ranks as threads of this process. No torch and no Qt here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace lathe::test {

// What each of `ranks` got from: share(text) of "rank 0", gather() of texts of growing length, share(bool) of whether
// it is the first, and the sum of {rank + 1} tensors. An error ends a rank.
std::vector<Json> talk(int ranks);

// Rank 1 of two leaves while rank 0 waits for it: the kind of error that rank 0 gets.
std::string kind_of_error_when_a_rank_leaves();

// What together() throws on rank 0 of two, which fails while rank 1 has gone without a word: as start_together().
std::string failure_that_nobody_hears();

// What meeting at a place that cannot be used throws on the only rank that comes: the kind of the error.
std::string kind_of_error_at_a_bad_place();

// What together() throws on each rank, of which `failing` fails and `stopped` is stopped (-1: none): "", "stopped",
// "failed" for its own failure, or the kind of the error.
std::vector<std::string> start_together(int ranks, int failing, int stopped);

// Gradients of weights after a step over the ranks, as numbers; an empty list: it has none. The loss of rank r is r + 1
// times the sum of the weights that it uses.
struct Reduction {
    std::vector<int> sizes{2, 3, 4};     // of each weight
    std::vector<std::vector<int>> used;  // by rank: indices of weights; none: it has no samples
    std::size_t bucket_bytes = 1u << 20;
    int backward_passes_before = 0;  // that are added up before the last one, with the same loss
};
std::vector<std::vector<std::vector<double>>> reduce(const Reduction& reduction);  // by rank, by weight

// Running mean of a batch normalisation, times the inverse of its momentum, after a batch of bfloat16 in which the
// ranks have 1024 numbers each: 100, 101, ... 106, 100, ... by rank.
std::vector<double> mean_over_ranks_of_bfloat16(int ranks);

// Samples that are drawn in an epoch with balanced classes, in batches of 10: sample i has class labels[i].
std::vector<int> balanced_epoch(const std::vector<std::int64_t>& labels, int epoch);

// Two ranks ask whether to go on while the first is paused, which has requested an early stop.
struct PausedRanks {
    bool other_has_waited = false;        // for the end of the pause
    bool other_is_to_stop_early = false;  // as it was told then
};
PausedRanks pause_two_ranks();

// Indices of the samples that each rank has in each batch of an epoch of `samples`.
std::vector<std::vector<std::vector<int>>> batches(int samples, int batch_size, int ranks, bool drop_last);

}  // namespace lathe::test
