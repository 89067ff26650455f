// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/parallel/together.h"

#include <exception>
#include <vector>

#include "core/train/data/preparation.h"
#include "core/train/error.h"

namespace lathe::train {

void together(const RankGroup& ranks, const std::function<void()>& work) {
    std::exception_ptr thrown;
    bool is_stopped = false;
    try {
        work();
    } catch (const PreparationStopped&) {
        is_stopped = true;
        thrown = std::current_exception();
    } catch (...) {
        thrown = std::current_exception();
    }
    std::vector<Json> told;
    try {
        told = ranks.gather({{"failed", thrown && !is_stopped}, {"stopped", is_stopped}});
    } catch (...) {
        if (!thrown) throw;  // else what went wrong here comes first: another rank that has gone may be its consequence
    }
    if (thrown) std::rethrow_exception(thrown);
    for (const Json& rank : told) {
        if (rank.at("failed") != true) continue;
        Error error;
        error.what = "another rank cannot begin";
        error.kind = run::ranks_lost;
        throw TrainError(std::move(error));
    }
    for (const Json& rank : told)
        if (rank.at("stopped") == true) throw PreparationStopped();
}

}  // namespace lathe::train
