// SPDX-License-Identifier: GPL-3.0-or-later
// Small trained trials of each kind of data, in a temporary folder. No torch here.
#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/train/use/use.h"
#include "tests/core/train/trial_harness.h"

namespace lathe::test {

class TrainedFixture {
  public:
    TrainedFixture();

    std::filesystem::path path(const std::string& name) const { return root_ / name; }
    std::string file(const std::string& name) const { return (root_ / name).string(); }
    void write(const std::string& name, const std::string& bytes) const;
    // A grey picture of 12x12, bright in one corner for each of three classes, noisy so that some are mistaken.
    void write_picture(const std::string& name, int label, std::uint64_t seed) const;

    // pictures/{train,test}/{left,none,right}/N.pgm
    config::Value pictures_config(const std::vector<std::pair<std::string, config::Value>>& changes = {});
    // rows.csv: age, town, date and whether somebody came back (task: classification), or how much was spent.
    config::Value table_config(const std::string& task);
    // text.txt: lines that repeat themselves.
    config::Value text_config(const std::string& network);

    // Trains in the folder TRIAL; what it reports last.
    std::map<std::string, double> train(const std::string& trial, const config::Value& config);
    train::ModelChoice model(const std::string& trial) const;

  private:
    QTemporaryDir folder_;
    std::filesystem::path root_;
};

// Rows of a CSV file, the header first.
std::vector<std::vector<std::string>> read_rows(const std::filesystem::path& file);

}  // namespace lathe::test
