// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/folder_pictures.h"

#include <algorithm>
#include <optional>
#include <span>

#include "core/base/plural.h"
#include "core/train/data/file_cache.h"
#include "core/train/data/image_block.h"
#include "core/train/data/image_file.h"
#include "core/train/data/image_scale.h"
#include "core/train/data/in_parallel.h"
#include "core/train/error.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

// Decodes at each access: sets that do not fit into memory.
struct PictureFiles : ImageSource {
    const std::uint8_t* image(std::int64_t index, std::vector<std::uint8_t>& scratch) const override {
        scratch = value_or_throw(read_image_file(files[static_cast<std::size_t>(index)], shape, policy));
        return scratch.data();
    }
    bool decodes() const override { return true; }

    std::vector<fs::path> files;
    PicturePolicy policy;
};

// `used`: which of all files, as the folders list them.
std::shared_ptr<PictureFiles> files_of(const std::vector<ClassFolder>& folders, std::span<const std::int64_t> labels,
                                       const std::vector<std::size_t>& used, const ImageShape& shape,
                                       const PicturePolicy& policy) {
    std::vector<fs::path> all;
    for (const ClassFolder& folder : folders) all.insert(all.end(), folder.files.begin(), folder.files.end());
    auto made = std::make_shared<PictureFiles>();
    made->shape = shape;
    made->labels = labels;
    for (const std::size_t i : used) made->files.push_back(std::move(all[i]));
    made->policy = policy;
    return made;
}

// One file, and what became of it.
struct Read {
    fs::path file;
    std::size_t folder = 0;  // its class
    PictureTraits traits;
    std::optional<Error> error;
};

std::string name_below(const fs::path& file, const fs::path& root) {
    return file.lexically_relative(root).string();
}

std::string why(const Read& read, const fs::path& root) {
    return name_below(read.file, root) + " (" + read.error->what + ")";
}

[[noreturn]] void refuse(const std::vector<Read>& all, const fs::path& root) {
    std::vector<std::string> bad;
    for (const Read& read : all) {
        if (read.error) bad.push_back(why(read, root));
    }
    Error error{
        std::to_string(bad.size()) + (bad.size() == 1 ? " picture" : " pictures") + " cannot be read: " + some_of(bad),
        "mend or remove them, or leave them out with data.bad_files=skip",
        {},
        "data.root"};
    error.file = root.string();
    throw TrainError(std::move(error));
}

void note_traits(const std::vector<Read>& all, const fs::path& root, const ImageFolderOptions& options,
                 FileNotes& notes) {
    const std::string alpha = options.alpha == "drop" ? "with transparency, which was dropped"
                                                      : "with transparency, laid on " + options.alpha;
    const std::string turned = options.exif_orientation ? "turned as EXIF says" : "not turned, though EXIF says so";
    const auto pictures = [](const std::string& what) {
        return FileNotes::Sentence{"picture " + what, "pictures " + what};
    };
    for (const Read& read : all) {
        const std::string name = name_below(read.file, root);
        const PictureTraits& traits = read.traits;
        if (read.error) {
            notes.add({"picture left out (cannot be read)", "pictures left out (cannot be read)"}, why(read, root));
            continue;
        }
        if (traits.alpha) notes.add(pictures(alpha), name);
        if (traits.turned) notes.add(pictures(turned), name);
        if (traits.deep) notes.add(pictures("of more than 8 bits, rounded to 8"), name);
        if (traits.cmyk) notes.add(pictures("in CMYK, changed to RGB"), name);
        if (traits.further)
            notes.add({"file of several pictures, of which the first is used",
                       "files of several pictures, of which the first is used"},
                      name);
        if (!traits.warning.empty())
            notes.add({"picture read with a warning", "pictures read with a warning"},
                      name + " (" + traits.warning + ")");
    }
}

// A line in the log for each tenth of a set that takes its time.
class ReadingProgress {
  public:
    ReadingProgress(std::int64_t count, const Preparation& preparation) : count_(count), preparation_(preparation) {}

    void tell(std::int64_t done) {
        constexpr std::int64_t soon_read = 1000;
        const std::int64_t tenths = done * 10 / count_;
        if (count_ < soon_read || tenths == told_ || tenths >= 10) return;
        told_ = tenths;
        preparation_.say("data: " + std::to_string(done) + " of " + counted(count_, "picture") + " read");
    }

  private:
    std::int64_t count_;
    const Preparation& preparation_;
    std::int64_t told_ = 0;
};

