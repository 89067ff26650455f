// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the members out of a JSON object of a record; the first of a wrong kind is remembered, so that a reader takes
// all and asks once. null counts as absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"

namespace lathe {

class JsonMembers {
  public:
    enum class Need { optional, required };

    // The object must outlive this.
    explicit JsonMembers(const Json& json) : json_(json) {}

    const Json* find(const char* key) const;
    std::string text(const char* key, Need need = Need::optional);
    std::int64_t integer(const char* key, Need need = Need::optional, std::int64_t fallback = 0);
    std::int64_t large_count(const char* key);  // an integer that is not negative
    int count(const char* key, Need need = Need::optional, int fallback = 0);
    std::optional<double> number(const char* key, Need need = Need::optional);
    std::vector<double> numbers(const char* key);
    bool boolean(const char* key, Need need = Need::optional);
    std::optional<Time> time(const char* key);

    void refuse(const char* key);
    const char* bad() const { return bad_; }  // nullptr: all were good

  private:
    const Json& json_;
    const char* bad_ = nullptr;
};

}  // namespace lathe
