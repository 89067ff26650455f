// SPDX-License-Identifier: GPL-3.0-or-later
// What a test found: metrics, the confusion matrix, each class's scores, and the samples that were most wrong. Written
// beside a trial's record when it is tested (trials/0007/test), and shown by `lathectl show` and Review.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace lathe::store {

// 0 divided by 0 is 0, as in scikit-learn's classification_report.
struct ClassScore {
    std::string name;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    std::int64_t support = 0;  // samples that are truly of this class
};

// A sample that the model was wrong about.
struct WrongSample {
    std::int64_t index = 0;  // in the part that was tested
    std::string name;        // file, or line of a file; empty: the data has none
    std::string truth;
    std::string prediction;
    double probability = 0;  // of the prediction; of a regression: the prediction itself
    double loss = 0;         // by which the samples are ordered
};

// One test of one checkpoint. A plain value.
struct TestRecord {
    std::string part;        // "test", or the path of other data
    std::string checkpoint;  // file name
    std::int64_t samples = 0;
    std::map<std::string, double> metrics;
    std::vector<std::string> classes;                  // empty: the task has none
    std::vector<std::vector<std::int64_t>> confusion;  // [true][predicted]; empty where there are too many classes
    std::vector<WrongSample> worst;                    // the most wrong first
    // Of their pictures, which stand one under another in worst.png; 0: they are no pictures.
    std::int64_t tile_width = 0;
    std::int64_t tile_height = 0;

    // Precision, recall, F1 and number of samples of each class, from the confusion matrix; empty where there is none.
    std::vector<ClassScore> class_scores() const;
};

// Most classes of which a confusion matrix is recorded, and samples that are kept.
inline constexpr std::size_t most_confusion_classes = 200;
inline constexpr std::size_t most_wrong_samples = 48;

// The content of test.json. The class scores are written for other readers; they are not read back.
Json to_json(const TestRecord& record);
// What to_json() wrote. Members may be missing; one of a wrong kind is an error, and so is a confusion matrix whose
// size is not that of the classes.
Result<TestRecord> test_record_from_json(const Json& json);
// Writes FOLDER/test.json, and beside it worst.png with the bytes `png`, unless those are empty. Makes the folder.
Result<void> write_test_record(const std::filesystem::path& folder, const TestRecord& record, const std::string& png);
// Reads test.json of a folder; nullopt: none was written.
Result<std::optional<TestRecord>> read_test_record(const std::filesystem::path& folder);
// FOLDER/worst.png, whether it is there or not. `folder`: of the test's record.
std::filesystem::path worst_pictures(const std::filesystem::path& folder);
// The folder that holds a trial's record of its test.
std::filesystem::path test_folder(const std::filesystem::path& trial_folder);

}  // namespace lathe::store
