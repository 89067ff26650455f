// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/cifar.h"

#include <sstream>

#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/train/data/image_sets.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

constexpr ImageShape cifar_shape{3, 32, 32};

struct Layout {
    std::size_t label_bytes;  // before the pixels
    std::size_t label_at;
    std::int64_t classes;
    std::string archive;  // the folder that it unpacks to
    std::string names;    // the file of the names of the classes
    std::vector<std::string> train;
    std::string test;
};

[[noreturn]] void throw_in_cifar(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, "data.root"};
    error.file = path.string();
    throw TrainError(std::move(error));
}

void append_records(const fs::path& path, const Layout& layout, ReadImages& to) {
    std::error_code ignored;
    const char* const python = layout.classes == 10 ? "cifar-10-batches-py" : "cifar-100-python";
    if (!fs::exists(path, ignored)) {
        throw_in_cifar(path, "the data file is missing",
                       fs::is_directory(path.parent_path() / python, ignored)
                           ? std::string(python) + " is the version for Python: fetch the binary version"
                           : "set data.root to the folder that holds the binary version of CIFAR");
    }
    const std::string bytes = value_or_throw(read_file(path, std::uint64_t{1} << 30));
    const std::size_t record = layout.label_bytes + static_cast<std::size_t>(cifar_shape.size());
    if (bytes.empty() || bytes.size() % record != 0) {
        throw_in_cifar(path,
                       "has " + std::to_string(bytes.size()) + " bytes, which is no whole number of records of " +
                           std::to_string(record),
                       "fetch the file again");
    }
    for (std::size_t at = 0; at < bytes.size(); at += record) {
        const auto label = static_cast<std::uint8_t>(bytes[at + layout.label_at]);
        if (label >= layout.classes) {
            throw_in_cifar(path,
                           "label " + std::to_string(label) + " of image " + std::to_string(at / record) +
                               " is out of range: there are " + counted(layout.classes, "class", "classes"),
                           "fetch the file again");
        }
        to.labels.push_back(label);
        const auto pixels = bytes.begin() + static_cast<std::ptrdiff_t>(at + layout.label_bytes);
        to.pixels.insert(to.pixels.end(), pixels, pixels + cifar_shape.size());
    }
}

fs::path find_folder(const fs::path& root, const Layout& layout) {
    std::error_code ignored;
    const fs::path below = root / layout.archive;
    return !fs::exists(root / layout.train.front(), ignored) && fs::is_directory(below, ignored) ? below : root;
}

// One a line; none when there are not as many as classes.
std::vector<std::string> class_names(const fs::path& path, const Layout& layout) {
    std::vector<std::string> names;
    std::istringstream lines(read_file(path).value_or(std::string()));
    for (std::string line; std::getline(lines, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
        if (!line.empty()) names.push_back(line);
    }
    return names.size() == static_cast<std::size_t>(layout.classes) ? names : std::vector<std::string>();
}

DataSets load(const CifarOptions& options, const Layout& layout, std::uint64_t seed, const Preparation& preparation) {
    const std::string kind = "cifar " + std::to_string(layout.classes);
    const fs::path folder = find_folder(options.root, layout);
    const auto images = [&](const std::vector<std::string>& names) {
        std::vector<fs::path> files;
        for (const auto& name : names) files.push_back(folder / name);
        const auto read_files = [&] {
            ReadImages read;
            read.shape = cifar_shape;
            for (const fs::path& file : files) append_records(file, layout, read);
            return read;
        };
        return cached_images(files, kind, read_files, preparation);
    };
    const CachedImages train = images(layout.train);  // its faults are told first
    const CachedImages test = images({layout.test});
    return make_image_sets(train, test, layout.classes, options, seed, class_names(folder / layout.names, layout));
}

}  // namespace

DataSets load_cifar10(const CifarOptions& options, std::uint64_t seed, const Preparation& preparation) {
    std::vector<std::string> names;
    for (int i = 1; i <= 5; ++i) names.push_back("data_batch_" + std::to_string(i) + ".bin");
    return load(options, {1, 0, 10, "cifar-10-batches-bin", "batches.meta.txt", names, "test_batch.bin"}, seed,
                preparation);
}

DataSets load_cifar100(const Cifar100Options& options, std::uint64_t seed, const Preparation& preparation) {
    if (options.labels == "fine")
        return load(options, {2, 1, 100, "cifar-100-binary", "fine_label_names.txt", {"train.bin"}, "test.bin"}, seed,
                    preparation);
    return load(options, {2, 0, 20, "cifar-100-binary", "coarse_label_names.txt", {"train.bin"}, "test.bin"}, seed,
                preparation);
}

}  // namespace lathe::train
