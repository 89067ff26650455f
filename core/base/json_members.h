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

// Reads the members of one JSON object. One thread.
class JsonMembers {
  public:
    // Whether an absent member is as wrong as one of another kind.
    enum class Need { optional, required };

    // The object must outlive this.
    explicit JsonMembers(const Json& json) : json_(json) {}

    // The member as it is; nullptr: it is absent or null.
    const Json* find(const char* key) const;
    // A string; "" when it is absent or wrong.
    std::string text(const char* key, Need need = Need::optional);
    // An integer that 64 bits hold; `fallback` when it is absent, or wrong.
    std::int64_t integer(const char* key, Need need = Need::optional, std::int64_t fallback = 0);
    // An integer that is not negative; 0 when it is absent or wrong.
    std::int64_t large_count(const char* key);
    // The same in an int, with `fallback` in the place of 0.
    int count(const char* key, Need need = Need::optional, int fallback = 0);
    // The same, where null is no absence but says that there is none: nullopt. `absent` when there is no such member.
    std::optional<int> count_or_none(const char* key, std::optional<int> absent);
    // A number, or one of the strings for NaN and the infinities (json.h); nullopt when it is absent or wrong.
    std::optional<double> number(const char* key, Need need = Need::optional);
    // A list of such numbers; empty when it is absent. One that is wrong reads as 0.
    std::vector<double> numbers(const char* key);
    // False when it is absent or wrong.
    bool boolean(const char* key, Need need = Need::optional);
    // A time in ISO 8601 (clock.h); nullopt when it is absent, empty or wrong.
    std::optional<Time> time(const char* key);

    // Remembers this member as wrong, unless another was before. `key` must outlive this.
    void refuse(const char* key);
    const char* bad() const { return bad_; }  // nullptr: all were good

  private:
    const Json& json_;
    const char* bad_ = nullptr;
};

}  // namespace lathe
