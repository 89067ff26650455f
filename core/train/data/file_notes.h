// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be said of files, some by name: "3 files left out (not pictures): a.txt, b.txt, c.txt". No torch.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace lathe::train {

// Sentences, each with the names of the files of which it is true.
class FileNotes {
  public:
    // `what`: what is true of the file, as "file left out" of one, and "files left out" of several.
    struct Sentence {
        std::string of_one;
        std::string of_several;
        friend auto operator<=>(const Sentence&, const Sentence&) = default;
    };

    // The name may hold any bytes, as those of files do.
    void add(const Sentence& what, const std::string& name);
    // All that the others say, after what is there.
    void add(const FileNotes& others);
    // A sentence each, in the order of the alphabet; at most five names in one.
    std::vector<std::string> lines() const;

    // The notes for another process; from_json() reads them back.
    Json to_json() const;
    // Reads what to_json() gave.
    static FileNotes from_json(const Json& json);

  private:
    std::map<Sentence, std::vector<std::string>> names_;
};

// The name of a file as UTF-8: other bytes as "\xE9".
std::string name_as_text(const std::string& name);

// "a, b, c, d, e and 12 more"; what no line of text may hold is replaced.
std::string some_of(const std::vector<std::string>& names);

}  // namespace lathe::train
