// SPDX-License-Identifier: GPL-3.0-or-later
// Study folders made by the writers under test.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/store/metrics_csv.h"
#include "core/store/study_journal.h"
#include "core/store/study_record.h"

namespace lathe::store::fixtures {

std::string bytes_of(const std::filesystem::path& path);
void put_bytes(const std::filesystem::path& path, const std::string& bytes);
void add_row(MetricsCsv& csv, std::int64_t step, const std::map<std::string, double>& values);

struct Plan {
    std::string name = "demo";
    int trials = 3;
    int reports = 3;
    bool ended = true;  // the study came to its end
    bool trial_files = true;
    Time start = from_unix_seconds(1.7e9);
};

// The objective of trial i: (i - 1)^2 + 0.5, so trial 1 is the best; its parameters: opt.lr = 0.001 * (i + 1).
double objective_of(int trial);

// A finished search as a session would leave it.
void write_study(const std::filesystem::path& folder, const Plan& plan);
TrialRecord make_trial(int number, const Plan& plan);

}  // namespace lathe::store::fixtures
