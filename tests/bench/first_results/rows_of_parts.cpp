// SPDX-License-Identifier: GPL-3.0-or-later
// rows_of_parts FILE TARGET TASK VAL_PART TEST_PART SEED: prints which rows of a table (0: the first below the header)
// Lathe trains on, validates with and tests on, as {"train": [...], "val": [...], "test": [...]}.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/base/json.h"
#include "core/train/table/data_table.h"
#include "core/train/table/row_parts.h"

using namespace lathe;

namespace {

train::RowClasses classes_of(const train::DataTable& table) {
    train::RowClasses classes;
    const train::Column& target = *table.target();
    std::vector<std::int32_t> number(target.words.size());
    for (const std::int32_t code : table.class_order) {
        number[static_cast<std::size_t>(code)] = static_cast<std::int32_t>(classes.names.size());
        classes.names.push_back(target.words[static_cast<std::size_t>(code)]);
    }
    if (classes.names.empty()) return {};
    for (const std::int32_t code : target.codes) classes.of_row.push_back(number[static_cast<std::size_t>(code)]);
    return classes;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 7) {
        std::fputs("rows_of_parts FILE TARGET TASK VAL_PART TEST_PART SEED\n", stderr);
        return 2;
    }
    train::CsvOptions options;
    options.file = argv[1];
    options.target = argv[2];
    options.task = argv[3];
    options.val_part = std::atof(argv[4]);
    options.test_part = std::atof(argv[5]);
    const auto table = train::read_data_table(options);
    if (!table) {
        std::fprintf(stderr, "%s\n", table.error().str().c_str());
        return 1;
    }
    const auto parts =
        train::divide_rows(table->rows(), classes_of(*table), options, static_cast<std::uint64_t>(std::atoll(argv[6])));
    if (!parts) {
        std::fprintf(stderr, "%s\n", parts.error().str().c_str());
        return 1;
    }
    std::puts(dump_json({{"train", parts->train}, {"val", parts->val}, {"test", parts->test}}).c_str());
}
