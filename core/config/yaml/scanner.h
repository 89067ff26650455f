// SPDX-License-Identifier: GPL-3.0-or-later
// From YAML text to tokens, by the rules of YAML 1.1 as PyYAML implements them: what it refuses is refused here, too.
//
// libyaml scans; this leads its places back to the bytes of the text, which edits need, refuses the little that libyaml
// reads and PyYAML does not, and bounds the depth.
#pragma once

#include <optional>
#include <string_view>

#include "core/config/value.h"
#include "core/config/yaml/fed_text.h"
#include "core/config/yaml/raw_scanner.h"
#include "core/config/yaml/token.h"

namespace lathe::config::yaml {

// One thread.
class Scanner {
  public:
    // `text` must be valid UTF-8 and outlive the scanner.
    explicit Scanner(std::string_view text);
    Scanner(const Scanner&) = delete;
    Scanner& operator=(const Scanner&) = delete;

    // The next token, which stays; throws Refusal. Valid until next() is called.
    const Token& peek();
    // Takes the next token; throws Refusal.
    Token next();

  private:
    Token read();
    Token read_raw();
    [[noreturn]] void refuse(RawScanner::Problem problem) const;
    void check_blanks(const Token& token) const;
    void refuse_tab(std::size_t begin, std::size_t tab) const;  // `tab` from `begin`; npos: there is none
    void check_style(const Token& token) const;
    void check_version(const Token& token) const;
    void count_depth(const Token& token);

    std::string_view text_;
    FedText fed_;
    RawScanner raw_;
    const bool has_tabs_;
    std::size_t taken_ = 0;   // tokens that raw_ gave
    std::size_t hidden_ = 0;  // directives of fed_ that were given
    std::optional<Token> token_;
    std::size_t read_ = 0;  // bytes before the end of the last token
    std::size_t block_depth_ = 0;
    std::size_t flow_depth_ = 0;
};

}  // namespace lathe::config::yaml
