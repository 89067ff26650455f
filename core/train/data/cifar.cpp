#include "core/train/data/cifar.h"

#include "core/base/files.h"
#include "core/train/data/image_sets.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

constexpr ImageShape cifar_shape{3, 32, 32};

struct Layout {
    std::size_t label_bytes;  // before the pixels
    std::size_t label_at;
    std::int64_t classes;
};

[[noreturn]] void throw_in_cifar(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, "data.root"};
    error.file = path.string();
    throw TrainError(std::move(error));
}

void append_records(const fs::path& path, const Layout& layout, Images& to) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        throw_in_cifar(path, "the data file is missing",
                       "set data.root to the folder that holds the binary version of CIFAR");
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
                               " is out of range: there are " + std::to_string(layout.classes) + " classes",
                           "fetch the file again");
        }
        to.labels.push_back(label);
        const auto pixels = bytes.begin() + static_cast<std::ptrdiff_t>(at + layout.label_bytes);
        to.pixels.insert(to.pixels.end(), pixels, pixels + cifar_shape.size());
    }
}

DataSets load(const CifarOptions& options, const Layout& layout, const std::vector<std::string>& train_names,
              const std::string& test_name, std::uint64_t seed) {
    const std::string kind = "cifar " + std::to_string(layout.classes);
    const auto images = [&](const std::vector<std::string>& names) {
        std::vector<fs::path> files;
        for (const auto& name : names) files.push_back(fs::path(options.root) / name);
        return cached_images(files, kind, [&] {
            auto made = std::make_shared<Images>();
            made->shape = cifar_shape;
            for (const fs::path& file : files) append_records(file, layout, *made);
            return made;
        });
    };
    return make_image_sets(images(train_names), images({test_name}), layout.classes, options, seed);
}

}  // namespace

DataSets load_cifar10(const CifarOptions& options, std::uint64_t seed) {
    std::vector<std::string> names;
    for (int i = 1; i <= 5; ++i) names.push_back("data_batch_" + std::to_string(i) + ".bin");
    return load(options, {1, 0, 10}, names, "test_batch.bin", seed);
}

DataSets load_cifar100(const Cifar100Options& options, std::uint64_t seed) {
    const bool fine = options.labels == "fine";
    return load(options, {2, fine ? std::size_t{1} : std::size_t{0}, fine ? 100 : 20}, {"train.bin"}, "test.bin", seed);
}

}  // namespace lathe::train
