// SPDX-License-Identifier: GPL-3.0-or-later
// libyaml's scanner: the tokens of a text, or what libyaml says is wrong with it.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/config/yaml/token.h"

struct yaml_parser_s;  // of <yaml.h>, which only raw_scanner.cpp includes

namespace lathe::config::yaml {

// One thread.
class RawScanner {
  public:
    // `text` must be valid UTF-8 without a byte order mark, and outlive the scanner.
    explicit RawScanner(std::string_view text);

    // The next token, by libyaml's rules; after the last one stream_end again and again. nullopt: see problem().
    std::optional<Token> next();

    // Why next() gave nothing, in libyaml's words.
    struct Problem {
        std::string_view context;  // "while scanning a plain scalar", or ""
        std::string_view what;     // "found unexpected ':'"
        Place context_place;       // where what `context` says began
        Place place;
    };
    // What libyaml found wrong. To be asked only after next() gave nullopt. The texts are libyaml's and live on.
    Problem problem();

  private:
    struct Delete {
        void operator()(yaml_parser_s* parser) const;
    };

    std::size_t byte_of(std::size_t character);
    Place place(std::size_t character, std::size_t line, std::size_t column);

    std::string_view text_;
    std::unique_ptr<yaml_parser_s, Delete> parser_;
    // libyaml counts characters: one of them that is known, with its byte.
    std::size_t character_ = 0;
    std::size_t byte_ = 0;
};

}  // namespace lathe::config::yaml
