#include "core/train/data/table.h"

#include <torch/types.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "core/base/random.h"
#include "core/train/data/csv.h"
#include "core/train/data/file_cache.h"
#include "core/train/data/image_set.h"
#include "core/train/data/tensor_set.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

char delimiter_of(const CsvOptions& options) {
    if (options.delimiter == "\\t") return '\t';
    if (options.delimiter.size() == 1) return options.delimiter.front();
    throw TrainError("expected one character, found \"" + options.delimiter + "\"", "write , or ; or \\t",
                     "data.delimiter");
}

float number_in(const CsvTable& table, std::size_t row, std::size_t column, const std::string& file) {
    const std::string& cell = table.rows[row][column];
    std::string_view text = cell;
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code == std::errc() && end == text.data() + text.size() && std::isfinite(value)) {
        return static_cast<float>(value);
    }
    Error error{"column " + table.header[column] + " holds \"" + cell + "\" where a number is expected",
                "fill the cell, turn text into numbers, or remove the column",
                {},
                "data.file"};
    error.file = file;
    error.line = table.lines[row];
    throw TrainError(std::move(error));
}

std::size_t target_column(const CsvTable& table, const CsvOptions& options) {
    const auto found = std::find(table.header.begin(), table.header.end(), options.target);
    if (found != table.header.end()) return static_cast<std::size_t>(found - table.header.begin());
    std::string names;
    for (const auto& name : table.header) names += (names.empty() ? "" : ", ") + name;
    Error error{"there is no column \"" + options.target + "\"", "the columns are " + names, {}, "data.target"};
    error.file = options.file;
    error.line = 1;
    throw TrainError(std::move(error));
}

// Class numbers in the order of the names; of numbers in the order of the numbers.
torch::Tensor class_labels(const CsvTable& table, std::size_t column, std::int64_t& classes) {
    const auto before = [](const std::string& a, const std::string& b) {
        double x = 0;
        double y = 0;
        const bool numbers = std::from_chars(a.data(), a.data() + a.size(), x).ptr == a.data() + a.size() &&
                             std::from_chars(b.data(), b.data() + b.size(), y).ptr == b.data() + b.size();
        return numbers && x != y ? x < y : a < b;
    };
    std::vector<std::string> names;
    for (const auto& row : table.rows) names.push_back(row[column]);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::sort(names.begin(), names.end(), before);
    std::map<std::string, std::int64_t> number;
    for (const auto& name : names) number.emplace(name, static_cast<std::int64_t>(number.size()));
    classes = static_cast<std::int64_t>(names.size());
    torch::Tensor y = torch::empty({static_cast<std::int64_t>(table.rows.size())}, torch::kInt64);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        y.data_ptr<std::int64_t>()[i] = number.at(table.rows[i][column]);
    return y;
}

torch::Tensor features_of(const CsvTable& table, std::size_t target, const std::string& file) {
    const auto columns = static_cast<std::int64_t>(table.header.size()) - 1;
    torch::Tensor x = torch::empty({static_cast<std::int64_t>(table.rows.size()), columns}, torch::kFloat32);
    auto* to = x.data_ptr<float>();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        for (std::size_t column = 0; column < table.header.size(); ++column) {
            if (column != target) *to++ = number_in(table, row, column, file);
        }
    }
    return x;
}

struct Table {
    torch::Tensor x;
    torch::Tensor y;
    std::int64_t classes = 1;
};

Table read_table(const CsvOptions& options) {
    const CsvTable table = value_or_throw(read_csv(options.file, delimiter_of(options)));
    const std::size_t target = target_column(table, options);
    if (table.header.size() < 2) throw TrainError("the table has no column but the target", {}, "data.file");
    Table made;
    made.x = features_of(table, target, options.file);
    if (options.task == "regression") {
        made.y = torch::empty({made.x.size(0)}, torch::kFloat32);
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            made.y.data_ptr<float>()[i] = number_in(table, i, target, options.file);
        }
    } else {
        made.y = class_labels(table, target, made.classes);
        if (made.classes < 2) throw TrainError("the target has one class only", "choose another column", "data.target");
    }
    return made;
}

