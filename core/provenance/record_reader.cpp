// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/record_reader.h"

namespace lathe::provenance {

RecordReader::RecordReader(const char* what, const config::Value& record) : what_(what), record_(record) {
    if (!record.is_dict()) bad_ = "";
}

const config::Value* RecordReader::find(const char* key) const {
    const auto* value = record_.get(key);
    return value != nullptr && !value->is_null() ? value : nullptr;
}

std::string RecordReader::text(const char* key) {
    const auto* value = find(key);
    if (value == nullptr) return {};
    if (value->is_string()) return value->as_string();
    refuse(key);
    return {};
}

bool RecordReader::boolean(const char* key) {
    const auto* value = find(key);
    if (value == nullptr) return false;
    if (value->is_bool()) return value->as_bool();
    refuse(key);
    return false;
}

std::int64_t RecordReader::count(const char* key) {
    const auto* value = find(key);
    if (value == nullptr) return 0;
    if (value->is_int() && value->as_int() >= 0) return value->as_int();
    refuse(key);
    return 0;
}

std::vector<std::string> RecordReader::texts(const char* key) {
    std::vector<std::string> all;
    for (const auto& item : items(key)) {
        if (item.is_string()) all.push_back(item.as_string());
        else refuse(key);
    }
    return all;
}

const config::List& RecordReader::items(const char* key) {
    static const config::List none;
    const auto* value = find(key);
    if (value == nullptr) return none;
    if (value->is_list()) return value->as_list();
    refuse(key);
    return none;
}

void RecordReader::refuse(const char* key) {
    if (bad_ == nullptr) bad_ = key;
}

Result<void> RecordReader::check() const {
    if (bad_ == nullptr) return {};
    Error error{std::string("the record of a ") + what_ + " is not as Lathe writes it", "was it edited?"};
    error.key = bad_;
    return fail(std::move(error));
}

}  // namespace lathe::provenance
