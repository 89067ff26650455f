// SPDX-License-Identifier: GPL-3.0-or-later
// Picture files for a model, decoded and scaled as those of its training.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/train/data/preparation.h"
#include "core/train/use/input_file.h"
#include "core/train/use/inputs.h"

namespace lathe::train {

class PictureInputs : public Inputs {
  public:
    // Files, and folders with all pictures below them. TrainError: a folder that cannot be listed, or holds none.
    PictureInputs(const TrainedModel& model, const std::vector<InputFile>& files);

    std::shared_ptr<const Dataset> samples() const override;
    std::string name(std::int64_t sample, std::int64_t answer) const override;
    const Error* failure(std::int64_t sample) const override;

  private:
    class Files;
    std::shared_ptr<const Files> files_;
};

// Reads the pictures of FOLDER/CLASS/.../FILE, the classes being those of the model. Pictures that cannot be read are
// left out and noted. Throws TrainError: no folder, no picture that can be read, a class that the model does not know;
// and PreparationStopped.
TestData picture_test_data(const TrainedModel& model, const std::string& folder, const Preparation& preparation);

}  // namespace lathe::train
