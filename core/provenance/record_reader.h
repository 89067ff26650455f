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

class RecordReader {
  public:
    // `what` names the record in errors. `record` must outlive this; one that is no dict is refused by check().
    RecordReader(const char* what, const config::Value& record);

    std::string text(const char* key);
    bool boolean(const char* key);
    std::int64_t count(const char* key);  // not negative
    std::vector<std::string> texts(const char* key);
    const config::List& items(const char* key);

    void refuse(const char* key);
    Result<void> check() const;

  private:
    const config::Value* find(const char* key) const;

    const char* what_;
    const config::Value& record_;
    const char* bad_ = nullptr;
};

}  // namespace lathe::provenance
