// SPDX-License-Identifier: GPL-3.0-or-later
// A text for a model of characters: at each of them, which one comes next?
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/train/use/input_file.h"
#include "core/train/use/inputs.h"

namespace lathe::train {

class TextInputs : public Inputs {
  public:
    // In pieces as long as the training's samples; the last one reaches back so that it is as long, and a shorter text
    // is one piece. TrainError: characters that the model does not know, an empty file.
    TextInputs(const TrainedModel& model, const InputFile& file);

    std::shared_ptr<const Dataset> samples() const override { return samples_; }
    std::int64_t first_answer(std::int64_t sample) const override;
    // FILE:CHARACTER, counted from 1
    std::string name(std::int64_t sample, std::int64_t answer) const override;

  private:
    std::string file_;
    std::shared_ptr<const Dataset> samples_;
    std::vector<std::int64_t> starts_;
    std::int64_t length_ = 0;
};

// Whole samples of a text one after another, as the training's own test has them. TrainError: the text is too short for
// one.
TestData text_test_data(const TrainedModel& model, const InputFile& file);

}  // namespace lathe::train
