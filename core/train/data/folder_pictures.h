// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of a folder with a folder for each class, read. Shared by all trials of a session. Any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/train/data/class_folders.h"
#include "core/train/data/data_options.h"
#include "core/train/data/image_set.h"
#include "core/train/data/picture.h"

namespace lathe::train {

struct FolderPictures {
    std::shared_ptr<const ImageSource> images;  // in memory, or decoded at each access
    PixelStatistics statistics;
    std::vector<std::string> classes;  // of which there is a picture; labels count them
    FileNotes notes;                   // what was left out, and what was done to pictures
};

// Reads each picture once, so that those that cannot be read are known before training begins; afterwards from memory
// while no file has changed. Says in the log how far it is. Throws TrainError: pictures that cannot be read, unless the
// options have them left out; PreparationStopped between two pictures.
std::shared_ptr<const FolderPictures> folder_pictures(const std::vector<ClassFolder>& folders,
                                                      const ImageFolderOptions& options,
                                                      const Preparation& preparation = {});

// What the options make of transparency and EXIF.
PicturePolicy picture_policy(const ImageFolderOptions& options);
// The same pictures with the labels that their classes have among `classes`, which holds all of theirs.
std::shared_ptr<const ImageSource> labelled(const FolderPictures& pictures, const std::vector<std::string>& classes);

}  // namespace lathe::train
