// SPDX-License-Identifier: GPL-3.0-or-later
// What must not be written into records: values whose names tell of secrets, and passwords in URLs. Pure functions, any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/value.h"

namespace lathe::provenance {

// What stands in place of a secret.
inline constexpr const char* masked = "***";

// Whether a key, an option or a variable of this name holds a secret: "HF_TOKEN", "db.password", "awsSecretAccessKey".
// Read word by word, so that "tokenizer", "num_tokens", "pad_token", "author" and "monkey" are none.
bool is_secret_name(std::string_view key);

// Whether a file of this name (its folders do not count) holds secrets: ".env", "id_rsa", "server.pem", "hf_token.txt".
// Sooner yes than no, but "tokenizer.py" is none.
bool is_secret_file(std::string_view path);

// `text` with the passwords of URLs ("https://user:***@host"), the values of secret parameters ("?api_key=***") and of
// an assignment to a secret name ("db.password=***") masked.
std::string without_secret_parts(std::string_view text);

// The arguments of a program with what is secret in them masked: the secret parts of each, and what stands behind an
// option of a secret name ("--api-key X"), in the next argument or, in a line for a shell, the next word.
std::vector<std::string> without_secret_arguments(std::vector<std::string> arguments);
// `value` with every leaf below a secret name replaced by "***", and the secret parts of all other texts. null, true
// and false tell nothing and stay; so do "", "???" and plain interpolations.
config::Value without_secrets(config::Value value);

}  // namespace lathe::provenance
