// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/inputs.h"

#include "core/train/error.h"
#include "core/train/use/input_file.h"
#include "core/train/use/picture_inputs.h"
#include "core/train/use/table_inputs.h"
#include "core/train/use/text_inputs.h"

namespace lathe::train {

namespace {

class PartInputs : public Inputs {
  public:
    PartInputs(std::shared_ptr<const Dataset> samples, SampleKind kind) : samples_(std::move(samples)), kind_(kind) {
        answered = true;
    }

    std::shared_ptr<const Dataset> samples() const override { return samples_; }
    std::string name(std::int64_t sample, std::int64_t answer) const override {
        const std::string number = std::to_string(sample);
        return kind_ == SampleKind::text ? number + ":" + std::to_string(answer + 1) : number;
    }

  private:
    std::shared_ptr<const Dataset> samples_;
    SampleKind kind_;
};

[[noreturn]] void refuse_input(const std::string& path, std::string what, std::string hint) {
    throw TrainError(Error{std::move(what), std::move(hint), {}, {}, path});
}

// What the model's data does not tell how to read.
[[noreturn]] void refuse_kind(const std::string& path) {
    refuse_input(path, "cannot be given to this model: its data set does not say how files become samples",
                 "predict from a part of its own data (--part test)");
}

}  // namespace

std::vector<std::unique_ptr<Inputs>> read_inputs(const TrainedModel& model, const std::vector<std::string>& paths) {
    std::vector<InputFile> files;
    for (const std::string& path : paths) files.emplace_back(path);
    std::vector<std::unique_ptr<Inputs>> all;
    if (files.empty()) throw TrainError("there is nothing to predict from", "name files, or a part of the data");
    if (model.fitted.get("images") != nullptr) {
        all.push_back(std::make_unique<PictureInputs>(model, files));
        return all;
    }
    for (const InputFile& file : files) {
        if (model.fitted.get("table") != nullptr) all.push_back(std::make_unique<TableInputs>(model, file));
        else if (model.fitted.get("text") != nullptr) all.push_back(std::make_unique<TextInputs>(model, file));
        else refuse_kind(file.name());
    }
    return all;
}

std::unique_ptr<Inputs> part_inputs(const ModelAndData& trained, const std::string& part) {
    const auto samples = part_of(trained.data, part);
    return std::make_unique<PartInputs>(samples, trained.model.input.kind);
}

TestData read_test_data(const TrainedModel& model, const std::string& path, const std::stop_token& stop) {
    const InputFile file(path);
    if (model.fitted.get("images") != nullptr) {
        return file.read([&](const std::string& folder) { return picture_test_data(model, folder, {stop, {}}); });
    }
    if (model.fitted.get("table") != nullptr) return table_test_data(model, file);
    if (model.fitted.get("text") != nullptr) return text_test_data(model, file);
    refuse_kind(file.name());
}

}  // namespace lathe::train
