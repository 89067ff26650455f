// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/feature_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <unordered_map>

#include "core/base/plural.h"

namespace lathe::train {

namespace {

// Where `part` of a whole turn is on a circle.
void put_on_circle(double part, float*& to) {
    const double angle = 2 * std::numbers::pi * part;
    *to++ = static_cast<float>(std::sin(angle));
    *to++ = static_cast<float>(std::cos(angle));
}

double median_of(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace

FeaturePlan FeaturePlan::fit(const Column& column, std::span<const std::int64_t> rows, const CsvOptions& options,
                             DecimalMark mark) {
    FeaturePlan plan;
    plan.name_ = column.name;
    plan.type_ = column.type;
    if (column.type == ColumnType::category) plan.fit_words(column, rows, options, mark);
    else plan.fit_numbers(column, rows, options);
    return plan;
}

void FeaturePlan::fit_numbers(const Column& column, std::span<const std::int64_t> rows, const CsvOptions& options) {
    std::vector<double> values;
    for (const std::int64_t row : rows) {
        if (!column.is_missing(row)) values.push_back(column.numbers[static_cast<std::size_t>(row)]);
    }
    has_time_ = column.has_time;
    day_first_ = column.day_first;
    marks_missing_ = values.size() < rows.size();
    fill_ = options.missing == "constant" ? options.missing_value : median_of(values);
    if (marks_missing_) {
        note_ = fmt::format("{} of {} {} no value; {} {} stands there, and a column says where",
                            rows.size() - values.size(), counted(rows.size(), "training row"),
                            rows.size() - values.size() == 1 ? "has" : "have",
                            options.missing == "constant" ? "the constant" : "the median", fill_);
    }
    if (!options.standardise && type_ == ColumnType::number) return;
    double sum = 0;
    for (const double value : values) sum += value;
    mean_ = values.empty() ? 0 : sum / static_cast<double>(values.size());
    double squares = 0;
    for (const double value : values) squares += (value - mean_) * (value - mean_);
    const double deviation = values.empty() ? 0 : std::sqrt(squares / static_cast<double>(values.size()));
    // Below this it is rounding: the column is constant in these rows.
    deviation_ = deviation > 1e-12 * std::max(std::abs(mean_), 1e-300) ? deviation : 1;
}

void FeaturePlan::fit_words(const Column& column, std::span<const std::int64_t> rows, const CsvOptions& options,
                            DecimalMark mark) {
    std::vector<std::int64_t> counts(column.words.size());
    for (const std::int64_t row : rows) {
        const std::int32_t code = column.codes[static_cast<std::size_t>(row)];
        if (code < 0) marks_missing_ = true;
        else ++counts[static_cast<std::size_t>(code)];
    }
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
    const auto most = static_cast<std::size_t>(options.max_categories);
    if (order.size() > most) {
        std::int64_t others = 0;
        for (std::size_t i = most; i < order.size(); ++i) others += counts[order[i]];
        has_other_ = true;
        note_ = fmt::format("of {} categories the {} most frequent are told apart; {} another", order.size(), most,
                            counted(others, "training row has", "training rows have"));
        order.resize(most);
    }
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return value_before(column.words[a], column.words[b], mark); });
    for (const std::size_t i : order) words_.push_back(column.words[i]);
    embedded_ = options.categories == "embedding";
}

std::int64_t FeaturePlan::width() const {
    const std::int64_t gap = marks_missing_ ? 1 : 0;
    if (type_ == ColumnType::category) {
        return embedded_ ? 1 : static_cast<std::int64_t>(words_.size()) + (has_other_ ? 1 : 0) + gap;
    }
    return gap + (type_ == ColumnType::date ? (has_time_ ? 7 : 5) : 1);
}

std::int64_t FeaturePlan::embedded_categories() const {
    return embedded_ ? static_cast<std::int64_t>(words_.size()) + 2 : 0;
}

std::vector<std::string> FeaturePlan::names() const {
    std::vector<std::string> names;
    if (type_ != ColumnType::category || embedded_) names.push_back(name_);
    if (type_ == ColumnType::date) {
        for (const char* part : {"month", "weekday", "time"}) {
            if (part == std::string_view("time") && !has_time_) continue;
            names.push_back(fmt::format("{} {} sin", name_, part));
            names.push_back(fmt::format("{} {} cos", name_, part));
        }
    }
    if (embedded_) return names;
    for (const std::string& word : words_) names.push_back(name_ + "=" + word);
    if (has_other_) names.push_back(name_ + " other");
    if (marks_missing_) names.push_back(name_ + " missing");
    return names;
}

void FeaturePlan::encode_number(double value, float* to) const {
    const bool missing = std::isnan(value);
    *to++ = static_cast<float>(((missing ? fill_ : value) - mean_) / deviation_);
    if (type_ == ColumnType::date) {
        const std::int64_t turns = has_time_ ? 3 : 2;
        if (missing) {
            to = std::fill_n(to, 2 * turns, 0.0F);
        } else {
            const double day = std::floor(value);
            const auto whole = std::chrono::sys_days(std::chrono::days(static_cast<long>(day)));
            const std::chrono::year_month_day date(whole);
            const double of_month = (static_cast<double>(static_cast<unsigned>(date.day())) - 1) / 31;
            put_on_circle((static_cast<double>(static_cast<unsigned>(date.month())) - 1 + of_month) / 12, to);
            put_on_circle(static_cast<double>(std::chrono::weekday(whole).iso_encoding()) / 7, to);
            if (has_time_) put_on_circle(value - day, to);
        }
    }
    if (marks_missing_) *to = missing ? 1.0F : 0.0F;
}

// `place`: of the category in `words_`; -1: it is not among them.
void FeaturePlan::encode_word(std::int64_t place, bool missing, float* to) const {
    const auto known = static_cast<std::int64_t>(words_.size());
    if (embedded_) {
        *to = static_cast<float>(missing ? known + 1 : place + 1);
        return;
    }
    std::fill_n(to, width(), 0.0F);
    if (missing) {
        if (marks_missing_) to[width() - 1] = 1;
    } else if (place >= 0) {
        to[place] = 1;
    } else if (has_other_) {
        to[known] = 1;
    }
}

void FeaturePlan::encode(const Column& column, std::span<const std::int64_t> rows, DecimalMark mark, float* to,
                         std::int64_t stride) const {
    if (type_ != ColumnType::category) {
        for (const std::int64_t row : rows) {
            encode_number(column.numbers[static_cast<std::size_t>(row)], to);
            to += stride;
        }
        return;
    }
    std::unordered_map<std::string, std::int64_t> known;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        known.emplace(same_value_key(words_[i], mark), static_cast<std::int64_t>(i));
    }
    std::vector<std::int64_t> places(column.words.size(), -1);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto found = known.find(same_value_key(column.words[i], mark));
        if (found != known.end()) places[i] = found->second;
    }
    for (const std::int64_t row : rows) {
        const std::int32_t code = column.codes[static_cast<std::size_t>(row)];
        encode_word(code < 0 ? -1 : places[static_cast<std::size_t>(code)], code < 0, to);
        to += stride;
    }
}

