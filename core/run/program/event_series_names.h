// SPDX-License-Identifier: GPL-3.0-or-later
// What the series are called that a program writes as event files in several folders. TensorBoard keeps folders apart
// as runs; a trial is one run, so a tag that two folders write (logs/train and logs/validation of Keras, the folders of
// add_scalars) needs two names.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace lathe::run {

// Gives each tag of each folder its name, and keeps it: what a trial that goes on reads again is called as before. A
// tag keeps its own name for the folder that wrote it first. In another folder it is called FOLDER/TAG, with as much of
// the folder's path as tells the two apart, unless no folder with this tag has been written since the trial went on:
// then the program goes on with the same series in a new folder. One thread.
class EventSeriesNames {
  public:
    // `file` (JSON) keeps the names from one start of the program to the next; "": nothing is kept. One that cannot be
    // read counts as empty.
    explicit EventSeriesNames(std::filesystem::path file);
    // `folder`: relative to the folder of the program.
    const std::string& name(const std::filesystem::path& folder, const std::string& tag);
    // Says that this folder, whose tag has a name from before, is written now as well: another folder with the tag
    // stands beside it, as the next fold of a cross-validation, and is not what it goes on in.
    void goes_on(const std::filesystem::path& folder, const std::string& tag);
    // Sentences for the person, of what was named otherwise than its tag since the last call.
    std::vector<std::string> take_notes() { return std::exchange(notes_, {}); }
    // Writes the file, if anything was named since the last time. That it cannot be written is not told: a name may
    // then change when the trial goes on, and the disk tells of itself elsewhere.
    void keep();

  private:
    using Key = std::pair<std::string, std::string>;  // folder and tag

    bool is_free(const std::string& name, const std::string& tag) const;
    std::string name_beside(const std::string& other, const Key& key) const;
    const std::string& set_name(const Key& key, std::string name);

    std::filesystem::path file_;
    std::map<Key, std::string> names_;
    std::map<std::string, std::string> tags_;    // by name
    std::map<std::string, std::string> owners_;  // by tag: the folder that wrote it first since the program's start
    std::vector<std::string> notes_;
    bool is_kept_ = true;
};

}  // namespace lathe::run
