// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/image_folder.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/plural.h"
#include "core/train/data/fitted_images.h"
#include "core/train/data/folder_pictures.h"
#include "core/train/data/image_sets.h"
#include "core/train/error.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void throw_in_folder(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, "data.root"};
    error.file = path.string();
    throw TrainError(std::move(error));
}

// The folders of the parts, and what stands beside them.
struct Parts {
    std::optional<fs::path> train, val, test;
    std::vector<std::string> others;
};

Parts find_parts(const fs::path& root) {
    Parts parts;
    const std::array<std::pair<std::optional<fs::path>*, std::vector<std::string>>, 3> wanted{
        {{&parts.train, {"train", "training"}},
         {&parts.val, {"val", "valid", "validation"}},
         {&parts.test, {"test", "testing"}}}};
    std::error_code code;
    for (fs::directory_iterator it(root, code), end; !code && it != end; it.increment(code)) {
        const std::string name = it->path().filename().string();
        std::error_code ignored;
        const auto part = std::find_if(wanted.begin(), wanted.end(), [&](const auto& one) {
            return std::find(one.second.begin(), one.second.end(), name) != one.second.end();
        });
        if (part == wanted.end() || !it->is_directory(ignored)) {
            parts.others.push_back(name);
        } else if (*part->first) {
            throw_in_folder(root, "holds both " + (*part->first)->filename().string() + " and " + name,
                            "leave one of the two there");
        } else {
            *part->first = it->path();
        }
    }
    if (code) throw_in_folder(root, "the folder cannot be listed: " + code.message(), "check that you may read it");
    std::sort(parts.others.begin(), parts.others.end());
    return parts;
}

// Reads what a part's folder holds. `train`: of the training images; nullptr for those themselves.
std::shared_ptr<const FolderPictures> read_part(const fs::path& folder, const FolderPictures* train,
                                                const ImageFolderOptions& options, FileNotes& notes,
                                                const Preparation& preparation) {
    const ClassFolders found = value_or_throw(list_class_folders(folder, options.root));
    notes.add(found.notes);
    if (train == nullptr && found.classes.size() < 2) {
        throw_in_folder(
            folder, "holds " + counted(found.classes.size(), "folder") + " of classes with pictures, two are the least",
            "put the images of each class into a folder of its own");
    }
    if (found.classes.empty())
        throw_in_folder(folder, "holds no pictures in folders of classes", "fill the folder or remove it");
    for (const ClassFolder& one : found.classes) {
        if (train != nullptr &&
            std::find(train->classes.begin(), train->classes.end(), one.name) == train->classes.end()) {
            throw_in_folder(folder / one.name, "this class is not among those of the training images",
                            "rename or remove the folder");
        }
    }
    auto pictures = folder_pictures(found.classes, options, preparation);
    notes.add(pictures->notes);
    if (pictures->classes.empty() || (train == nullptr && pictures->classes.size() < 2)) {
        throw_in_folder(
            folder, "holds pictures of " + counted(pictures->classes.size(), "class", "classes") + " that can be read",
            "mend the files that were left out");
    }
    return pictures;
}

}  // namespace

DataSets load_image_folder(const ImageFolderOptions& options, std::uint64_t seed, const Preparation& preparation) {
    const fs::path root = options.root;
    std::error_code ignored;
    if (!fs::is_directory(root, ignored)) throw_in_folder(root, "the folder of the data is missing", "set data.root");
    const Parts found = find_parts(root);
    if (!found.train && (found.val || found.test) && found.others.empty())
        throw_in_folder(root, "holds no folder train beside those of the other parts",
                        "name the folder of the training images train");
    FileNotes notes;
    const auto train = read_part(found.train.value_or(root), nullptr, options, notes, preparation);
    const auto count = static_cast<std::int64_t>(train->classes.size());
    const PixelStatistics statistics = pixel_statistics(options, train->statistics);
    DataSets sets;
    sets.input = {options.channels, options.height, options.width, count};
    for (const std::string& name : train->classes) sets.report.class_names.push_back(name_as_text(name));
    sets.fitted = FittedImages{train->images->shape, statistics, count, sets.report.class_names}.to_value();

    const std::int64_t images = train->images->count();
    const bool own_val = found.train && found.val;
    const auto held = own_val ? 0 : static_cast<std::int64_t>(static_cast<double>(images) * options.val_part);
    Split parts = options.stratify ? split_each_class(train->images->labels, held, seed) : split(images, held, seed);
    add_part(sets.report, "train", *train->images, parts.train, count);
    if (held > 0) {
        add_part(sets.report, "val", *train->images, parts.val, count);
        sets.val = std::make_shared<ImageSet>(train->images, std::move(parts.val), statistics);
    }
    sets.train = std::make_shared<ImageSet>(train->images, std::move(parts.train), statistics, options.augment, count);
    const auto whole = [&](const fs::path& folder, const char* name) -> std::shared_ptr<const Dataset> {
        const auto pictures = labelled(*read_part(folder, train.get(), options, notes, preparation), train->classes);
        add_part(sets.report, name, *pictures, {}, count);
        return std::make_shared<ImageSet>(pictures, std::vector<std::int64_t>{}, statistics);
    };
    if (own_val) sets.val = whole(*found.val, "val");
    if (found.train && found.test) sets.test = whole(*found.test, "test");

    for (auto& line : notes.lines()) sets.report.notes.push_back(std::move(line));
    if (found.train && !found.others.empty())
        sets.report.notes.push_back("left out beside the folders of the parts: " + some_of(found.others));
    if (own_val && options.val_part > 0)
        sets.report.notes.push_back("data.val_part is not used, as there is a folder " +
                                    found.val->filename().string());
    if (!own_val && held == 0 && options.val_part > 0)
        sets.report.notes.push_back("no validation: data.val_part of " + counted(images, "picture") +
                                    " is less than one");
    return sets;
}

}  // namespace lathe::train