torch::Tensor as_index(const std::vector<std::int64_t>& indices) {
    torch::Tensor index = torch::empty({static_cast<std::int64_t>(indices.size())}, torch::kInt64);
    std::copy(indices.begin(), indices.end(), index.data_ptr<std::int64_t>());
    return index;
}

}  // namespace

DataSets load_csv(const CsvOptions& options, std::uint64_t seed) {
    static FileCache<Table> cache;
    const std::string kind = options.target + '\n' + options.task + '\n' + options.delimiter;
    const auto table = cache.get({options.file}, kind, [&options] { return read_table(options); });
    const bool regression = options.task == "regression";
    const std::int64_t classes = table->classes;
    const torch::Tensor& y = table->y;
    torch::Tensor x = table->x;

    const auto count = x.size(0);
    const auto test_count = static_cast<std::int64_t>(static_cast<double>(count) * options.test_part);
    const auto val_count = static_cast<std::int64_t>(static_cast<double>(count) * options.val_part);
    if (test_count + val_count >= count) {
        throw TrainError("nothing is left of " + std::to_string(count) + " rows to train on",
                         "lower data.val_part or data.test_part", "data.val_part");
    }
    // The test rows do not depend on the seed: every trial of a study is tested on the same.
    const Split test = split(count, test_count, 0);
    const Split val = split(count - test_count, val_count, seed);
    const torch::Tensor rest = as_index(test.train);
    const torch::Tensor train_rows = rest.index_select(0, as_index(val.train));
    if (options.standardise) {
        const torch::Tensor train = x.index_select(0, train_rows).to(torch::kFloat64);
        const torch::Tensor mean = train.mean(0);
        torch::Tensor deviation = (train - mean).square().mean(0).sqrt();
        deviation = torch::where(deviation > 1e-12, deviation, torch::ones_like(deviation));
        x = ((x.to(torch::kFloat64) - mean) / deviation).to(torch::kFloat32);
    }
    const auto rows = [&](const torch::Tensor& index) -> std::shared_ptr<const Dataset> {
        if (index.numel() == 0) return nullptr;
        return std::make_shared<TensorSet>(x.index_select(0, index), y.index_select(0, index));
    };
    DataSets sets;
    sets.input = {x.size(1), 1, 1, classes, SampleKind::table, regression ? Task::regression : Task::classification};
    sets.train = rows(train_rows);
    sets.val = rows(rest.index_select(0, as_index(val.val)));
    sets.test = rows(as_index(test.val));
    return sets;
}

DataSets make_synthetic_table(const SyntheticTableOptions& o) {
    const auto seed = static_cast<std::uint64_t>(o.data_seed);
    Random random(mix_seeds(seed, 0));
    std::vector<double> weights(static_cast<std::size_t>(o.columns));
    for (double& weight : weights) weight = random.normal();
    const bool regression = o.task == "regression";
    const auto make = [&](std::int64_t count, std::uint64_t part) -> std::shared_ptr<const Dataset> {
        if (count == 0) return nullptr;
        Random draws(mix_seeds(seed, part));
        torch::Tensor x = torch::empty({count, o.columns}, torch::kFloat32);
        torch::Tensor y = torch::empty({count}, regression ? torch::kFloat32 : torch::kInt64);
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
            }
        }
        return std::make_shared<TensorSet>(std::move(x), std::move(y));
    };
    DataSets sets;
    sets.input = {
        o.columns, 1, 1, regression ? 1 : 2, SampleKind::table, regression ? Task::regression : Task::classification};
    sets.train = make(o.samples, 1);
    sets.val = make(o.val_samples, 2);
    sets.test = make(o.test_samples, 3);
    return sets;
}

}  // namespace lathe::train
