// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/test_text.h"

#include <fmt/format.h>

#include "app/ctl/text_table.h"
#include "core/base/printable.h"

namespace lathe::ctl {

using Align = TextTable::Align;

std::string test_text(const store::TestRecord& record) {
    std::string out = fmt::format("{:<15} {} of {}\n", "samples", record.samples, printable(record.part));
    for (const auto& [name, value] : record.metrics) out += fmt::format("{:<15} {:.6g}\n", printable(name), value);
    const auto scores = record.class_scores();
    if (scores.empty()) return out;
    TextTable table;
    table.add_column("CLASS");
    for (const char* title : {"PRECISION", "RECALL", "F1", "SUPPORT"}) table.add_column(title, Align::right);
    for (const store::ClassScore& score : scores) {
        table.add_row({score.name, fmt::format("{:.4f}", score.precision), fmt::format("{:.4f}", score.recall),
                       fmt::format("{:.4f}", score.f1), std::to_string(score.support)});
    }
    return out + "\n" + table.str();
}

std::string worst_text(const store::TestRecord& record) {
    if (record.worst.empty()) return {};
    const bool classes = !record.classes.empty();
    TextTable table;
    table.add_column("SAMPLE");
    table.add_column("TRUTH", classes ? Align::left : Align::right);
    table.add_column("PREDICTION", classes ? Align::left : Align::right);
    if (classes) table.add_column("PROBABILITY", Align::right);
    table.add_column(classes ? "LOSS" : "ERROR", Align::right);
    for (const store::WrongSample& sample : record.worst) {
        std::vector<std::string> row{sample.name.empty() ? std::to_string(sample.index) : sample.name, sample.truth,
                                     sample.prediction};
        if (classes) row.push_back(fmt::format("{:.4f}", sample.probability));
        row.push_back(fmt::format("{:.4g}", sample.loss));
        table.add_row(std::move(row));
    }
    return table.str();
}

}  // namespace lathe::ctl
