// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/table.h"

#include <torch/types.h>

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "core/base/random.h"
#include "core/train/data/file_cache.h"
#include "core/train/data/tensor_set.h"
#include "core/train/error.h"
#include "core/train/table/row_parts.h"
#include "core/train/table/table_encoder.h"

namespace lathe::train {

namespace {

using Rows = std::vector<std::int64_t>;

// Numbers of a table that are held in memory at most.
constexpr std::int64_t most_table_numbers = std::int64_t{4} << 30;

// What of the options decides how a file is read: the key of its cache.
std::string reading_key(const CsvOptions& options) {
    CsvOptions key = options;
    key.file.clear();
    key.val_part = key.test_part = 0;
    key.standardise = key.standardise_target = key.stratify = false;
    key.categories.clear();
    config::Value all{config::Dict{}};
    Fields fields;
    key.fields(fields);
    for (const config::Option& option : fields.take()) all.set(option.key, option.fallback);
    // A required option has no default to be declared.
    return dump_json(config::to_json(all)) + options.target;
}

RowClasses classes_of(const DataTable& table, bool stratified) {
    RowClasses classes;
    if (!stratified || table.class_order.empty()) return classes;
    const Column& target = *table.target();
    std::vector<std::int32_t> number(target.words.size());
    for (const std::int32_t code : table.class_order) {
        number[static_cast<std::size_t>(code)] = static_cast<std::int32_t>(classes.names.size());
        classes.names.push_back(target.words[static_cast<std::size_t>(code)]);
    }
    for (const std::int32_t code : target.codes) classes.of_row.push_back(number[static_cast<std::size_t>(code)]);
    return classes;
}

// The rows of one part as tensors, and what the report says of them.
class PartMaker {
  public:
    PartMaker(const DataTable& table, const TableEncoder& encoder, const CsvOptions& options)
        : table_(table), encoder_(encoder), options_(options) {}

    // nullptr: no rows.
    std::shared_ptr<const Dataset> make(const char* name, const Rows& rows, DataReport& report) const {
        if (rows.empty()) return nullptr;
        const auto count = static_cast<std::int64_t>(rows.size());
        torch::Tensor x = torch::empty({count, encoder_.width()}, torch::kFloat32);
        value_or_throw(in_file(
            encoder_.features(table_, rows, std::span(x.data_ptr<float>(), static_cast<std::size_t>(x.numel())))));
        DataPart part{name, count, {}};
        torch::Tensor y;
        if (options_.task == "regression") {
            const auto numbers = encoder_.targets(table_, rows);
            y = torch::empty({count}, torch::kFloat32);
            std::copy(numbers.begin(), numbers.end(), y.data_ptr<float>());
        } else {
            const auto classes = value_or_throw(in_file(encoder_.classes(table_, rows)));
            y = torch::empty({count}, torch::kInt64);
            std::copy(classes.begin(), classes.end(), y.data_ptr<std::int64_t>());
            part.of_class.resize(encoder_.class_names().size());
            for (const std::int64_t number : classes) ++part.of_class[static_cast<std::size_t>(number)];
        }
        report.parts.push_back(std::move(part));
        return std::make_shared<TensorSet>(std::move(x), std::move(y));
    }

  private:
    template <class T>
    Result<T> in_file(Result<T> result) const {
        if (!result) result.error().file = options_.file;
        return result;
    }

