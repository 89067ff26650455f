// SPDX-License-Identifier: GPL-3.0-or-later
// Python's pickles as plain data. Nothing in them is run: a call of a class or function stays a note of its name and
// its arguments. No torch; any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace lathe::train {

// One value; what it refers to belongs to its Pickle.
struct PickleValue {
    // What kinds of values a pickle holds.
    enum class Kind : std::uint8_t {
        none,
        boolean,
        integer,
        real,
        text,
        bytes,       // also an integer beyond 64 bits
        sequence,    // a tuple, list or set
        dict,        // also an OrderedDict
        global,      // `text`: "module.name" of a class or function
        call,        // items: what is called, and its arguments as a sequence
        persistent,  // items: the id by which a storage is found outside of the pickle
    };
    Kind kind = Kind::none;
    bool boolean = false;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;
    std::vector<const PickleValue*> items;
    // Of a dict, or of a call that made something like one: a class of one's own that is derived from dict.
    std::vector<std::pair<const PickleValue*, const PickleValue*>> entries;

    // Whether the value is of this kind; the fields of other kinds are empty.
    bool is(Kind wanted) const { return kind == wanted; }
    // The value of a key that is text, of a dict; nullptr: there is none.
    const PickleValue* find(std::string_view key) const;
};

// A pickle of protocol 2 to 5, read. Values may refer to one another, even in circles.
class Pickle {
  public:
    // Reads a pickle; nothing of it is run. The error, without the name of a file: it is no pickle, cut short, or holds
    // what state_dicts do not.
    static Result<Pickle> read(std::string_view bytes);

    // The value that was pickled; valid as long as the pickle.
    const PickleValue& root() const { return *root_; }

  private:
    friend class PickleMachine;

    std::deque<PickleValue> values_;  // their addresses stay
    const PickleValue* root_ = nullptr;
};

}  // namespace lathe::train
