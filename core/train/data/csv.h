// A table of text with a header and rows of one length (core/base/csv.h reads the records). No torch; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace lathe::train {

struct CsvTable {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;  // each as long as the header
    std::vector<int> lines;                      // where each row begins
};

// Errors say the line: rows of another length, an open quote, no rows.
Result<CsvTable> parse_csv(std::string_view text, char delimiter);
Result<CsvTable> read_csv(const std::filesystem::path& path, char delimiter);

}  // namespace lathe::train
