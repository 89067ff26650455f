// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/script_argument.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace lathe::run {

namespace {

// How one kind of interpreter reads its own options: letters that may stand together behind one '-', and words.
struct Interpreter {
    std::string_view name;
    std::string_view ending;  // letters with which it runs something else than a file
    std::string_view valued;  // letters whose value is the rest of the argument, or the next one
    std::array<std::string_view, 2> ending_words{};
    std::array<std::string_view, 3> valued_words{};
};

constexpr std::array<Interpreter, 11> interpreters{
    {{"python", "cm", "WX", {}, {"--check-hash-based-pycs"}},
     {"pypy", "cm", "WX", {}, {"--jit"}},
     {"sh", "cs", "o", {}, {}},
     {"dash", "cs", "o", {}, {}},
     {"bash", "cs", "oO", {}, {"--rcfile", "--init-file"}},
     {"zsh", "cs", "o", {}, {}},
     {"ksh", "cs", "o", {}, {}},
     {"perl", "eE", "IMm", {}, {}},
     {"ruby", "e", "IrCEK", {}, {}},
     {"node", "ep", "rC", {"--eval", "--print"}, {"--require", "--import", "--loader"}},
     {"Rscript", "e", "", {}, {}}}};

const Interpreter* interpreter_of(const std::string& name) {
    const auto is_it = [&](const Interpreter& one) {
        return name.starts_with(one.name) &&
               name.find_first_not_of("0123456789.", one.name.size()) == std::string::npos;
    };
    const auto found = std::ranges::find_if(interpreters, is_it);
    return found == interpreters.end() ? nullptr : &*found;
}

enum class Option : std::uint8_t { plain, with_next, ends };

Option option_of(const Interpreter& interpreter, std::string_view argument) {
    const auto is_among = [&](const auto& words) { return std::ranges::find(words, argument) != words.end(); };
    if (argument.starts_with("--")) {
        if (is_among(interpreter.ending_words)) return Option::ends;
        return is_among(interpreter.valued_words) ? Option::with_next : Option::plain;
    }
    for (std::size_t i = 1; i < argument.size(); ++i) {
        if (interpreter.ending.find(argument[i]) != std::string_view::npos) return Option::ends;
        if (interpreter.valued.find(argument[i]) != std::string_view::npos)
            return i + 1 == argument.size() ? Option::with_next : Option::plain;
    }
    return Option::plain;
}

}  // namespace

std::optional<std::size_t> script_argument(const std::string& name, const std::vector<std::string>& arguments,
                                           std::size_t program) {
    const Interpreter* interpreter = interpreter_of(name);
    if (interpreter == nullptr) return std::nullopt;
    for (std::size_t i = program + 1; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "-") return std::nullopt;  // standard input
        if (argument == "--") return i + 1 < arguments.size() ? std::optional(i + 1) : std::nullopt;
        if (!argument.starts_with('-') && !(argument.starts_with('+') && interpreter->ending == "cs")) return i;
        const Option option = option_of(*interpreter, argument);
        if (option == Option::ends) return std::nullopt;
        if (option == Option::with_next) ++i;
    }
    return std::nullopt;
}

}  // namespace lathe::run
