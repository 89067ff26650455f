// SPDX-License-Identifier: GPL-3.0-or-later
// The elements of Hydra's grammar: texts, numbers, lists, dicts, and casts of one of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/config/value.h"

namespace lathe::config {

// Thrown where a text is none of Hydra's grammar.
struct NotOfHydra {};
// Thrown where it is, and means nothing.
struct RefusedCall {
    std::string what;
    std::string hint;
};

// Whether a call of this name gives a value another type: int, float, str, bool.
bool is_hydra_cast(std::string_view name);
// What int(), float(), str() or bool() makes of a value, and of each that a list or a dict holds. Throws RefusedCall
// where it makes nothing of it.
Value cast_by_hydra(const std::string& name, Value value);

// Recursive descent over the characters of a value. What it cannot read throws NotOfHydra.
class HydraReader {
  public:
    // Counts how deep the elements stand, and throws where that is too deep.
    class Level {
      public:
        // One level deeper until it is gone.
        explicit Level(HydraReader& reader);
        ~Level() { --reader_.depth_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

      private:
        HydraReader& reader_;
    };

    // `text` has to outlive the reader.
    explicit HydraReader(std::string_view text) : text_(text) {}

    // What stands before the next comma, or before the end of all.
    Value element();
    // A word and `behind` right after it; nullopt, and nothing is read: something else stands here.
    std::optional<std::string> take_name(char behind);
    // Whether `c` stands here, which is read then; blanks before it belong to it.
    bool take(char c);
    // Goes behind the blanks that stand here.
    void skip_spaces();

    bool is_at_end() const { return at_ == text_.size(); }  // blanks count
    std::size_t position() const { return at_; }            // in bytes
    void go_back(std::size_t position) { at_ = position; }  // to where it has been
    // What was read from a position on.
    std::string_view text_since(std::size_t begin) const { return text_.substr(begin, at_ - begin); }

  private:
    enum class Place : std::uint8_t { value, key };

    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    void want(char c);
    Value quoted();
    Value list();
    Value dict();
    bool ends_here(Place place) const;
    Value primitive(Place place);
    Value call(const std::string& name);

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace lathe::config
