// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/sweep.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "core/base/text.h"
#include "core/config/document.h"

namespace lathe::config {

namespace {

// Values that a range with steps may hold; more belong into an interval.
constexpr double longest_range = 10'000;
constexpr int deepest_tags = 8;

using Parts = std::vector<std::string_view>;

tl::unexpected<Error> refuse_sweep(std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = "GrammarParseError";
    return fail(std::move(error));
}

// Parts between the commas that stand outside of brackets and quotes; nullopt when those do not match.
std::optional<Parts> split_at_commas(std::string_view text) {
    Parts out;
    std::string open;
    char quote = '\0';
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != '\0') {
            if (c == '\\' && quote == '"') ++i;
            else if (c == quote) quote = '\0';
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(' || c == '[' || c == '{') {
            open += c == '(' ? ')' : c == '[' ? ']' : '}';
        } else if (c == ')' || c == ']' || c == '}') {
            if (open.empty() || open.back() != c) return std::nullopt;
            open.pop_back();
        } else if (c == ',' && open.empty()) {
            out.push_back(strip(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    if (quote != '\0' || !open.empty()) return std::nullopt;
    out.push_back(strip(text.substr(begin)));
    return out;
}

// What stands inside of "name(...)"; nullopt when the text is no such call.
std::optional<std::string_view> arguments_of(std::string_view text, std::string_view name) {
    if (!text.starts_with(name) || text.size() < name.size() + 2 || text[name.size()] != '(' || text.back() != ')')
        return std::nullopt;
    return text.substr(name.size() + 1, text.size() - name.size() - 2);
}

std::optional<Sweep> choice_of(const Parts& parts) {
    Sweep out;
    for (const auto part : parts) {
        auto value = parse_value(part);
        if (!value || part.empty()) return std::nullopt;
        out.values.push_back(std::move(*value));
        out.texts.emplace_back(part);
    }
    return out;
}

// Numbers, given in order or by name ("start=0"); `names` are those of the places.
std::optional<List> numbers_of(const Parts& parts, std::initializer_list<std::string_view> names) {
    List out;
    if (parts.size() > names.size()) return std::nullopt;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto part = parts[i];
        const auto name = names.begin()[i];
        if (part.starts_with(name) && part.substr(name.size()).starts_with('=')) part.remove_prefix(name.size() + 1);
        auto value = parse_value(part);
        if (!value || !value->is_number() || !std::isfinite(value->as_number())) return std::nullopt;
        out.push_back(std::move(*value));
    }
    return out;
}

bool all_integers(const List& numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](const Value& number) { return number.is_int(); });
}

Result<std::optional<Sweep>> range_of(const Parts& parts) {
    const bool only_stop = parts.size() == 1;
    const auto numbers = only_stop ? numbers_of(parts, {"stop"}) : numbers_of(parts, {"start", "stop", "step"});
    if (!numbers || numbers->empty()) return refuse_sweep("range takes numbers", "write range(START,STOP,STEP)");
    Sweep out;
    out.kind = Sweep::Kind::range;
    out.integers = all_integers(*numbers);
    out.start = only_stop ? 0 : (*numbers)[0].as_number();
    out.stop = (*numbers)[only_stop ? 0 : 1].as_number();
    if (numbers->size() == 3) out.step = (*numbers)[2].as_number();
    const double count = std::ceil((out.stop - out.start) / out.step);
    if (!std::isfinite(count) || count < 1)
        return refuse_sweep("the range holds no value", "its stop is never reached: write range(START,STOP,STEP)");
    if (out.integers && out.step == 1) return out;  // its values follow from its ends
    if (count > longest_range)
        return refuse_sweep("the range holds more than 10000 values", "use a longer step, or interval(START,STOP)");
    for (double i = 0; i < count; ++i) {
        const double value = out.start + i * out.step;
        out.values.push_back(out.integers ? Value(static_cast<std::int64_t>(value)) : Value(value));
    }
    return out;
}

Result<std::optional<Sweep>> interval_of(const Parts& parts) {
    const auto numbers = numbers_of(parts, {"start", "end"});
    if (!numbers || numbers->size() != 2) return refuse_sweep("interval takes two numbers", "write interval(LOW,HIGH)");
    Sweep out;
    out.kind = Sweep::Kind::interval;
    out.start = (*numbers)[0].as_number();
    out.stop = (*numbers)[1].as_number();
    out.integers = all_integers(*numbers);
    if (out.start >= out.stop)
        return refuse_sweep("the interval is empty", "write the low end first: interval(LOW,HIGH)");
    return out;
}

Result<std::optional<Sweep>> parse(std::string_view text, int depth);

Result<std::optional<Sweep>> tagged(Parts parts, int depth) {
    if (parts.size() < 2 || depth >= deepest_tags)
        return refuse_sweep("tag takes tags and a sweep", "write tag(log,interval(LOW,HIGH))");
    auto inner = parse(parts.back(), depth + 1);
    if (!inner) return inner;
    if (!*inner) return refuse_sweep("tag needs a sweep", "write tag(log,interval(LOW,HIGH))");
    parts.pop_back();
    for (const auto tag : parts) {
        if (tag != "log" && tag != "int")
            return refuse_sweep("the tag '" + std::string(tag) + "' means nothing here", "the tags are log and int");
        if ((*inner)->kind != Sweep::Kind::interval)
            return refuse_sweep("the tag '" + std::string(tag) + "' belongs to an interval",
                                "write tag(" + std::string(tag) + ",interval(LOW,HIGH))");
        if (!(*inner)->has_tag(tag)) (*inner)->tags.emplace_back(tag);
    }
    return inner;
}

Result<std::optional<Sweep>> parse(std::string_view text, int depth) {
    text = strip(text);
    using Read = Result<std::optional<Sweep>> (*)(const Parts&, int);
    const std::pair<std::string_view, Read> calls[] = {
        {"choice",
         [](const Parts& parts, int) -> Result<std::optional<Sweep>> {
             auto out = choice_of(parts);
             if (!out)
                 return refuse_sweep("choice takes values", "write choice(A,B), and quote what is not plain text");
             return out;
         }},
        {"range", [](const Parts& parts, int) { return range_of(parts); }},
        {"interval", [](const Parts& parts, int) { return interval_of(parts); }},
        {"tag", [](const Parts& parts, int at) { return tagged(parts, at); }}};
    for (const auto& [name, read] : calls) {
        const auto arguments = arguments_of(text, name);
        if (!arguments) continue;
        // "choice(a),choice(b)" is no call but two values.
        const auto parts = split_at_commas(*arguments);
        if (parts) return read(*parts, depth);
        if (const auto whole = split_at_commas(text); !whole || whole->size() < 2)
            return refuse_sweep("the brackets or quotes of '" + std::string(text) + "' do not match",
                                "close each of them");
    }
    const auto parts = split_at_commas(text);
    if (!parts || parts->size() < 2) return std::nullopt;
    return choice_of(*parts);
}

}  // namespace

bool Sweep::has_tag(std::string_view tag) const {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

Result<std::optional<Sweep>> parse_sweep(std::string_view text) {
    return parse(text, 0);
}

}  // namespace lathe::config
