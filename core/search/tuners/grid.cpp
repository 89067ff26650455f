// NNI's GridSearch: the full grid of choices and randints; numeric ranges start at the middle of their CDF and are
// halved again each time the grid is exhausted: 1/2, then 1/4 and 3/4, then the eighths, ...
#include <set>

#include "core/search/observations.h"
#include "core/search/tuners/grid_axis.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

class GridTuner final : public Tuner {
  public:
    std::optional<space::Params> suggest(const space::Space& space, const History& history, int) override {
        const space::Layout layout(space);
        const Observations seen(layout, history);
        GridRows rows(layout);
        std::set<space::Row, RowLess> tried;
        for (const auto& one : seen.all()) tried.emplace(one.row.begin(), one.row.end());
        while (true) {
            for (bool more = rows.begin(); more; more = rows.advance())
                if (!tried.contains(rows.row())) return layout.to_params(rows.row());
            if (!rows.refine()) return std::nullopt;
        }
    }
};

}  // namespace

TunerKind grid_kind() {
    return {"GridSearch",
            "Every combination; ranges are halved again and again",
            {},
            [](const config::Value&) -> std::unique_ptr<Tuner> { return std::make_unique<GridTuner>(); }};
}

}  // namespace lathe::search
