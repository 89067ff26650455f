// metrics.csv as Lightning's CSVLogger writes it: one column a metric in alphabetical order ("step" and "epoch" are
// among them), one row for each set of values logged together, empty where a metric was not logged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
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
    // Buffered. Values are written so that they read back to the same double.
    void add_row(std::int64_t step, const std::map<std::string, double>& metrics);
    // Writes the buffered rows; after an error they are kept, flush again to try again.
    Result<void> flush();

  private:
    using Row = std::map<std::string, std::string>;
    Result<void> learn(std::string_view text);
    Result<void> widen(std::vector<std::string> columns);

    AppendFile file_;
    std::filesystem::path path_;
    std::vector<std::string> columns_;
    std::vector<Row> pending_;
    std::map<std::string, std::int64_t> last_steps_;
};

}  // namespace lathe::store
