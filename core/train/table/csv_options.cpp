// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/csv_options.h"

namespace lathe::train {

void CsvOptions::fields(Fields& f) {
    f("data.file", file, "Table as CSV whose first line names the columns; lathectl data describe FILE shows it")
        .as_path()
        .required();
    f("data.target", target, "Column that is predicted; a row without a value there is left out").required();
    f("data.task", task, "Whether the target is a class (any text; 1 and 1.0 are one class) or a number")
        .one_of({"classification", "regression"});
    f("data.delimiter", delimiter,
      "The one character that stands between two cells, such as ; or \\t for a tab; auto: as the first lines have it");
    f("data.encoding", encoding, "Encoding of the file; auto: UTF-8, or UTF-16 with a byte order mark")
        .one_of({"auto", "utf-8", "utf-16", "latin-1", "windows-1252", "cp949", "shift_jis", "gb18030", "big5"});
    f("data.decimal", decimal, "What divides whole from part in numbers; auto: as the file has it")
        .one_of({"auto", "point", "comma"});
    f("data.date_order", date_order, "Order in dates such as 3/4/2025; auto: as the days above 12 have it")
        .one_of({"auto", "day_first", "month_first"});
    f("data.header", header, "Whether the first line names the columns; otherwise they are called column 1, column 2");
    f("data.columns", columns, "Columns that are learned from, by name or pattern (temp_*); []: all but the target");
    f("data.exclude", exclude, "Columns that are left out, by name or pattern (*_id)");
    f("data.types", types, "Types of columns where the inferred ones are wrong: {zip: category}; text leaves one out")
        .one_of({"number", "category", "date", "text"});
    f("data.categories", categories,
      "How categories enter the network: a column of 0 and 1 for each, or learned numbers (network mlp only)")
        .one_of({"one_hot", "embedding"});
    f("data.max_categories", max_categories,
      "Most categories of a column; all but the most frequent are taken together as one")
        .at_least(2)
        .at_most(1000000);
    f("data.standardise", standardise,
      "Give each column of numbers mean 0 and standard deviation 1, as measured on the training rows");
    f("data.standardise_target", standardise_target,
      "Learn numbers with mean 0 and standard deviation 1; the loss is in these units, metrics and predictions in "
      "yours");
    f("data.missing_markers", missing_markers, "Cells that hold no value");
    f("data.missing", missing,
      "Gaps in features. median (of the training rows) and constant: filled, and a column of 0 and 1 says where; "
      "drop: the row is left out; refuse: an error. Missing categories are a category of their own")
        .one_of({"median", "constant", "drop", "refuse"});
    f("data.missing_value", missing_value, "Number that missing: constant fills in, in the units of the column");
    f("data.missing_target", missing_target, "Rows without a target: left out and counted, or an error")
        .one_of({"drop", "refuse"});
    f("data.stratify", stratify, "Hold out the same part of each class");
    PartOptions::fields(f);
}

}  // namespace lathe::train
