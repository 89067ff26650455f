// SPDX-License-Identifier: GPL-3.0-or-later
// metrics.csv as Lightning's CSVLogger writes it: one column a metric in alphabetical order ("step" and "epoch" are
// among them), one row for each set of values logged together, empty where a metric was not logged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/files.h"

namespace lathe::store {

// A row is appended; a metric that appears later gives the file a new column, by writing it anew and renaming. An
// existing file is gone on with, never deleted. One thread.
class MetricsCsv {
  public:
    // A torn last row (no newline) is dropped. A file that has no header line of a metrics.csv, or in which a quote is
    // never closed, is refused.
    static Result<MetricsCsv> open(const std::filesystem::path& file);

    // The last step at which the file, as it was opened, has a value of each metric.
    const std::map<std::string, std::int64_t>& last_steps() const { return last_steps_; }
    // How add_row() knows a metric.
    using Metric = std::size_t;
    // The number of a metric in this object, the same at each call. Its column is made when a row that has it is
    // written.
    Metric metric(const std::string& name);
    // One value of a row.
    struct Cell {
        Metric metric;
        double value;
    };
    // Buffered. `cells`: each metric at most once. Values are written so that they read back to the same double.
    void add_row(std::int64_t step, std::span<const Cell> cells);
    // Writes the buffered rows; after an error they are kept, flush again to try again.
    Result<void> flush();
    // Waits until all that was flushed is on the disk.
    Result<void> flush_to_disk() { return file_.flush_to_disk(); }

  private:
    struct Row {
        std::int64_t step;
        std::size_t end;  // of its cells in cells_; they begin where those of the row before end
    };
    Result<void> learn(std::string_view text);
    Result<void> add_columns();
    Result<void> widen(std::vector<std::string> columns);
    std::string pending_text() const;

    AppendFile file_;
    std::filesystem::path path_;
    std::vector<std::string> columns_;
    std::vector<std::string> metrics_;  // by Metric
    std::vector<Row> rows_;             // not yet written: flat, because a training may log a million of them
    std::vector<Cell> cells_;
    std::map<std::string, std::int64_t> last_steps_;
};

}  // namespace lathe::store
