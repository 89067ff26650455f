// SPDX-License-Identifier: GPL-3.0-or-later
// A document as libyaml is given it. PyYAML, whose rules Lathe follows, reads two things that libyaml refuses; they are
// written so that libyaml reads them too, and its places are led back to the text as it was.
//
//   %NAME         a directive that nobody knows is given as a comment
//   {a:{b: 1}}    between a key's colon and a comma or bracket a blank is put: {a: {b: 1}}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/yaml/raw_scanner.h"
#include "core/config/yaml/token.h"

namespace lathe::config::yaml {

// The text, and the way back from what libyaml is given.
class FedText {
  public:
    // `text` must outlive it.
    explicit FedText(std::string_view text);

    // What libyaml is given, without a byte order mark.
    std::string_view text() const { return changed_.empty() ? text_.substr(start_) : std::string_view(changed_); }
    // The directives that are hidden from libyaml, in order.
    const std::vector<Token>& hidden() const { return hidden_; }

    // Puts the blanks behind keys, once. Fails with what else is wrong in the text; then nothing is changed.
    tl::expected<void, RawScanner::Problem> separate_keys();
    bool is_separated() const { return is_separated_; }  // separate_keys() was called without an error

    // The place in the person's text that a place in text() came from.
    Place original(Place place) const;
    // The same for the offset of a byte.
    std::size_t original(std::size_t offset) const;

  private:
    struct Blank {
        std::size_t offset;  // where it stands, in bytes of text()
        int line;
    };
    void hide_directives();

    std::string_view text_;
    std::size_t start_ = 0;  // behind the byte order mark
    std::string changed_;    // "" while nothing had to be changed
    std::vector<Token> hidden_;
    std::vector<Blank> blanks_;  // in order
    bool is_separated_ = false;
};

}  // namespace lathe::config::yaml
