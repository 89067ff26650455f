// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver of the JSON library's parse events: builds the value, and keeps the first error instead of throwing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace lathe::detail {

// The characters of a text, counted as they are read, so that an error which only we can see has a place, too.
class CountingIterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::size_t& count) : at_(at), count_(&count) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        ++at_;
        ++*count_;
        return *this;
    }
    CountingIterator operator++(int) {
        const CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }
    friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.at_ != b.at_; }

  private:
    const char* at_;
    std::size_t* count_;
};

// The names are the library's (its SAX interface); each returns whether to go on.
class JsonReader {
  public:
    // `read`: how many bytes the parser has taken so far.
    explicit JsonReader(const std::size_t& read) : read_(read) {}

    bool null() { return add(nullptr); }
    bool boolean(bool flag) { return add(flag); }
    bool number_integer(Json::number_integer_t number) { return add(number); }
    bool number_unsigned(Json::number_unsigned_t number) { return add(number); }
    bool number_float(Json::number_float_t number, const std::string& text);
    bool string(std::string& text) { return add(std::move(text)); }
    bool binary(Json::binary_t&) { return true; }  // not in texts
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool key(std::string& text);
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool parse_error(std::size_t byte, const std::string& token, const Json::exception& problem);

    Json value;
    Error error;           // without file and line
    std::size_t byte = 0;  // where the error is: how many bytes were read up to its end

  private:
    // An object or array that is still open. The keys of large objects are looked up in a set.
    struct Level {
        Json* at;
        std::string key;
        std::unordered_set<std::string> keys;
    };
    bool add(Json item) { return put(std::move(item)) != nullptr; }
    bool open(Json container);
    bool close();
    Json* put(Json item);
    bool refuse(std::string what, std::string hint);
    static bool is_repeated(Level& level, const std::string& key);

    const std::size_t& read_;
    std::vector<Level> levels_;
};

}  // namespace lathe::detail
