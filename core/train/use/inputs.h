// SPDX-License-Identifier: GPL-3.0-or-later
// What a model is asked about: samples that are prepared as its training prepared its own.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/train/data/dataset.h"
#include "core/train/use/trained_model.h"

namespace lathe::train {

// Const access from any thread.
class Inputs {
  public:
    virtual ~Inputs() = default;

    // The samples. Answers (y) that are not known are -1, or NaN of a regression.
    virtual std::shared_ptr<const Dataset> samples() const = 0;
    // The first answer of a sample that the sample before does not have, too: of a text, where each character is an
    // answer and pieces may overlap; else 0.
    virtual std::int64_t first_answer(std::int64_t /*sample*/) const { return 0; }
    // What a sample, or a character of it, is called: a file, or a place in one.
    virtual std::string name(std::int64_t sample, std::int64_t answer) const = 0;
    // Why a sample could not be read, known once its batch was made; nullptr: it could.
    virtual const Error* failure(std::int64_t /*sample*/) const { return nullptr; }

    bool answered = false;           // the right answers are known, at least some
    std::vector<std::string> notes;  // a sentence each
};

// Reads what a model is asked about: pictures (files, or folders of them), tables or texts, as the model takes them;
// each table and text is one of the list. A stream may stand for a file (core/base/input.h). Throws TrainError: an
// input that is not there, columns that are missing, characters that the model does not know.
std::vector<std::unique_ptr<Inputs>> read_inputs(const TrainedModel& model, const std::vector<std::string>& paths);
// A part of the data of the training: train (without its random changes), val or test. TrainError: there is none.
std::unique_ptr<Inputs> part_inputs(const ModelAndData& trained, const std::string& part);

// Data with answers, for a test: a folder with a folder of pictures for each class, a table with the target, a text.
struct TestData {
    std::shared_ptr<const Dataset> samples;
    std::vector<std::string> names;  // of the samples; empty: they have none
    std::vector<std::string> notes;
};
// Reads data with answers, of the kind that the model takes. Throws TrainError: the path is not there, or its data do
// not fit the model; and PreparationStopped.
TestData read_test_data(const TrainedModel& model, const std::string& path, const std::stop_token& stop);

}  // namespace lathe::train
