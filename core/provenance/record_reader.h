// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the members out of a dict of a record; the first of a wrong kind is remembered, so that a reader takes all and
// asks once. Absent and null give the empty value. (core/base/json_members.h for values.)
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/value.h"

namespace lathe::provenance {

// Reads the members of one record. One thread.
class RecordReader {
  public:
    // `what` names the record in errors. `record` must outlive this; one that is no dict is refused by check().
    RecordReader(const char* what, const config::Value& record);

    std::string text(const char* key);    // empty when absent
    bool boolean(const char* key);        // false when absent
    std::int64_t count(const char* key);  // not negative

    // A list of strings; empty when absent. An item that is no string is left out, and refused.
    std::vector<std::string> texts(const char* key);
    // A list of any values; empty when absent. Refers into the record.
    const config::List& items(const char* key);

    // Remembers this member as wrong, unless another was before. `key` must outlive this.
    void refuse(const char* key);
    // Whether all members were right; the error names the first that was wrong. To be called after all have been taken.
    Result<void> check() const;

  private:
    const config::Value* find(const char* key) const;

    const char* what_;
    const config::Value& record_;
    const char* bad_ = nullptr;
};

}  // namespace lathe::provenance
