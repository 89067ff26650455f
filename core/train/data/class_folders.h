// SPDX-License-Identifier: GPL-3.0-or-later
// Which pictures a folder with a folder for each class holds. No torch; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/train/data/file_notes.h"

namespace lathe::train {

// The pictures of one class, by name.
struct ClassFolder {
    std::string name;
    std::vector<std::filesystem::path> files;
};

// The classes of a folder.
struct ClassFolders {
    std::vector<ClassFolder> classes;  // those that hold a picture, by name
    FileNotes notes;                   // what was left out
};

// Lists the pictures of each class, FOLDER/CLASS/.../FILE at any depth, by name. Links are followed, but not back to a
// folder that they are in. A picture is what is called like one or begins like one; whether it can be read is not
// looked at. Left out are hidden files and folders, other files, what lies beside the folders of the classes, and
// classes without a picture. Files are called in notes as they are from `root` on. Errors: a folder that cannot be
// listed.
Result<ClassFolders> list_class_folders(const std::filesystem::path& folder, const std::filesystem::path& root);

// The pictures of a folder without classes.
struct PictureFolder {
    std::vector<std::filesystem::path> files;
    FileNotes notes;
};
// Lists the pictures below a folder, FOLDER/.../FILE, by the same rules. Files are called in notes as they are from
// `folder` on. The error: a folder that cannot be listed.
Result<PictureFolder> list_pictures(const std::filesystem::path& folder);

}  // namespace lathe::train
