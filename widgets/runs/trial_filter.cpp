// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/trial_filter.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/text.h"

namespace lathe::gui {

namespace {

using Test = TrialFilter::Test;

enum class Token { word, quoted, comparison, open, close, end };

struct Lexeme {
    Token token = Token::end;
    std::string text;
    std::size_t at = 0;
};

enum class Comparison { less, less_equal, greater, greater_equal, equal, unequal, contains };

std::optional<Comparison> comparison_of(std::string_view text) {
    if (text == "<") return Comparison::less;
    if (text == "<=") return Comparison::less_equal;
    if (text == ">") return Comparison::greater;
    if (text == ">=") return Comparison::greater_equal;
    if (text == "=" || text == "==") return Comparison::equal;
    if (text == "!=") return Comparison::unequal;
    if (text == "~") return Comparison::contains;
    return std::nullopt;
}

bool is_order(Comparison how) {
    return how == Comparison::less || how == Comparison::less_equal || how == Comparison::greater ||
           how == Comparison::greater_equal;
}

std::optional<double> number_in(std::string_view text) {
    const std::string plain = lowercase(text);
    if (plain == "nan") return std::nan("");
    if (plain == "inf" || plain == "infinity") return HUGE_VAL;
    if (plain == "-inf" || plain == "-infinity") return -HUGE_VAL;
    double value = 0;
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(begin, end, value);
    if (code != std::errc() || stop != end) return std::nullopt;
    return value;
}

std::string text_of(const config::Value& value) {
    return lowercase(value.is_string() ? value.as_string() : config::to_yaml_inline(value));
}

bool compare_numbers(double a, Comparison how, double b) {
    switch (how) {
        case Comparison::less: return a < b;
        case Comparison::less_equal: return a <= b;
        case Comparison::greater: return a > b;
        case Comparison::greater_equal: return a >= b;
        // NaN is asked for by name: `val_loss = nan`.
        case Comparison::equal: return a == b || (std::isnan(a) && std::isnan(b));
        case Comparison::unequal: return !(a == b || (std::isnan(a) && std::isnan(b)));
        case Comparison::contains: break;
    }
    return false;
}

bool compare_texts(const std::string& a, Comparison how, const std::string& b) {
    switch (how) {
        case Comparison::less: return a < b;
        case Comparison::less_equal: return a <= b;
        case Comparison::greater: return a > b;
        case Comparison::greater_equal: return a >= b;
        case Comparison::equal: return a == b;
        case Comparison::unequal: return a != b;
        case Comparison::contains: return a.find(b) != std::string::npos;
    }
    return false;
}

Test comparison_test(std::string name, Comparison how, const Lexeme& wanted) {
    auto number = wanted.token == Token::word ? number_in(wanted.text) : std::nullopt;
    if (const auto time = parse_duration(wanted.text); !number && name == "duration" && time)
        number = std::chrono::duration<double>(*time).count();
    const auto holds = [number, text = lowercase(wanted.text)](const config::Value& value, Comparison by) {
        if (number && value.is_number() && by != Comparison::contains)
            return compare_numbers(value.as_number(), by, *number);
        // A number is neither less nor more than a word.
        if (value.is_number() && is_order(by)) return false;
        return compare_texts(text_of(value), by, text);
    };
    return [name = std::move(name), how, holds](const FilterSubject& subject) {
        const auto value = subject.value(name);
        if (!value || value->is_null()) return false;
        if (!value->is_list()) return holds(*value, how);
        // One of several; none of them for !=.
        const auto any = [&](Comparison each) {
            return std::ranges::any_of(value->as_list(), [&](const config::Value& one) { return holds(one, each); });
        };
        return how == Comparison::unequal ? !any(Comparison::equal) : any(how);
    };
}

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Result<std::vector<Lexeme>> run() {
        std::vector<Lexeme> out;
        while (true) {
            while (at_ < text_.size() && is_space(text_[at_])) ++at_;
            const std::size_t start = at_;
            if (at_ == text_.size()) {
                out.push_back({Token::end, "", start});
                return out;
            }
            const char c = text_[at_];
            if (c == '(' || c == ')') {
                out.push_back({c == '(' ? Token::open : Token::close, std::string(1, text_[at_++]), start});
            } else if (is_operator(c)) {
                std::size_t size = 1;
                if (at_ + 1 < text_.size() && text_[at_ + 1] == '=' && c != '~') size = 2;
                out.push_back({Token::comparison, std::string(text_.substr(at_, size)), start});
                at_ += size;
            } else if (c == '"' || c == '\'') {
                const auto end = text_.find(c, at_ + 1);
                if (end == std::string_view::npos) return problem(start, fmt::format("the quote {} is not closed", c));
                out.push_back({Token::quoted, std::string(text_.substr(at_ + 1, end - at_ - 1)), start});
                at_ = end + 1;
            } else {
                while (at_ < text_.size() && !is_space(text_[at_]) && !is_operator(text_[at_]) &&
                       std::string_view("()\"'").find(text_[at_]) == std::string_view::npos)
                    ++at_;
                out.push_back({Token::word, std::string(text_.substr(start, at_ - start)), start});
            }
        }
    }

