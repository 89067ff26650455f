// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a table as numbers: from CSV files (core/train/table reads them), and made up.
#pragma once

#include "core/train/data/data_options.h"
#include "core/train/data/dataset.h"
#include "core/train/data/preparation.h"
#include "core/train/table/csv_options.h"
#include "core/train/table/table_encoder.h"

namespace lathe::train {

// Reads the data of a CSV file. What was learned on the training rows (means, categories, the target's scale) is in
// `fitted`, for TableEncoder. Throws TrainError with file and line.
DataSets load_csv(const CsvOptions& options, std::uint64_t seed, const Preparation& preparation);
// What a network sees of a table that is encoded so. `task`: data.task.
InputSpec table_input(const TableEncoder& encoder, const std::string& task);
// Makes up a table; it depends on the options alone, data_seed included.
DataSets make_synthetic_table(const SyntheticTableOptions& options);

}  // namespace lathe::train
