// SPDX-License-Identifier: GPL-3.0-or-later
// A space as a row of numbers: every parameter, nested ones included, has a fixed column. Tuners and plots work on
// rows and never walk the tree of values.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/space/space.h"

namespace lathe::space {

// One column. Conditional columns hold NaN in rows whose branch does not include them.
struct Column {
    std::string path;  // "network", or "network.lenet.width" for the child `width` of the branch `lenet`
    Distribution distribution;
    int parent = -1;  // column of the nested choice that this is a child of; -1: none
    int branch = -1;  // the branch of `parent` that it belongs to
    int step = 0;     // place among the children of that branch

    // Whether rows hold the index of a branch here, rather than a position in [0, 1].
    bool is_choice() const { return distribution.kind == Kind::choice; }
};

// Choices are the index of the branch (of the first of equal values); all other kinds the position under the CDF.
using Row = std::vector<double>;

// The columns of a space, and the way between rows and parameters. Const access from any thread.
class Layout {
  public:
    // Each parameter is followed by the children of its branches. The space is not kept.
    explicit Layout(const Space& space);

    const std::vector<Column>& columns() const { return columns_; }  // a choice before its children
    // The number of columns, which is the length of each row.
    std::size_t size() const { return columns_.size(); }

    // The row of a configuration; nullopt when `params` lie outside the space.
    std::optional<Row> to_row(const Params& params) const;
    // The configuration that a row stands for. Inactive columns are ignored; active ones that hold NaN count as the
    // middle.
    Params to_params(std::span<const double> row) const;
    // The row of the configuration that to_params() gives: positions of quantised kinds snap to values.
    Row snap(std::span<const double> row) const;
    // The same for one active column of a row.
    double snap(std::span<const double> row, std::size_t column) const;
    // Whether the branches that `row` chooses include the column.
    bool is_active(std::span<const double> row, std::size_t column) const;
    // The columns of the children that branch `branch` of a choice brings.
    const std::vector<std::size_t>& children(std::size_t column, std::size_t branch) const;
    // The columns that are nobody's child, in the order of the space.
    const std::vector<std::size_t>& roots() const { return roots_; }
    // A random row, drawn as Space::sample draws.
    Row sample(Random& random) const;
    // Draws every column that holds NaN, whether its branch is chosen or not.
    void complete(Row& row, Random& random) const;

  private:
    void add(const Parameter& parameter, const std::string& path, int parent, int branch, int step);
    bool fill(Row& row, const config::Value& value, std::size_t column) const;
    config::Value value_of(std::span<const double> row, std::size_t column) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::vector<std::size_t>>> children_;  // by column, by branch
    std::vector<std::vector<std::size_t>> first_equal_;            // by column, by branch (choice_values.h)
    std::vector<std::size_t> roots_;
};

}  // namespace lathe::space
