#include "core/train/data/image_cache.h"

#include "core/train/data/file_cache.h"
#include "core/train/data/idx.h"
#include "core/train/error.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void throw_in_cache(const fs::path& path, std::string what, std::string hint = {}) {
    Error error;
    error.file = path.string();
    error.what = std::move(what);
    error.hint = std::move(hint);
    throw TrainError(std::move(error));
}

std::shared_ptr<const ImageSource> read_images(const fs::path& image_path, const fs::path& label_path,
                                               std::int64_t classes) {
    IdxArray pixels = value_or_throw(read_idx(image_path, 3));
    const IdxArray labels = value_or_throw(read_idx(label_path, 1));
    if (pixels.shape[0] != labels.shape[0]) {
        throw_in_cache(label_path,
                       "has " + std::to_string(labels.shape[0]) + " labels for " + std::to_string(pixels.shape[0]) +
                           " images in " + image_path.filename().string(),
                       "give the two files that belong together");
    }
    auto made = std::make_shared<Images>();
    Images& images = *made;
    images.shape = {1, pixels.shape[1], pixels.shape[2]};
    images.pixels = std::move(pixels.values);
    images.labels.assign(labels.values.begin(), labels.values.end());
    for (std::size_t i = 0; i < images.labels.size(); ++i) {
        if (images.labels[i] >= classes) {
            throw_in_cache(label_path,
                           "label " + std::to_string(images.labels[i]) + " of image " + std::to_string(i) +
                               " is out of range: there are " + std::to_string(classes) + " classes, 0 to " +
                               std::to_string(classes - 1),
                           "correct the labels, or the number of classes");
        }
    }
    return made;
}

}  // namespace

CachedImages cached_images(const std::vector<fs::path>& files, const std::string& kind,
                           const std::function<std::shared_ptr<const ImageSource>()>& read) {
    static FileCache<CachedImages> cache;
    return *cache.get(files, kind, [&read] {
        CachedImages made{read(), {}};
        constexpr std::int64_t enough = 2000;  // of images that have to be decoded
        made.statistics = measure(*made.images, made.images->decodes() ? enough : INT64_MAX);
        return made;
    });
}

CachedImages idx_images(const fs::path& images, const fs::path& labels, std::int64_t classes) {
    return cached_images({images, labels}, "idx " + std::to_string(classes),
                         [&] { return read_images(images, labels, classes); });
}

}  // namespace lathe::train
