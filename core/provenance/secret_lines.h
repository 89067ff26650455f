// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace lathe::provenance {

// Reads the lines of one text file, in order, and says which of them show a secret: a value written for a secret name
// (is_secret_name), a login in a URL, a well-known kind of token, a private key. In source code only what is quoted,
// and numbers of four digits, are values: `token = tokens[i]` shows nothing; elsewhere bare words are, too. What names
// no value (null, true, "<pad>", "${HF_TOKEN}", "***") is none. Sooner yes than no. Not synchronised.
class SecretLines {
  public:
    // `path`: of the file, whose ending tells source code. It is not looked at.
    explicit SecretLines(std::string_view path);

    // Whether this line shows a secret, by itself or because of the lines before it: the value of a name may stand
    // below it.
    bool shows(std::string_view line);
    // What follows is no continuation of what was read.
    void skip() { awaited_.reset(); }

  private:
    bool continues(std::string_view line);
    bool shows_assignment(std::string_view line);
    bool takes_value(std::string_view text, bool is_code, std::string_view line);

    bool is_code_;
    std::optional<std::size_t> awaited_;  // the value of a secret name, below a line that was indented so far
};

}  // namespace lathe::provenance
