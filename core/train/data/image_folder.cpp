#include "core/train/data/image_folder.h"

#include <algorithm>

#include "core/train/data/image_file.h"
#include "core/train/data/image_sets.h"
#include "core/train/error.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

// Decodes at each access: sets that do not fit into memory.
struct ImageFiles : ImageSource {
    const std::uint8_t* image(std::int64_t index, std::vector<std::uint8_t>& scratch) const override {
        scratch = value_or_throw(read_image_file(files[static_cast<std::size_t>(index)], shape));
        return scratch.data();
    }
    bool decodes() const override { return true; }

    std::vector<fs::path> files;
};

[[noreturn]] void throw_in_folder(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, "data.root"};
    error.file = path.string();
    throw TrainError(std::move(error));
}

std::vector<fs::path> sorted_entries(const fs::path& folder, bool folders) {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const bool wanted = folders ? entry.is_directory(ignored) : is_image_file(entry.path());
        if (wanted && !entry.path().filename().string().starts_with('.')) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> class_names(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : sorted_entries(folder, true)) names.push_back(entry.filename().string());
    if (names.size() < 2) {
        throw_in_folder(folder, "holds " + std::to_string(names.size()) + " folders of classes, two are the least",
                        "put the images of each class into a folder of its own");
    }
    return names;
}

std::shared_ptr<ImageFiles> list_files(const fs::path& folder, const std::vector<std::string>& classes,
                                       const ImageShape& shape) {
    auto listed = std::make_shared<ImageFiles>();
    listed->shape = shape;
    for (const fs::path& entry : sorted_entries(folder, true)) {
        const auto found = std::find(classes.begin(), classes.end(), entry.filename().string());
        if (found == classes.end()) {
            throw_in_folder(entry, "this class is not among those of the training images",
                            "rename or remove the folder");
        }
        for (const fs::path& file : sorted_entries(entry, false)) {
            listed->files.push_back(file);
            listed->labels.push_back(found - classes.begin());
        }
    }
    if (listed->files.empty())
        throw_in_folder(folder, "holds no .png or .jpg files", "set data.root to the folder of the images");
    return listed;
}

std::shared_ptr<const ImageSource> decode_all(const ImageFiles& files) {
    auto images = std::make_shared<Images>();
    images->shape = files.shape;
    images->labels = files.labels;
    images->pixels.reserve(static_cast<std::size_t>(files.count() * files.shape.size()));
    std::vector<std::uint8_t> scratch;
    for (std::int64_t i = 0; i < files.count(); ++i) {
        const std::uint8_t* pixels = files.image(i, scratch);
        images->pixels.insert(images->pixels.end(), pixels, pixels + files.shape.size());
    }
    return images;
}

CachedImages load(const fs::path& folder, const std::vector<std::string>& classes, const ImageFolderOptions& options) {
    const auto files = list_files(folder, classes, {options.channels, options.height, options.width});
    const bool fits = files->count() * files->shape.size() <= options.max_memory * (1 << 20);
    const std::string kind = "folder " + std::to_string(options.channels) + "x" + std::to_string(options.height) + "x" +
                             std::to_string(options.width) + (fits ? " in memory" : " on disk");
    return cached_images(files->files, kind,
                         [&]() -> std::shared_ptr<const ImageSource> { return fits ? decode_all(*files) : files; });
}

}  // namespace

DataSets load_image_folder(const ImageFolderOptions& options, std::uint64_t seed) {
    const fs::path root = options.root;
    std::error_code ignored;
    if (!fs::is_directory(root, ignored)) throw_in_folder(root, "the folder of the data is missing", "set data.root");
    const bool parted = fs::is_directory(root / "train", ignored);
    const fs::path train_folder = parted ? root / "train" : root;
    const std::vector<std::string> classes = class_names(train_folder);
    const auto count = static_cast<std::int64_t>(classes.size());
    const CachedImages train = load(train_folder, classes, options);
    const PixelStatistics statistics = pixel_statistics(options, train.statistics);
    const auto whole = [&](const char* name) -> std::shared_ptr<const Dataset> {
        if (!parted || !fs::is_directory(root / name, ignored)) return nullptr;
        return std::make_shared<ImageSet>(load(root / name, classes, options).images, std::vector<std::int64_t>{},
                                          statistics);
    };
    DataSets sets;
    sets.input = {options.channels, options.height, options.width, count};
    sets.val = whole("val");
    sets.test = whole("test");
    const std::int64_t images = train.images->count();
    const auto held = sets.val ? 0 : static_cast<std::int64_t>(static_cast<double>(images) * options.val_part);
    Split parts = split(images, held, seed);
    sets.train = std::make_shared<ImageSet>(train.images, std::move(parts.train), statistics, options.augment, count);
    if (held > 0) sets.val = std::make_shared<ImageSet>(train.images, std::move(parts.val), statistics);
    return sets;
}

}  // namespace lathe::train
