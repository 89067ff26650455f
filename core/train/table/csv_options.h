// SPDX-License-Identifier: GPL-3.0-or-later
// Options of a table in a CSV file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/train/data/data_options.h"
#include "core/train/table/cell_date.h"
#include "core/train/table/cell_number.h"

namespace lathe::train {

struct CsvOptions : PartOptions {
    std::string file;
    std::string target;  // empty: there is none, as when a table is only described or predicted from
    std::string task = "classification";

    // How the file is written.
    std::string delimiter = "auto";
    std::string encoding = "auto";
    std::string decimal = "auto";
    std::string date_order = "auto";
    // Of columns whose dates leave it open: no option, but what a training has found. The others: the month first.
    std::map<std::string, DateOrder> found_date_orders;
    // Likewise of numbers such as 1,234, where no other cell tells what the comma is.
    std::optional<DecimalMark> found_mark;
    bool header = true;

    // What is made of its columns.
    std::vector<std::string> columns;
    std::vector<std::string> exclude;
    std::map<std::string, std::string> types;
    std::string categories = "one_hot";
    std::int64_t max_categories = 100;
    bool standardise = true;
    bool standardise_target = true;

    // What is made of its gaps.
    std::vector<std::string> missing_markers{"",    "NA",  "N/A",  "n/a",  "#N/A", "<NA>",
                                             "NaN", "nan", "null", "NULL", "None", "?"};
    std::string missing = "median";
    double missing_value = 0;
    std::string missing_target = "drop";

    bool stratify = true;

    void fields(Fields& f);
};

}  // namespace lathe::train
