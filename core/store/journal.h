// study.jsonl: the append-only journal of a study. One JSON object a line, each with "event", "time" and a checksum.
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/files.h"
#include "core/base/json.h"

namespace lathe::store {

class Journal {
  public:
    // Opens for appending; drops a torn last line.
    static Result<Journal> open(const std::filesystem::path& file);
    // Adds "time" and the checksum.
    Result<void> append(Json event);

    struct Contents {
        std::vector<Json> events;
        std::uint64_t good_bytes = 0;       // up to the last whole, valid line
        std::vector<std::string> warnings;  // damaged lines, with their numbers
    };
    static Result<Contents> read(const std::filesystem::path& file);

  private:
    AppendFile file_;
};

}  // namespace lathe::store
