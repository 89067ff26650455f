// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/picture_inputs.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <torch/types.h>

#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/train/data/class_folders.h"
#include "core/train/data/fitted_images.h"
#include "core/train/data/folder_pictures.h"
#include "core/train/data/image_file.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

// As the training read its folder; of another data set, the defaults with the shape of its images.
ImageFolderOptions picture_options(const TrainedModel& model, const ImageShape& shape) {
    ImageFolderOptions options;
    if (model.config.string_or("data.name", "") == "image_folder") options = read<ImageFolderOptions>(model.config);
    if (shape.channels != 1 && shape.channels != 3)
        throw TrainError("the model takes images of " + counted(shape.channels, "channel") + ", and no pictures",
                         "predict from a part of its own data (--part test)");
    options.channels = shape.channels;
    options.height = shape.height;
    options.width = shape.width;
    options.bad_files = "skip";
    return options;
}

std::vector<fs::path> pictures_in(const std::string& path, std::vector<std::string>& notes) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) return {path};
    auto found = list_pictures(path);
    if (!found) {
        Error error = found.error();
        error.key.clear();
        throw TrainError(std::move(error));
    }
    if (found->files.empty())
        throw TrainError(Error{"holds no pictures", "give pictures, or a folder of them", {}, {}, path});
    for (std::string& line : found->notes.lines()) notes.push_back(std::move(line));
    return std::move(found->files);
}

}  // namespace

// Decoded as they are asked for. Each sample's failure is written once, by the thread that makes its batch.
class PictureInputs::Files : public Dataset {
  public:
    Files(std::vector<fs::path> paths, std::vector<InputFile> given, const FittedImages& fitted,
          const PicturePolicy& policy)
        : paths_(std::move(paths)),
          given_(std::move(given)),
          shape_(fitted.shape),
          policy_(policy),
          failures_(paths_.size()) {
        for (std::size_t c = 0; c < fitted.statistics.mean.size(); ++c) {
            normalisation_.scale.push_back(static_cast<float>(1 / (255 * fitted.statistics.stddev[c])));
            normalisation_.shift.push_back(
                static_cast<float>(-fitted.statistics.mean[c] / fitted.statistics.stddev[c]));
        }
    }

    std::int64_t size() const override { return static_cast<std::int64_t>(paths_.size()); }
    bool is_costly() const override { return true; }
    Batch get(std::span<const std::int64_t> indices, std::uint64_t) const override {
        const auto count = static_cast<std::int64_t>(indices.size());
        Batch batch{torch::zeros({count, shape_.channels, shape_.height, shape_.width}, torch::kFloat32),
                    torch::full({count}, -1, torch::kInt64), count};
        auto* x = batch.x.data_ptr<float>();
        for (const std::int64_t index : indices) {
            const auto at = static_cast<std::size_t>(index);
            auto pixels = read_image_file(paths_[at], shape_, policy_);
            if (pixels) {
                normalise(shape_, normalisation_, pixels->data(), x);
            } else {
                Error failure = std::move(pixels).error();
                if (failure.file == paths_[at].string()) failure.file = name(index);
                failures_[at] = std::move(failure);
            }
            x += shape_.size();
        }
        return batch;
    }

    std::string name(std::int64_t i) const {
        const std::string path = paths_[static_cast<std::size_t>(i)].string();
        for (const InputFile& file : given_)
            if (file.path() == path) return file.name();
        return path;
    }
    const Error* failure(std::int64_t i) const {
        const auto& found = failures_[static_cast<std::size_t>(i)];
        return found ? &*found : nullptr;
    }

  private:
    std::vector<fs::path> paths_;
    std::vector<InputFile> given_;  // streams, whose names are other than their paths
    ImageShape shape_;
    PicturePolicy policy_;
    Normalisation normalisation_;
    mutable std::vector<std::optional<Error>> failures_;
};

PictureInputs::PictureInputs(const TrainedModel& model, const std::vector<InputFile>& given) {
    const auto fitted = value_or_throw(FittedImages::from_value(model.fitted));
    std::vector<fs::path> files;
    std::vector<InputFile> streams;
    for (const InputFile& file : given) {
        if (file.name() != file.path()) streams.push_back(file);
        auto found = pictures_in(file.path(), notes);
        files.insert(files.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
    files_ = std::make_shared<Files>(std::move(files), std::move(streams), fitted,
                                     picture_policy(picture_options(model, fitted.shape)));
}

std::shared_ptr<const Dataset> PictureInputs::samples() const {
    return files_;
}

std::string PictureInputs::name(std::int64_t sample, std::int64_t) const {
    return files_->name(sample);
}

const Error* PictureInputs::failure(std::int64_t sample) const {
    return files_->failure(sample);
}

TestData picture_test_data(const TrainedModel& model, const std::string& folder, const Preparation& preparation) {
    const auto fitted = value_or_throw(FittedImages::from_value(model.fitted));
    ImageFolderOptions options = picture_options(model, fitted.shape);
    options.root = folder;
    const auto refuse = [&folder](std::string what) {
        throw TrainError(
            Error{std::move(what), "give a folder that holds a folder of pictures for each class", {}, {}, folder});
    };
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) refuse("is no folder of classes");
    const ClassFolders found = value_or_throw(list_class_folders(folder, folder));
    if (found.classes.empty()) refuse("holds no pictures in folders of classes");
    for (const ClassFolder& one : found.classes) {
        const std::string name = name_as_text(one.name);
        if (std::find(model.class_names.begin(), model.class_names.end(), name) == model.class_names.end())
            refuse("the class " + name + " is not among those of the model");
    }
    const auto pictures = folder_pictures(found.classes, options, preparation);
    if (pictures->images->count() == 0) refuse("holds no picture that can be read");
    FolderPictures named = *pictures;
    for (std::string& name : named.classes) name = name_as_text(name);
    TestData data;
    data.samples =
        std::make_shared<ImageSet>(labelled(named, model.class_names), std::vector<std::int64_t>{}, fitted.statistics);
    for (const FileNotes& notes : {found.notes, pictures->notes}) {
        for (std::string& line : notes.lines()) data.notes.push_back(std::move(line));
    }
    std::int64_t files = 0;
    for (const ClassFolder& one : found.classes) files += static_cast<std::int64_t>(one.files.size());
    if (files == data.samples->size()) {
        for (const ClassFolder& one : found.classes)
            for (const fs::path& file : one.files) data.names.push_back(file.string());
    }
    return data;
}

}  // namespace lathe::train
