#include "core/train/data/image_cache.h"

#include <map>
#include <mutex>
#include <tuple>

#include "core/train/data/idx.h"
#include "core/train/error.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

// What tells one version of a file from another.
using Stamp = std::tuple<std::uintmax_t, fs::file_time_type>;

Stamp stamp_of(const fs::path& path) {
    std::error_code ignored;
    return {fs::file_size(path, ignored), fs::last_write_time(path, ignored)};
}

[[noreturn]] void throw_in(const fs::path& path, std::string what, std::string hint = {}) {
    Error error;
    error.file = path.string();
    error.what = std::move(what);
    error.hint = std::move(hint);
    throw TrainError(std::move(error));
}

Images read_images(const fs::path& image_path, const fs::path& label_path, std::int64_t classes) {
    IdxArray pixels = value_or_throw(read_idx(image_path, 3));
    const IdxArray labels = value_or_throw(read_idx(label_path, 1));
    if (pixels.shape[0] != labels.shape[0]) {
        throw_in(label_path,
                 "has " + std::to_string(labels.shape[0]) + " labels for " + std::to_string(pixels.shape[0]) +
                     " images in " + image_path.filename().string(),
                 "give the two files that belong together");
    }
    Images images;
    images.height = pixels.shape[1];
    images.width = pixels.shape[2];
    images.pixels = std::move(pixels.values);
    images.labels.assign(labels.values.begin(), labels.values.end());
    for (std::size_t i = 0; i < images.labels.size(); ++i) {
        if (images.labels[i] >= classes) {
            throw_in(label_path,
                     "label " + std::to_string(images.labels[i]) + " of image " + std::to_string(i) +
                         " is out of range: there are " + std::to_string(classes) + " classes, 0 to " +
                         std::to_string(classes - 1),
                     "correct the labels, or the number of classes");
        }
    }
    return images;
}

}  // namespace

CachedImages idx_images(const fs::path& images, const fs::path& labels, std::int64_t classes) {
    using Key = std::tuple<std::string, std::string, std::int64_t>;
    struct Entry {
        Stamp images_stamp;
        Stamp labels_stamp;
        CachedImages cached;
    };
    static std::mutex mutex;
    static std::map<Key, Entry> cache;

    // Held while reading: a second trial that wants the same files waits for the first rather than reading them again.
    const std::lock_guard lock(mutex);
    const Key key{images.string(), labels.string(), classes};
    const Stamp images_stamp = stamp_of(images);
    const Stamp labels_stamp = stamp_of(labels);
    const auto found = cache.find(key);
    if (found != cache.end() && found->second.images_stamp == images_stamp &&
        found->second.labels_stamp == labels_stamp) {
        return found->second.cached;
    }
    cache.erase(key);
    CachedImages cached;
    cached.images = std::make_shared<const Images>(read_images(images, labels, classes));
    cached.statistics = measure(*cached.images);
    cache.emplace(key, Entry{images_stamp, labels_stamp, cached});
    return cached;
}

}  // namespace lathe::train
