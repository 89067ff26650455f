// SPDX-License-Identifier: GPL-3.0-or-later
// {opt.lr} in a trial program's arguments and variables: the value of that option in the trial's config. Any thread.
//
// A placeholder is a key path between braces, and nothing else: other braces stay as they are, and {{opt.lr}} stands
// for the text {opt.lr}. {lathe.trial_dir}, {lathe.trial}, {lathe.device}, {lathe.config} and {lathe.params} are
// Lathe's own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/value.h"

namespace lathe::search {

// The keys between the braces, in their order.
std::vector<std::string> placeholders_in(const std::string& text);

// Replaces the placeholders of a text. `text_of`: what stands for a key; nullopt: there is none, which is the error (it
// names the key).
Result<std::string> fill_placeholders(const std::string& text,
                                      const std::function<std::optional<std::string>(const std::string& key)>& text_of);

// The error about the first placeholder of a line for a shell that stands where what it stands for, one quoted word,
// would be read as something else: in quotes, behind a backslash, between backticks, in a comment or a here-document.
Result<void> check_placeholders_of_shell(const std::string& line);

// How a value stands in an argument: text as it is, numbers in their shortest form, lists and mappings as JSON.
std::string argument_text(const config::Value& value);

// Lathe's own: whether `key` is one of them.
bool is_own_placeholder(const std::string& key);

}  // namespace lathe::search