// `keep`: decoded in memory; else at each access.
ReadImages read_all(const std::vector<ClassFolder>& folders, const ImageFolderOptions& options, bool keep,
                    const Preparation& preparation) {
    const fs::path root = options.root;
    const ImageShape shape{options.channels, options.height, options.width};
    const PicturePolicy policy = picture_policy(options);
    std::vector<Read> all;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        for (const fs::path& file : folders[i].files) all.push_back({file, i, {}, {}});
    }
    ReadImages made;
    made.shape = shape;
    const auto size = static_cast<std::size_t>(shape.size());
    if (keep) made.pixels.resize(all.size() * size);
    const auto count = static_cast<std::int64_t>(all.size());
    ReadingProgress progress(count, preparation);
    const auto read_one = [&](std::int64_t i) {
        preparation.check();
        Read& read = all[static_cast<std::size_t>(i)];
        auto picture = read_picture(read.file, policy);
        if (!picture) {
            read.error = std::move(picture).error();
            return;
        }
        read.traits = std::move(picture->traits);
        if (keep) scale(*picture, shape, made.pixels.data() + static_cast<std::size_t>(i) * size);
    };
    in_parallel(count, read_one, [&progress](std::int64_t done) { progress.tell(done); });
    const auto is_bad = [](const Read& read) { return read.error.has_value(); };
    if (options.bad_files == "refuse" && std::any_of(all.begin(), all.end(), is_bad)) refuse(all, root);

    FileNotes notes;
    note_traits(all, root, options, notes);
    std::vector<std::size_t> classes;  // their folders: a name need not be UTF-8, as JSON is
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].error) continue;
        if (classes.empty() || classes.back() != all[i].folder) classes.push_back(all[i].folder);
        made.labels.push_back(static_cast<std::int64_t>(classes.size()) - 1);
        if (keep && used.size() != i)
            std::copy_n(made.pixels.data() + i * size, size, made.pixels.data() + used.size() * size);
        used.push_back(i);
    }
    made.pixels.resize(keep ? used.size() * size : 0);
    made.also = {{"classes", classes}, {"notes", notes.to_json()}};
    if (!keep) {
        made.also["used"] = used;
        constexpr std::int64_t enough = 2000;  // of images that have to be decoded
        made.statistics = measure(*files_of(folders, made.labels, used, shape, policy), enough, preparation);
    }
    return made;
}

FolderPictures from_block(ImageBlock block, const std::vector<ClassFolder>& folders,
                          const ImageFolderOptions& options) {
    FolderPictures made;
    if (const auto used = block.also.find("used"); used != block.also.end()) {
        auto pictures = files_of(folders, block.images->labels, used->get<std::vector<std::size_t>>(),
                                 block.images->shape, picture_policy(options));
        pictures->memory = block.images->memory;
        made.images = std::move(pictures);
    } else made.images = std::move(block.images);
    made.statistics = std::move(block.statistics);
    for (const Json& folder : block.also["classes"]) made.classes.push_back(folders[folder.get<std::size_t>()].name);
    made.notes = FileNotes::from_json(block.also["notes"]);
    return made;
}

}  // namespace

std::shared_ptr<const FolderPictures> folder_pictures(const std::vector<ClassFolder>& folders,
                                                      const ImageFolderOptions& options,
                                                      const Preparation& preparation) {
    static FileCache<FolderPictures> cache;
    std::vector<fs::path> files;
    std::string kind = options.root;
    for (const ClassFolder& folder : folders) {
        kind += '\n' + folder.name + ' ' + std::to_string(folder.files.size());
        files.insert(files.end(), folder.files.begin(), folder.files.end());
    }
    const std::int64_t size = options.channels * options.height * options.width;
    const bool keep = static_cast<std::int64_t>(files.size()) * size <= options.max_memory * (1 << 20);
    for (const std::int64_t number :
         {options.channels, options.height, options.width, std::int64_t{keep}, std::int64_t{options.exif_orientation}})
        kind += '\n' + std::to_string(number);
    kind += '\n' + options.alpha + '\n' + options.bad_files;
    const auto read = [&] { return read_all(folders, options, keep, preparation); };
    auto pictures = cache.get(
        files, kind, [&] { return from_block(shared_images(files, kind, read, preparation), folders, options); },
        preparation.stop);
    if (!pictures) throw PreparationStopped();
    return pictures;
}

PicturePolicy picture_policy(const ImageFolderOptions& options) {
    using Alpha = PicturePolicy::Alpha;
    const Alpha alpha = options.alpha == "white" ? Alpha::white : options.alpha == "black" ? Alpha::black : Alpha::drop;
    return {options.channels, alpha, options.exif_orientation};
}

std::shared_ptr<const ImageSource> labelled(const FolderPictures& pictures, const std::vector<std::string>& classes) {
    if (pictures.classes == classes) return pictures.images;
    // Looks at pictures that another source keeps.
    struct Relabelled : ImageSource {
        const std::uint8_t* image(std::int64_t index, std::vector<std::uint8_t>& scratch) const override {
            return images->image(index, scratch);
        }
        bool decodes() const override { return images->decodes(); }
        std::shared_ptr<const ImageSource> images;
    };
    const auto labels = std::make_shared<std::vector<std::int64_t>>();
    auto made = std::make_shared<Relabelled>();
    made->images = pictures.images;
    made->shape = pictures.images->shape;
    for (const std::int64_t label : pictures.images->labels) {
        const auto found = std::find(classes.begin(), classes.end(), pictures.classes[static_cast<std::size_t>(label)]);
        labels->push_back(found - classes.begin());
    }
    made->labels = *labels;
    made->memory = labels;
    return made;
}

}  // namespace lathe::train
