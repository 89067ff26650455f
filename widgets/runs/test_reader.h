// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the records of tests; each again only when it was written anew. One thread.
#pragma once

#include <filesystem>
#include <map>

#include "widgets/runs/test_facts.h"

namespace lathe::gui {

class TestReader {
  public:
    // `folder`: of test.json.
    TestFacts read(const std::filesystem::path& folder);

  private:
    struct Known {
        std::filesystem::file_time_type written;
        TestFacts facts;
    };
    static constexpr std::size_t mostKnown = 16;
    std::map<std::filesystem::path, Known> known_;
};

}  // namespace lathe::gui
