// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/markdown_inline.h"

#include <algorithm>
#include <optional>

#include "core/report/svg_writer.h"

namespace lathe::report {

namespace {

constexpr std::string_view escapable = "\\`*_{}[]()#+-.!|~<>&\"'";
constexpr int deepest = 20;             // emphasis within emphasis
constexpr std::size_t farthest = 4000;  // bytes to the end of an emphasis, a code or a link: a long text stays quick

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_safe_link(std::string_view url) {
    const bool known = url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:");
    return known && std::ranges::none_of(url, [](char c) { return c <= ' '; });
}

class InlineReader {
  public:
    InlineReader(std::string_view text, int depth) : text_(text), depth_(depth) {}

    std::string read() {
        while (at_ < text_.size()) step();
        flush();
        return std::move(out_);
    }

  private:
    void flush() {
        out_ += xml_text(plain_);
        plain_.clear();
    }
    void element(const char* tag, std::string_view inner) {
        flush();
        out_ += std::string("<") + tag + ">" + InlineReader(inner, depth_ + 1).read() + "</" + tag + ">";
    }

    void step() {
        const char c = text_[at_];
        if (c == '\\' && at_ + 1 < text_.size() && escapable.find(text_[at_ + 1]) != std::string_view::npos) {
            plain_ += text_[at_ + 1];
            at_ += 2;
            return;
        }
        if (c == '\n') return line_break();
        if (depth_ < deepest && ((c == '`' && code()) || ((c == '*' || c == '_' || c == '~') && emphasis(c)) ||
                                 (c == '!' && link(1)) || (c == '[' && link(0))))
            return;
        plain_ += c;
        ++at_;
    }

    // Two blanks or a backslash before it break the line; else it is a blank.
    void line_break() {
        const bool hard = plain_.ends_with("  ") || plain_.ends_with('\\');
        while (hard && !plain_.empty() && (plain_.back() == ' ' || plain_.back() == '\\')) plain_.pop_back();
        flush();
        out_ += hard ? "<br/>\n" : "\n";
        ++at_;
    }

    std::size_t run_of(char c, std::size_t at) const {
        std::size_t end = at;
        while (end < text_.size() && text_[end] == c) ++end;
        return end - at;
    }

    bool code() {
        const std::size_t ticks = run_of('`', at_);
        const std::size_t begin = at_ + ticks;
        const std::string_view near = text_.substr(0, begin + farthest);
        for (std::size_t end = near.find('`', begin); end != std::string_view::npos; end = near.find('`', end)) {
            const std::size_t run = run_of('`', end);
            if (run == ticks) {
                flush();
                out_ += "<code>" + xml_text(text_.substr(begin, end - begin)) + "</code>";
                at_ = end + run;
                return true;
            }
            end += run;
        }
        plain_ += text_.substr(at_, ticks);
        at_ = begin;
        return true;
    }

    // **strong**, *em*, _em_ (not within a word: my_name_here), ~~struck~~
    bool emphasis(char c) {
        const std::size_t run = run_of(c, at_);
        const std::size_t marks = c == '~' ? 2 : std::min<std::size_t>(run, 2);
        if (run < marks || run > 3) return false;
        const std::size_t begin = at_ + marks;
        if (begin >= text_.size() || text_[begin] == ' ' || text_[begin] == '\n') return false;
        if (c == '_' && at_ > 0 && is_word(text_[at_ - 1])) return false;
        const auto end = closing(c, marks, begin);
        if (!end) return false;
        const char* tag = c == '~' ? "s" : marks == 2 ? "strong" : "em";
        element(tag, text_.substr(begin, *end - begin));
        at_ = *end + marks;
        return true;
    }

    std::optional<std::size_t> closing(char c, std::size_t marks, std::size_t begin) const {
        for (std::size_t i = begin + 1; i < std::min(text_.size(), begin + farthest); ++i) {
            if (text_[i] == '\\') {
                ++i;
                continue;
            }
            if (text_[i] != c) continue;
            const std::size_t run = run_of(c, i);
            const bool ends_text = text_[i - 1] != ' ' && text_[i - 1] != '\n';
            const bool in_word = c == '_' && i + run < text_.size() && is_word(text_[i + run]);
            if (run >= marks && ends_text && !in_word && (run == marks || run == 3)) return i + run - marks;
            i += run - 1;
        }
        return std::nullopt;
    }

    // [words](url "title"); with a '!' before it a picture.
    bool link(std::size_t before) {
        const std::size_t open = at_ + before;
        if (open >= text_.size() || text_[open] != '[') return false;
        const auto close = matching(open);
        if (!close || *close + 1 >= text_.size() || text_[*close + 1] != '(') return false;
        const std::size_t end = text_.substr(0, *close + farthest).find(')', *close + 2);
        if (end == std::string_view::npos) return false;
        const std::string_view words = text_.substr(open + 1, *close - open - 1);
        std::string_view url = text_.substr(*close + 2, end - *close - 2);
        url = url.substr(0, url.find(' '));
        flush();
        const std::string shown = InlineReader(words, depth_ + 1).read();
        if (before == 0 && is_safe_link(url))
            out_ += "<a href=\"" + xml_text(url) + "\" rel=\"noreferrer\">" + shown + "</a>";
        else out_ += shown;
        at_ = end + 1;
        return true;
    }

    std::optional<std::size_t> matching(std::size_t open) const {
        int depth = 0;
        for (std::size_t i = open; i < std::min(text_.size(), open + farthest); ++i) {
            if (text_[i] == '\\') ++i;
            else if (text_[i] == '[') ++depth;
            else if (text_[i] == ']' && --depth == 0) return i;
        }
        return std::nullopt;
    }

    std::string_view text_;
    int depth_;
    std::size_t at_ = 0;
    std::string plain_;  // text that is not escaped yet
    std::string out_;
};

}  // namespace

std::string markdown_inline(std::string_view text) {
    return InlineReader(text, 0).read();
}

}  // namespace lathe::report
