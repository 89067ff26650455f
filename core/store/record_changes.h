// SPDX-License-Identifier: GPL-3.0-or-later
// What a study or trial trains, and what it changed against another one, from the files of their folders. One thread at
// a time; keeps what it has read, until a file changes.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "core/config/diff.h"
#include "core/store/descent.h"

namespace lathe::store {

class RecordChanges {
  public:
    // What differs between a parent and a child: keys of the config, `left` in the parent and `right` in the child. Of
    // two trials their resolved configs are compared, of two searches what their experiments say, with "space." and
    // "search." before keys of those sections. Between a search and a trial what the search tries is left out of the
    // configs, and named as what it tries. Empty where the files of one of them tell nothing (yet).
    std::vector<config::Change> between(const Descent::Record& parent, const Descent::Record& child);

    // The resolved config of a trial or single run; of a search what all its trials have. nullptr: no trial has begun.
    std::shared_ptr<const config::Value> config_of(const Descent::Record& record);

  private:
    std::shared_ptr<const config::Value> document(const std::filesystem::path& file);
    std::vector<config::Change> between_experiments(const StudyRecord& parent, const StudyRecord& child);

    struct Read {
        std::filesystem::file_time_type written;
        std::shared_ptr<const config::Value> value;  // nullptr: cannot be read
    };
    std::map<std::filesystem::path, Read> documents_;
};

// Whether the record is a search as a whole: its trials have different configs.
bool is_whole_search(const Descent::Record& record);

}  // namespace lathe::store
