// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/table_inputs.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>
#include <torch/types.h>

#include "core/base/plural.h"
#include "core/train/data/table.h"
#include "core/train/data/tensor_set.h"
#include "core/train/error.h"
#include "core/train/table/cell_number.h"
#include "core/train/table/column_choice.h"
#include "core/train/table/csv_table.h"
#include "core/train/table/data_table.h"
#include "core/train/table/vocabulary.h"

namespace lathe::train {

namespace {

// The answers of a table by the lines of its rows, read from the column of the target.
class TargetColumn {
  public:
    TargetColumn(const TableEncoder& encoder, const CsvOptions& options, DecimalMark mark)
        : encoder_(encoder), options_(options), mark_(mark) {
        for (std::size_t i = 0; i < encoder.class_names().size(); ++i)
            classes_.emplace(same_value_key(encoder.class_names()[i], mark), static_cast<std::int64_t>(i));
    }

    // As a network learns it; nullopt: there is none in the cell, or one that the training did not have.
    std::optional<double> answer(std::string_view cell) {
        const auto& gaps = options_.missing_markers;
        if (std::find(gaps.begin(), gaps.end(), cell) != gaps.end()) return std::nullopt;
        if (options_.task == "regression") {
            const auto number = number_in(cell, mark_);
            if (!number) ++strange_;
            return number ? std::optional((*number - encoder_.target_mean()) / encoder_.target_scale()) : std::nullopt;
        }
        const auto found = classes_.find(same_value_key(cell, mark_));
        if (found == classes_.end()) ++strange_;
        return found == classes_.end() ? std::nullopt : std::optional(static_cast<double>(found->second));
    }
    // Cells that hold what the training did not have.
    std::int64_t strange() const { return strange_; }

  private:
    const TableEncoder& encoder_;
    const CsvOptions& options_;
    DecimalMark mark_;
    std::unordered_map<std::string, std::int64_t> classes_;
    std::int64_t strange_ = 0;
};

void require_columns(const CsvTable& table, const TableEncoder& encoder, const std::string& file) {
    std::vector<std::string> missing;
    for (const FeaturePlan& plan : encoder.plans()) {
        if (std::find(table.header.begin(), table.header.end(), plan.name()) == table.header.end())
            missing.push_back(plan.name());
    }
    if (missing.empty()) return;
    Error error{fmt::format("{} that the training used: {}",
                            missing.size() == 1 ? "lacks a column" : fmt::format("lacks {} columns", missing.size()),
                            some_names(missing, 20)),
                "add what is missing; the columns are " + some_names(table.header, 20),
                {},
                {},
                file};
    error.line = 1;
    throw TrainError(std::move(error));
}

// Of a checkpoint that does not say how its training read what is open in the table.
void tell_of_guesses(const DataTable& table, const std::string& file, std::vector<std::string>& notes) {
    constexpr const char* why = "the checkpoint, which an older Lathe wrote, does not say how the training read them";
    for (const Column* column : table.features()) {
        if (column->order_is_guess)
            notes.push_back(fmt::format("dates such as 3/4/2025 in column {} of {} are read with the month first; {}",
                                        column->name, file, why));
    }
    if (table.mark_is_guess)
        notes.push_back(fmt::format("the comma in numbers such as 1,234 of {} is taken for {}; {}", file,
                                    table.mark == DecimalMark::comma ? "a decimal one" : "one between thousands", why));
}

Error in_file(Error error, const std::string& file) {
    if (error.file.empty()) error.file = file;
    return error;
}

}  // namespace

TableInputs::TableInputs(const TrainedModel& model, const InputFile& file) : file_(file.name()) {
    file.read([&](const std::string& path) { take(model, path); });
}

// `path`: of what is called file_.
void TableInputs::take(const TrainedModel& model, const std::string& path) {
    const auto encoder = value_or_throw(TableEncoder::from_value(model.fitted));
    const auto trained = read<CsvOptions>(model.config);
    const CsvTable cells = value_or_throw(read_csv(path, {trained.delimiter, trained.encoding, trained.header}));
    require_columns(cells, encoder, path);
    const CsvOptions options = encoder.reading(trained, path);
    DataTable table = value_or_throw(read_data_table(options));
    const std::int64_t count = table.rows();
    std::vector<std::int64_t> rows(static_cast<std::size_t>(count));
    std::iota(rows.begin(), rows.end(), 0);
    torch::Tensor x = torch::empty({count, encoder.width()}, torch::kFloat32);
    const auto encoded =
        encoder.features(table, rows, std::span(x.data_ptr<float>(), static_cast<std::size_t>(x.numel())));
    if (!encoded) throw TrainError(in_file(encoded.error(), path));

    const bool regression = trained.task == "regression";
    std::vector<double> answers(rows.size(), regression ? std::numeric_limits<double>::quiet_NaN() : -1);
    const auto target = std::find(cells.header.begin(), cells.header.end(), trained.target);
    if (target != cells.header.end()) {
        const auto column = static_cast<std::size_t>(target - cells.header.begin());
        TargetColumn target_cells(encoder, trained, table.mark);
        std::size_t at = 0;  // rows may have been left out
        for (std::size_t row = 0; row < cells.rows() && at < rows.size(); ++row) {
            if (cells.line(row) != table.lines[at]) continue;
            if (const auto answer = target_cells.answer(cells.cell(row, column))) {
                answers[at] = *answer;
                known_.push_back(static_cast<std::int64_t>(at));
            }
            ++at;
        }
        answered = !known_.empty();
        if (target_cells.strange() > 0)
            notes.push_back(fmt::format("{} of {} {} a {} that the training did not have; {} for no metric",
                                        counted(target_cells.strange(), "row"), file_,
                                        target_cells.strange() == 1 ? "holds" : "hold", trained.target,
                                        target_cells.strange() == 1 ? "it counts" : "they count"));
    }
    torch::Tensor y = torch::tensor(answers, torch::kDouble).to(regression ? torch::kFloat32 : torch::kInt64);
    samples_ = std::make_shared<TensorSet>(std::move(x), std::move(y));
    tell_of_guesses(table, file_, notes);
    lines_ = std::move(table.lines);
    if (const auto dropped = table.rows_in_file - count; dropped > 0)
        notes.push_back(fmt::format("{} of {} of {} {} gaps and {} left out, as in the training (data.missing)",
                                    dropped, counted(table.rows_in_file, "row"), file_, dropped == 1 ? "has" : "have",
                                    dropped == 1 ? "is" : "are"));
}

std::string TableInputs::name(std::int64_t sample, std::int64_t) const {
    return file_ + ":" + std::to_string(lines_[static_cast<std::size_t>(sample)]);
}

TestData table_test_data(const TrainedModel& model, const InputFile& file) {
    const TableInputs inputs(model, file);
    const auto& known = inputs.rows_with_answer();
    if (known.empty()) {
        const std::string target = read<CsvOptions>(model.config).target;
        throw TrainError(Error{"no row holds an answer that the model knows in a column " + target,
                               "give a table with the target, or use lathectl predict",
                               {},
                               {},
                               file.name()});
    }
    const Batch rows = inputs.samples()->get(known, 0);
    TestData data{std::make_shared<TensorSet>(rows.x, rows.y), {}, inputs.notes};
    for (const std::int64_t row : known) data.names.push_back(inputs.name(row, 0));
    return data;
}

}  // namespace lathe::train
