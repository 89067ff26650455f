// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/table_encoder.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace lathe::train {

TableEncoder TableEncoder::fit(const DataTable& table, std::span<const std::int64_t> rows, const CsvOptions& options) {
    TableEncoder encoder;
    encoder.mark_ = table.mark;
    for (const Column* column : table.features()) {
        encoder.plans_.push_back(FeaturePlan::fit(*column, rows, options, table.mark));
    }
    encoder.name_features();
    const Column* target = table.target();
    if (target == nullptr) return encoder;
    encoder.target_ = target->name;
    for (const std::int32_t code : table.class_order) {
        encoder.class_names_.push_back(target->words[static_cast<std::size_t>(code)]);
    }
    if (options.task != "regression" || !options.standardise_target || rows.empty()) return encoder;
    double sum = 0;
    for (const std::int64_t row : rows) sum += target->numbers[static_cast<std::size_t>(row)];
    encoder.target_mean_ = sum / static_cast<double>(rows.size());
    double squares = 0;
    for (const std::int64_t row : rows) {
        const double rest = target->numbers[static_cast<std::size_t>(row)] - encoder.target_mean_;
        squares += rest * rest;
    }
    const double deviation = std::sqrt(squares / static_cast<double>(rows.size()));
    if (deviation > 1e-12 * std::abs(encoder.target_mean_)) encoder.target_scale_ = deviation;
    return encoder;
}

void TableEncoder::name_features() {
    for (const FeaturePlan& plan : plans_) {
        for (std::string& name : plan.names()) names_.push_back(std::move(name));
    }
}

config::Value TableEncoder::to_value() const {
    config::List plans;
    for (const FeaturePlan& plan : plans_) plans.push_back(plan.to_value());
    config::Dict target;
    target.emplace_back("name", target_);
    if (class_names_.empty()) {
        target.emplace_back("mean", target_mean_);
        target.emplace_back("scale", target_scale_);
    } else {
        target.emplace_back("classes", config::Value(config::List(class_names_.begin(), class_names_.end())));
    }
    config::Dict table;
    table.emplace_back("columns", config::Value(std::move(plans)));
    table.emplace_back("target", config::Value(std::move(target)));
    if (mark_) table.emplace_back("decimal", mark_ == DecimalMark::comma ? "comma" : "point");
    config::Dict fitted;
    fitted.emplace_back("table", config::Value(std::move(table)));
    return config::Value(std::move(fitted));
}

Result<TableEncoder> TableEncoder::from_value(const config::Value& value) {
    const config::Value* plans = value.find("table.columns");
    const config::Value* target = value.find("table.target");
    if (plans == nullptr || !plans->is_list() || target == nullptr) {
        return fail("does not say how the columns of a table become numbers",
                    "give a checkpoint of a table's training");
    }
    TableEncoder encoder;
    for (const config::Value& plan : plans->as_list()) {
        auto read = FeaturePlan::from_value(plan);
        if (!read) return fail(read.error());
        encoder.plans_.push_back(std::move(*read));
    }
    encoder.name_features();
    encoder.target_ = target->string_or("name", "");
    if (const config::Value* mark = value.find("table.decimal"); mark != nullptr && mark->is_string())
        encoder.mark_ = mark->as_string() == "comma" ? DecimalMark::comma : DecimalMark::point;
    encoder.target_mean_ = target->number_or("mean", 0);
    encoder.target_scale_ = target->number_or("scale", 1);
    if (const config::Value* classes = target->get("classes"); classes != nullptr && classes->is_list()) {
        for (const config::Value& name : classes->as_list()) {
            if (name.is_string()) encoder.class_names_.push_back(name.as_string());
        }
    }
    return encoder;
}

CsvOptions TableEncoder::reading(CsvOptions trained, const std::string& file) const {
    trained.file = file;
    trained.target.clear();
    trained.columns.clear();
    trained.exclude.clear();
    trained.types.clear();
    trained.found_mark = mark_;
    for (const FeaturePlan& plan : plans_) {
        trained.columns.push_back(plan.name());
        trained.types[plan.name()] = std::string(name_of(plan.type()));
        if (const auto day_first = plan.day_first(); day_first && plan.type() == ColumnType::date)
            trained.found_date_orders[plan.name()] = *day_first ? DateOrder::day_first : DateOrder::month_first;
    }
    return trained;
}

Result<void> TableEncoder::features(const DataTable& table, std::span<const std::int64_t> rows,
                                    std::span<float> to) const {
    std::size_t place = 0;
    for (const FeaturePlan& plan : plans_) {
        const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                        [&plan](const Column& column) { return column.name == plan.name(); });
        if (found == table.columns.end()) {
            return fail("there is no column " + plan.name() + ", which the training used", "add it to the table");
        }
        if (found->type != plan.type()) {
            return fail("column " + plan.name() + " holds a " + std::string(name_of(found->type)) +
                            " where the training had a " + std::string(name_of(plan.type())),
                        "say what it is in data.types");
        }
        plan.encode(*found, rows, table.mark, to.data() + place, width());
        place += static_cast<std::size_t>(plan.width());
    }
    return {};
}

Result<std::vector<std::int64_t>> TableEncoder::classes(const DataTable& table,
                                                        std::span<const std::int64_t> rows) const {
    const Column* target = table.target();
    if (target == nullptr) return fail("there is no column " + target_ + " with the classes");
    std::unordered_map<std::string, std::int64_t> known;
    for (std::size_t i = 0; i < class_names_.size(); ++i) {
        known.emplace(same_value_key(class_names_[i], table.mark), static_cast<std::int64_t>(i));
    }
    std::vector<std::int64_t> place(target->words.size(), -1);
    for (std::size_t i = 0; i < place.size(); ++i) {
        const auto found = known.find(same_value_key(target->words[i], table.mark));
        if (found != known.end()) place[i] = found->second;
    }
    std::vector<std::int64_t> classes;
    classes.reserve(rows.size());
    for (const std::int64_t row : rows) {
        const std::int32_t code = target->codes[static_cast<std::size_t>(row)];
        const std::int64_t number = code < 0 ? -1 : place[static_cast<std::size_t>(code)];
        if (number < 0) {
            Error error{"the target " + target_ + " holds a class that the training did not have",
                        "leave the row out",
                        {},
                        "data.target"};
            error.line = table.lines[static_cast<std::size_t>(row)];
            return fail(std::move(error));
        }
        classes.push_back(number);
    }
    return classes;
}

std::vector<float> TableEncoder::targets(const DataTable& table, std::span<const std::int64_t> rows) const {
    const Column* target = table.target();
    std::vector<float> numbers;
    for (const std::int64_t row : rows) {
        const double value = target->numbers[static_cast<std::size_t>(row)];
        numbers.push_back(static_cast<float>((value - target_mean_) / target_scale_));
    }
    return numbers;
}

}  // namespace lathe::train