config::Value FeaturePlan::to_value() const {
    config::Dict plan;
    plan.emplace_back("name", name_);
    plan.emplace_back("type", std::string(name_of(type_)));
    plan.emplace_back("marks_missing", marks_missing_);
    if (type_ == ColumnType::category) {
        plan.emplace_back("words", config::Value(config::List(words_.begin(), words_.end())));
        plan.emplace_back("other", has_other_);
        plan.emplace_back("embedded", embedded_);
    } else {
        plan.emplace_back("fill", fill_);
        plan.emplace_back("mean", mean_);
        plan.emplace_back("deviation", deviation_);
        if (type_ == ColumnType::date) {
            plan.emplace_back("has_time", has_time_);
            if (day_first_) plan.emplace_back("day_first", *day_first_);
        }
    }
    return config::Value(std::move(plan));
}

Result<FeaturePlan> FeaturePlan::from_value(const config::Value& value) {
    FeaturePlan plan;
    plan.name_ = value.string_or("name", "");
    const auto type = column_type(value.string_or("type", ""));
    if (!type || plan.name_.empty()) return fail("does not say how the columns of a table become numbers");
    plan.type_ = *type;
    plan.marks_missing_ = value.bool_or("marks_missing", false);
    plan.has_other_ = value.bool_or("other", false);
    plan.embedded_ = value.bool_or("embedded", false);
    plan.has_time_ = value.bool_or("has_time", false);
    if (const config::Value* day_first = value.get("day_first"); day_first != nullptr && day_first->is_bool())
        plan.day_first_ = day_first->as_bool();
    plan.fill_ = value.number_or("fill", 0);
    plan.mean_ = value.number_or("mean", 0);
    plan.deviation_ = value.number_or("deviation", 1);
    if (const config::Value* words = value.get("words"); words != nullptr && words->is_list()) {
        for (const config::Value& word : words->as_list()) {
            if (word.is_string()) plan.words_.push_back(word.as_string());
        }
    }
    return plan;
}

}  // namespace lathe::train
