// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/test_record.h"

#include "core/base/files.h"
#include "core/base/json_members.h"

namespace lathe::store {

namespace {

constexpr std::uint64_t max_test_record_size = 16ull << 20;

double part_of(std::int64_t a, std::int64_t b) {
    return b > 0 ? static_cast<double>(a) / static_cast<double>(b) : 0;
}

// nullopt: it is no square of counts.
std::optional<std::vector<std::vector<std::int64_t>>> confusion_from(const Json& json, std::size_t classes) {
    std::vector<std::vector<std::int64_t>> rows;
    if (!json.is_array() || (!json.empty() && json.size() != classes)) return std::nullopt;
    for (const Json& row : json) {
        if (!row.is_array() || row.size() != classes) return std::nullopt;
        auto& counts = rows.emplace_back();
        for (const Json& cell : row) {
            const auto count = integer_from_json(cell);
            if (!count || *count < 0) return std::nullopt;
            counts.push_back(*count);
        }
    }
    return rows;
}

Json sample_to_json(const WrongSample& sample) {
    return {{"index", sample.index},
            {"name", sample.name},
            {"truth", sample.truth},
            {"prediction", sample.prediction},
            {"probability", json_number(sample.probability)},
            {"loss", json_number(sample.loss)}};
}

// nullopt: a member is of a wrong kind.
std::optional<WrongSample> sample_from(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    JsonMembers members(json);
    WrongSample sample;
    sample.index = members.integer("index");
    sample.name = members.text("name");
    sample.truth = members.text("truth");
    sample.prediction = members.text("prediction");
    sample.probability = members.number("probability").value_or(0);
    sample.loss = members.number("loss").value_or(0);
    return members.bad() == nullptr ? std::optional(sample) : std::nullopt;
}

tl::unexpected<Error> fail_member(const char* member) {
    return fail(std::string("\"") + member + "\" is not what a record of a test has there", "test the model again");
}

}  // namespace

std::vector<ClassScore> TestRecord::class_scores() const {
    std::vector<ClassScore> scores;
    for (std::size_t c = 0; c < confusion.size(); ++c) {
        std::int64_t predicted = 0;
        ClassScore score;
        score.name = classes[c];
        for (std::size_t other = 0; other < confusion.size(); ++other) {
            score.support += confusion[c][other];
            predicted += confusion[other][c];
        }
        const std::int64_t hits = confusion[c][c];
        score.precision = part_of(hits, predicted);
        score.recall = part_of(hits, score.support);
        score.f1 = part_of(2 * hits, predicted + score.support);
        scores.push_back(std::move(score));
    }
    return scores;
}

Json to_json(const TestRecord& record) {
    Json metrics = Json::object();
    for (const auto& [name, value] : record.metrics) metrics[name] = json_number(value);
    Json worst = Json::array();
    for (const WrongSample& sample : record.worst) worst.push_back(sample_to_json(sample));
    Json scores = Json::array();
    for (const ClassScore& score : record.class_scores()) {
        scores.push_back({{"class", score.name},
                          {"precision", json_number(score.precision)},
                          {"recall", json_number(score.recall)},
                          {"f1", json_number(score.f1)},
                          {"support", score.support}});
    }
    return {{"part", record.part},
            {"checkpoint", record.checkpoint},
            {"samples", record.samples},
            {"metrics", metrics},
            {"classes", record.classes},
            {"confusion", record.confusion},
            {"class_scores", scores},
            {"worst", worst},
            {"tile_width", record.tile_width},
            {"tile_height", record.tile_height}};
}

Result<TestRecord> test_record_from_json(const Json& json) {
    if (!json.is_object()) return fail("is not a record of a test", "test the model again");
    JsonMembers members(json);
    TestRecord record;
    record.part = members.text("part");
    record.checkpoint = members.text("checkpoint");
    record.samples = members.large_count("samples");
    record.tile_width = members.large_count("tile_width");
    record.tile_height = members.large_count("tile_height");
    if (members.bad() != nullptr) return fail_member(members.bad());
    if (const Json* metrics = members.find("metrics"); metrics != nullptr) {
        if (!metrics->is_object()) return fail_member("metrics");
        for (const auto& [name, value] : metrics->items()) {
            const auto number = number_from_json(value);
            if (!number) return fail_member("metrics");
            record.metrics[name] = *number;
        }
    }
    if (const Json* classes = members.find("classes"); classes != nullptr) {
        if (!classes->is_array()) return fail_member("classes");
        for (const Json& name : *classes) {
            if (!name.is_string()) return fail_member("classes");
            record.classes.push_back(name.get<std::string>());
        }
    }
    if (const Json* confusion = members.find("confusion"); confusion != nullptr) {
        auto counts = confusion_from(*confusion, record.classes.size());
        if (!counts) return fail_member("confusion");
        record.confusion = std::move(*counts);
    }
    if (const Json* worst = members.find("worst"); worst != nullptr) {
        if (!worst->is_array() || worst->size() > most_wrong_samples) return fail_member("worst");
        for (const Json& one : *worst) {
            auto sample = sample_from(one);
            if (!sample) return fail_member("worst");
            record.worst.push_back(std::move(*sample));
        }
    }
    return record;
}

Result<void> write_test_record(const std::filesystem::path& folder, const TestRecord& record, const std::string& png) {
    if (auto made = make_folders(folder); !made) return made;
    if (!png.empty()) {
        if (auto written = write_file_atomically(worst_pictures(folder), png); !written) return written;
    }
    return write_file_atomically(folder / "test.json", dump_json(to_json(record), 1) + "\n");
}

Result<std::optional<TestRecord>> read_test_record(const std::filesystem::path& folder) {
    const auto path = folder / "test.json";
    const auto text = read_file_if_there(path, max_test_record_size);
    if (!text) return fail(text.error());
    if (!*text) return std::nullopt;
    const auto json = parse_json(**text, path.string());
    if (!json) return fail(json.error());
    auto record = test_record_from_json(*json);
    if (record) return std::optional(std::move(*record));
    Error error = record.error();
    error.file = path.string();
    return fail(std::move(error));
}

std::filesystem::path worst_pictures(const std::filesystem::path& folder) {
    return folder / "worst.png";
}

std::filesystem::path test_folder(const std::filesystem::path& trial_folder) {
    return trial_folder / "test";
}

}  // namespace lathe::store
