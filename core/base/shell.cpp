// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/shell.h"

namespace lathe {

std::string shell_quoted(std::string_view argument) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=+@%,-";
    if (!argument.empty() && argument.find_first_not_of(plain) == std::string_view::npos) return std::string(argument);
    std::string quoted = "'";
    for (const char c : argument) {
        if (c == '\'') quoted += "'\\''";
        else quoted += c;
    }
    return quoted + "'";
}

namespace {

class ShellWords {
  public:
    ShellWords(std::string_view line, std::string_view for_a_shell) : line_(line), for_a_shell_(for_a_shell) {}

    Result<std::vector<std::string>> take() {
        for (; at_ < line_.size(); ++at_) {
            const char c = line_[at_];
            if (c == ' ' || c == '\t' || c == '\n') end_word();
            else if (c == '\'') read_single();
            else if (c == '"') read_double();
            else if (c == '\\') read_escaped();
            else if (is_for_a_shell(c)) return needs_shell(c);
            else add(c);
            if (!problem_.empty()) return fail(problem_, "close it");
            if (shell_char_ != '\0') return needs_shell(shell_char_);
        }
        end_word();
        return std::move(words_);
    }

  private:
    void add(char c) {
        word_ += c;
        in_word_ = true;
    }
    void end_word() {
        if (in_word_) words_.push_back(std::move(word_));
        word_.clear();
        in_word_ = false;
    }
    bool is_for_a_shell(char c) const {
        if (c == '#' || c == '~') return !in_word_;
        return std::string_view("|&;<>()$`*?[!").find(c) != std::string_view::npos;
    }
    tl::unexpected<Error> needs_shell(char c) const {
        return fail(std::string("the command has a ") + c + ", which only a shell understands",
                    std::string(for_a_shell_));
    }
    void read_single() {
        in_word_ = true;
        const auto end = line_.find('\'', at_ + 1);
        if (end == std::string_view::npos) return void(problem_ = "a ' is not closed");
        word_ += line_.substr(at_ + 1, end - at_ - 1);
        at_ = end;
    }
    void read_double() {
        in_word_ = true;
        for (++at_; at_ < line_.size() && line_[at_] != '"'; ++at_) {
            const bool escapes = line_[at_] == '\\' && at_ + 1 < line_.size() &&
                                 std::string_view("\"\\$`").find(line_[at_ + 1]) != std::string_view::npos;
            if (escapes) ++at_;
            else if (line_[at_] == '$' || line_[at_] == '`') return void(shell_char_ = line_[at_]);
            word_ += line_[at_];
        }
        if (at_ >= line_.size()) problem_ = "a \" is not closed";
    }
    void read_escaped() {
        if (++at_ >= line_.size()) return void(problem_ = "a backslash stands at the end");
        if (line_[at_] != '\n') add(line_[at_]);
    }

    std::string_view line_;
    std::string_view for_a_shell_;
    std::size_t at_ = 0;
    std::vector<std::string> words_;
    std::string word_;
    bool in_word_ = false;
    std::string problem_;
    char shell_char_ = '\0';
};

}  // namespace

void ShellQuotes::read(std::string_view text) {
    for (const char c : text) read(c);
}

char ShellQuotes::open() const {
    if (in_document_) return '<';
    if (is_escaped_) return '\\';
    const char innermost = inside_.empty() ? '\0' : inside_.back();
    if (innermost == '\'' || innermost == '"' || innermost == '#') return innermost;
    // A backtick in a word would end them, in whatever quotes it stands.
    return inside_.find('`') != std::string::npos ? '`' : '\0';
}

void ShellQuotes::read(char c) {
    if (c == '\n' && announced_document_ && !is_escaped_ && open() != '\'' && open() != '"') in_document_ = true;
    const char innermost = inside_.empty() ? '\0' : inside_.back();
    if (is_escaped_) {
        is_escaped_ = false;
        before_ = '\\';  // nothing begins with what is escaped
        return;
    }
    if (innermost == '\'') {
        leave(c == '\'' ? c : '\0');
    } else if (innermost == '#') {
        leave(c == '\n' ? '#' : '\0');
    } else if (c == '\\') {
        is_escaped_ = true;
    } else if (c == '`') {
        if (inside_.find('`') == std::string::npos) inside_ += c;
        else inside_.resize(inside_.rfind('`'));  // with what was left open in between
    } else if (innermost == '"') {
        read_in_double(c);
    } else {
        read_outside(c);
    }
    before_ = c;
}

void ShellQuotes::read_in_double(char c) {
    if (c == '"') leave(c);
    else if (c == '(' && before_ == '$') inside_ += c;
}

void ShellQuotes::read_outside(char c) {
    const bool begins_word = std::string_view(" \t\n;&|()").find(before_) != std::string_view::npos;
    if (c == '\'' || c == '"' || c == '(' || (c == '#' && begins_word)) inside_ += c;
    else if (c == ')') leave('(');
    // Within $(( and )) it shifts a number.
    else if (c == '<' && before_ == '<' && !inside_.ends_with("((")) announced_document_ = true;
}

void ShellQuotes::leave(char ended) {
    if (!inside_.empty() && inside_.back() == ended) inside_.pop_back();
}

Result<std::vector<std::string>> shell_split(std::string_view line, std::string_view for_a_shell) {
    return ShellWords(line, for_a_shell).take();
}

}  // namespace lathe
