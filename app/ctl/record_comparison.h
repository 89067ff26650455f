// SPDX-License-Identifier: GPL-3.0-or-later
// Any number of recorded trials side by side: parameters, metrics, what ran, config, environment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/ctl/record_difference.h"
#include "core/base/json.h"
#include "core/store/study_record.h"

namespace lathe::ctl {

struct ComparedTrial {
    std::string name;  // as it was asked for
    store::StudyRecord study;
    store::TrialRecord trial;
    Recorded recorded;
};

class RecordComparison {
  public:
    enum class Rows : std::uint8_t { all, different };

    RecordComparison(const std::vector<ComparedTrial>& trials, Rows rows);

    // A line a property, a column a trial; sections apart.
    std::string text() const;
    // One table: section, property, a column a trial.
    std::string csv() const;
    // {"trials": [...], "SECTION": [{"path", "values": [...]}]}; null where a trial has none.
    Json json() const;

  private:
    struct Row {
        std::string path;
        std::vector<std::optional<config::Value>> values;
    };
    struct Section {
        std::string name;
        std::vector<Row> rows;
    };

    void add(const std::string& name, std::vector<Row> rows);
    static void add_parameters(std::vector<Row>& rows, const config::Value& params, std::size_t column,
                               std::size_t columns);
    static std::vector<Row> metric_rows(const std::vector<ComparedTrial>& trials);
    static std::vector<Row> run_rows(const std::vector<ComparedTrial>& trials);

    std::vector<std::string> trials_;
    std::vector<Section> sections_;
    Rows wanted_;
};

}  // namespace lathe::ctl
