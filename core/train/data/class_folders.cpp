// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/class_folders.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string_view>

#include "core/train/data/picture_format.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

const FileNotes::Sentence hidden{"file or folder left out (hidden)", "files and folders left out (hidden)"};
const FileNotes::Sentence no_picture{"file left out (not a picture)", "files left out (not pictures)"};
const FileNotes::Sentence outside{"file left out (in no folder of a class)",
                                  "files left out (in no folder of a class)"};
const FileNotes::Sentence circle{"link left out (to a folder that it is in)",
                                 "links left out (to a folder that they are in)"};
const FileNotes::Sentence no_class{"folder is no class (it holds no picture)",
                                   "folders are no classes (they hold no picture)"};

bool begins_like_a_picture(const fs::path& path) {
    std::array<char, 16> start{};
    std::ifstream file(path, std::ios::binary);
    file.read(start.data(), start.size());
    return picture_format(std::string_view(start.data(), static_cast<std::size_t>(file.gcount()))) !=
           PictureFormat::none;
}

class FolderWalk {
  public:
    FolderWalk(const fs::path& root, FileNotes& notes) : root_(root), notes_(notes) {}

    // Sorted by name; hidden ones are noted.
    std::vector<fs::path> entries(const fs::path& folder) {
        std::vector<fs::path> found;
        std::error_code code;
        for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
            found.push_back(it->path());
        if (code && !error) {
            error =
                Error{"the folder cannot be listed: " + code.message(), "check that you may read it", {}, "data.root"};
            error->file = folder.string();
        }
        std::sort(found.begin(), found.end());
        std::erase_if(found, [this](const fs::path& path) {
            const bool is_hidden = path.filename().string().starts_with('.');
            if (is_hidden) note(hidden, path);
            return is_hidden;
        });
        return found;
    }

    void collect(const fs::path& folder, std::vector<fs::path>& files) {
        std::error_code ignored;
        const fs::path real = fs::canonical(folder, ignored);
        if (std::find(within_.begin(), within_.end(), real) != within_.end()) return note(circle, folder);
        within_.push_back(real);
        for (const fs::path& entry : entries(folder)) {
            if (fs::is_directory(entry, ignored)) collect(entry, files);
            else if (is_picture(entry)) files.push_back(entry);
            else note(no_picture, entry);
        }
        within_.pop_back();
    }

    void note(const FileNotes::Sentence& what, const fs::path& path) {
        notes_.add(what, path.lexically_relative(root_).string());
    }

    std::optional<Error> error;

  private:
    static bool is_picture(const fs::path& path) {
        std::error_code ignored;
        // A link that leads nowhere is a picture that cannot be read, when it is called like one.
        const bool regular = fs::is_regular_file(path, ignored);
        if (!regular && fs::exists(path, ignored)) return false;
        return has_picture_extension(path) || (regular && begins_like_a_picture(path));
    }

    const fs::path& root_;
    FileNotes& notes_;
    std::vector<fs::path> within_;  // the folders that are being listed, without links
};

}  // namespace

Result<ClassFolders> list_class_folders(const fs::path& folder, const fs::path& root) {
    ClassFolders found;
    FolderWalk walk(root, found.notes);
    std::error_code ignored;
    for (const fs::path& entry : walk.entries(folder)) {
        if (!fs::is_directory(entry, ignored)) {
            walk.note(outside, entry);
            continue;
        }
        ClassFolder one{entry.filename().string(), {}};
        walk.collect(entry, one.files);
        if (one.files.empty()) walk.note(no_class, entry);
        else found.classes.push_back(std::move(one));
    }
    if (walk.error) return fail(*walk.error);
    return found;
}

Result<PictureFolder> list_pictures(const fs::path& folder) {
    PictureFolder found;
    FolderWalk walk(folder, found.notes);
    walk.collect(folder, found.files);
    if (walk.error) return fail(*walk.error);
    return found;
}

}  // namespace lathe::train