    static tl::unexpected<Error> problem(std::size_t at, std::string what) {
        Error error{std::move(what), "for example: val_loss < 0.3 and opt.lr > 1e-3"};
        error.line = 1;
        error.column = static_cast<int>(at) + 1;
        return fail(std::move(error));
    }

  private:
    static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static bool is_operator(char c) { return std::string_view("<>=!~").find(c) != std::string_view::npos; }

    std::string_view text_;
    std::size_t at_ = 0;
};

class Parser {
  public:
    explicit Parser(std::vector<Lexeme> lexemes) : lexemes_(std::move(lexemes)) {}

    Result<Test> run() {
        auto test = any_of();
        if (test && peek().token == Token::close) return Lexer::problem(peek().at, "a ) without its (");
        return test;
    }

  private:
    static constexpr int max_depth = 200;

    const Lexeme& peek() const { return lexemes_[next_]; }
    bool at_keyword(std::string_view word) const {
        return peek().token == Token::word && lowercase(peek().text) == word;
    }
    bool at_end_of_group() const { return peek().token == Token::end || peek().token == Token::close; }

    Result<Test> any_of() {
        std::vector<Test> tests;
        do {
            if (!tests.empty()) ++next_;
            auto test = all_of();
            if (!test) return test;
            tests.push_back(std::move(*test));
        } while (at_keyword("or"));
        if (tests.size() == 1) return std::move(tests.front());
        return Test([tests = std::move(tests)](const FilterSubject& s) {
            return std::any_of(tests.begin(), tests.end(), [&](const Test& test) { return test(s); });
        });
    }

    Result<Test> all_of() {
        std::vector<Test> tests;
        do {
            if (!tests.empty() && at_keyword("and")) ++next_;
            auto test = negated();
            if (!test) return test;
            tests.push_back(std::move(*test));
        } while (!at_end_of_group() && !at_keyword("or"));
        if (tests.size() == 1) return std::move(tests.front());
        return Test([tests = std::move(tests)](const FilterSubject& s) {
            return std::all_of(tests.begin(), tests.end(), [&](const Test& test) { return test(s); });
        });
    }

    Result<Test> negated() {
        if (++depth_ > max_depth) return Lexer::problem(peek().at, "the filter is nested too deeply");
        Result<Test> test = at_keyword("not") ? after_not() : peek().token == Token::open ? group() : term();
        --depth_;
        return test;
    }

    Result<Test> after_not() {
        ++next_;
        auto inner = negated();
        if (!inner) return inner;
        return Test([a = std::move(*inner)](const FilterSubject& s) { return !a(s); });
    }

    Result<Test> group() {
        const std::size_t start = peek().at;
        ++next_;
        auto inner = any_of();
        if (!inner) return inner;
        if (peek().token != Token::close) return Lexer::problem(start, "the ( is not closed");
        ++next_;
        return inner;
    }

    Result<Test> term() {
        const Lexeme name = peek();
        if (name.token == Token::comparison)
            return Lexer::problem(name.at, fmt::format("a name is missing before {}", name.text));
        const bool keyword = at_keyword("and") || at_keyword("or");
        if ((name.token != Token::word && name.token != Token::quoted) || keyword)
            return Lexer::problem(name.at, "a comparison or a word is missing here");
        ++next_;
        if (peek().token != Token::comparison)
            return Test([word = lowercase(name.text)](const FilterSubject& s) {
                return s.text().find(word) != std::string::npos;
            });
        const Lexeme sign = peek();
        const auto how = comparison_of(sign.text);
        if (!how)
            return Lexer::problem(sign.at, fmt::format("{} is not a comparison; use < <= > >= = != ~", sign.text));
        ++next_;
        const Lexeme value = peek();
        if (value.token != Token::word && value.token != Token::quoted)
            return Lexer::problem(value.at, fmt::format("a value is missing after {}", sign.text));
        ++next_;
        return comparison_test(name.text, *how, value);
    }

    std::vector<Lexeme> lexemes_;
    std::size_t next_ = 0;
    int depth_ = 0;
};

}  // namespace

Result<TrialFilter> TrialFilter::parse(std::string_view text) {
    auto lexemes = Lexer(text).run();
    if (!lexemes) return fail(lexemes.error());
    TrialFilter filter;
    if (lexemes->size() == 1) return filter;
    for (std::size_t i = 0; i + 1 < lexemes->size(); ++i)
        if ((*lexemes)[i + 1].token == Token::comparison) filter.names_.insert((*lexemes)[i].text);
    auto test = Parser(std::move(*lexemes)).run();
    if (!test) return fail(test.error());
    filter.test_ = std::move(*test);
    return filter;
}

}  // namespace lathe::gui
