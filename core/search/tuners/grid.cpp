// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's GridSearch: the full grid of choices and randints; numeric ranges start at the middle of their CDF and are
// halved again each time the grid is exhausted: 1/2, then 1/4 and 3/4, then the eighths, ...
#include "core/search/distinct.h"
#include "core/search/tuners/grid_axis.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

class GridTuner final : public Tuner {
  public:
    std::optional<Suggestion> suggest(const Observations& seen, int) override {
        const space::Layout& layout = seen.layout();
        if (walked_ != seen.id()) {
            rows_.emplace(layout);
            more_ = rows_->begin();
            walked_ = seen.id();
        }
        while (true) {
            for (; more_; more_ = rows_->advance())
                if (!seen.has(rows_->row())) return as_suggestion(layout, rows_->row());
            if (!rows_->refine()) return std::nullopt;
            more_ = rows_->begin();
        }
    }

  private:
    // Where the walk stands: what was tried before stays tried.
    std::uint64_t walked_ = 0;
    std::optional<GridRows> rows_;
    bool more_ = false;
};

}  // namespace

TunerKind grid_kind() {
    return {"GridSearch",
            "Every combination; ranges are halved again and again",
            {},
            [](const config::Value&) -> std::unique_ptr<Tuner> { return std::make_unique<GridTuner>(); },
            Feedback::none};
}

}  // namespace lathe::search