    const DataTable& table_;
    const TableEncoder& encoder_;
    const CsvOptions& options_;
};

void check_size(const TableEncoder& encoder, std::int64_t rows) {
    if (encoder.width() <= most_table_numbers / std::max<std::int64_t>(rows, 1)) return;
    throw TrainError(fmt::format("{} rows of {} numbers are too many for the memory", rows, encoder.width()),
                     "lower data.max_categories, set data.categories=embedding, or leave columns out (data.exclude)",
                     "data.max_categories");
}

// What is done to columns, one by one; of a wide table the first of them.
void tell_of_plans(const std::vector<FeaturePlan>& plans, std::vector<std::string>& notes) {
    constexpr std::size_t most = 20;
    std::size_t told = 0;
    for (const FeaturePlan& plan : plans) {
        if (!plan.note().empty() && ++told <= most) notes.push_back("column " + plan.name() + ": " + plan.note());
    }
    if (told > most)
        notes.push_back(
            fmt::format("the same is told of {} more columns; lathectl data describe shows them", told - most));
}

}  // namespace

InputSpec table_input(const TableEncoder& encoder, const std::string& task) {
    const bool regression = task == "regression";
    InputSpec input;
    input.channels = encoder.width();
    input.classes = regression ? 1 : static_cast<std::int64_t>(encoder.class_names().size());
    input.kind = SampleKind::table;
    input.task = regression ? Task::regression : Task::classification;
    input.target_mean = encoder.target_mean();
    input.target_scale = encoder.target_scale();
    std::int64_t place = 0;
    for (const FeaturePlan& plan : encoder.plans()) {
        if (plan.embedded_categories() > 0) input.categories.push_back({place, plan.embedded_categories()});
        place += plan.width();
    }
    return input;
}

DataSets load_csv(const CsvOptions& options, std::uint64_t seed, const Preparation& preparation) {
    static FileCache<DataTable> cache;
    const auto make = [&options] { return value_or_throw(read_data_table(options)); };
    const auto table = cache.get({options.file}, reading_key(options), make, preparation.stop);
    if (!table) throw PreparationStopped();
    if (options.target.empty()) throw TrainError("no target is given", "name the column to predict", "data.target");
    const bool stratified = options.stratify && options.task == "classification";
    auto parts = divide_rows(table->rows(), classes_of(*table, stratified), options, seed);
    if (!parts) throw TrainError(parts.error());
    const TableEncoder encoder = TableEncoder::fit(*table, parts->train, options);
    if (encoder.width() == 0) throw TrainError("no column holds anything to learn from", {}, "data.file");
    check_size(encoder, table->rows());

    DataSets sets;
    sets.input = table_input(encoder, options.task);
    sets.fitted = encoder.to_value();
    DataReport& report = sets.report;
    report.class_names = encoder.class_names();
    const PartMaker maker(*table, encoder, options);
    sets.train = maker.make("train", parts->train, report);
    sets.val = maker.make("val", parts->val, report);
    sets.test = maker.make("test", parts->test, report);
    report.notes = table->notes;
    tell_of_plans(encoder.plans(), report.notes);
    report.notes.insert(report.notes.end(), parts->notes.begin(), parts->notes.end());
    if (encoder.target_scale() != 1) {
        report.notes.push_back(
            fmt::format("the target is learned as ({} - {}) / {}: losses are in these units, metrics "
                        "and predictions in its own",
                        options.target, encoder.target_mean(), encoder.target_scale()));
    }
    return sets;
}

DataSets make_synthetic_table(const SyntheticTableOptions& o) {
    const auto seed = static_cast<std::uint64_t>(o.data_seed);
    Random random(mix_seeds(seed, 0));
    std::vector<double> weights(static_cast<std::size_t>(o.columns));
    for (double& weight : weights) weight = random.normal();
    const bool regression = o.task == "regression";
    DataSets sets;
    const auto make = [&](const char* name, std::int64_t count, std::uint64_t part) -> std::shared_ptr<const Dataset> {
        if (count == 0) return nullptr;
        Random draws(mix_seeds(seed, part));
        torch::Tensor x = torch::empty({count, o.columns}, torch::kFloat32);
        torch::Tensor y = torch::empty({count}, regression ? torch::kFloat32 : torch::kInt64);
        DataPart told{name, count, std::vector<std::int64_t>(regression ? 0 : 2)};
        auto* to = x.data_ptr<float>();
        for (std::int64_t i = 0; i < count; ++i) {
            double value = o.noise * draws.normal();
            for (const double weight : weights) {
                const double cell = draws.normal();
                *to++ = static_cast<float>(cell);
                value += weight * cell;
            }
            if (regression) {
                y.data_ptr<float>()[i] = static_cast<float>(value);
            } else {
                y.data_ptr<std::int64_t>()[i] = value > 0 ? 1 : 0;
                ++told.of_class[value > 0 ? 1 : 0];
            }
        }
        sets.report.parts.push_back(std::move(told));
        return std::make_shared<TensorSet>(std::move(x), std::move(y));
    };
    sets.input = {
        o.columns, 1, 1, regression ? 1 : 2, SampleKind::table, regression ? Task::regression : Task::classification};
    sets.train = make("train", o.samples, 1);
    sets.val = make("val", o.val_samples, 2);
    sets.test = make("test", o.test_samples, 3);
    return sets;
}

}  // namespace lathe::train
