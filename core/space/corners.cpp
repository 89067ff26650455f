// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/corners.h"

#include <algorithm>
#include <cmath>

#include "core/space/layout.h"

namespace lathe::space {

namespace {

// The ends of a distribution without bounds lie far out; these are where it hardly goes further.
double place_of(const Column& column, double place) {
    constexpr double hardly = 0.001;
    return is_bounded(column.distribution.kind) ? place : std::clamp(place, hardly, 1 - hardly);
}

Row row_at(const Layout& layout, double place) {
    Row row(layout.size());
    for (std::size_t c = 0; c < row.size(); ++c) {
        const Column& column = layout.columns()[c];
        const auto last = static_cast<double>(column.distribution.branches.size()) - 1;
        row[c] = column.is_choice() ? std::round(place * last) : place_of(column, place);
    }
    return row;
}

class Corners {
  public:
    Corners(const Layout& layout, std::size_t most) : layout_(layout), most_(most) {}

    std::vector<Params> take() {
        for (const double place : {0.5, 0.0, 1.0}) add(row_at(layout_, place));
        for (std::size_t c = 0; c < layout_.size(); ++c) {
            const auto branches =
                layout_.columns()[c].is_choice() ? layout_.columns()[c].distribution.branches.size() : 0;
            for (std::size_t b = 0; b < branches; ++b)
                if (!is_covered(c, b)) add(with(c, b));
        }
        return std::move(found_);
    }

  private:
    // The middle, with this branch chosen, and with the branches that it hangs from.
    Row with(std::size_t column, std::size_t branch) const {
        Row row = row_at(layout_, 0.5);
        row[column] = static_cast<double>(branch);
        for (auto at = column; layout_.columns()[at].parent >= 0;) {
            const Column& child = layout_.columns()[at];
            at = static_cast<std::size_t>(child.parent);
            row[at] = child.branch;
        }
        return row;
    }

    bool is_covered(std::size_t column, std::size_t branch) const {
        return std::ranges::any_of(rows_, [&](const Row& row) {
            return layout_.is_active(row, column) && row[column] == static_cast<double>(branch);
        });
    }

    void add(Row row) {
        if (found_.size() >= most_) return;
        Params params = layout_.to_params(row);
        if (std::ranges::find(found_, params) != found_.end()) return;
        rows_.push_back(std::move(row));
        found_.push_back(std::move(params));
    }

    const Layout& layout_;
    const std::size_t most_;
    std::vector<Row> rows_;
    std::vector<Params> found_;
};

}  // namespace

std::vector<Params> corners(const Space& space, std::size_t most) {
    const Layout layout(space);
    return Corners(layout, most).take();
}

}  // namespace lathe::space
