// SPDX-License-Identifier: GPL-3.0-or-later
// A file that a person names, or a stream that stands for one (core/base/input.h).
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "core/base/input.h"
#include "core/train/error.h"

namespace lathe::train {

// What a stream gives lies in a file of its own as long as a copy of this lives: tables are read twice, pictures late.
class InputFile {
  public:
    // TrainError: there is no such file or folder, or the stream cannot be read.
    explicit InputFile(const std::string& given);

    const std::string& path() const { return path_; }  // to read from; a folder, too
    const std::string& name() const { return name_; }  // for people: as it was given, "stdin"

    // What `read(path())` gives. A TrainError that it throws of path() is of name() then.
    template <class Read>
    auto read(Read read) const {
        try {
            return read(path_);
        } catch (const TrainError& failure) {
            Error error = failure.error();
            if (error.file == path_) error.file = name_;
            throw TrainError(std::move(error));
        }
    }

  private:
    std::string name_;
    std::string path_;
    std::shared_ptr<const StreamFile> stream_;  // nullptr: it is none
};

}  // namespace lathe::train
