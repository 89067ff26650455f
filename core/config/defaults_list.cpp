// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/defaults_list.h"
#include "core/config/value_error.h"

#include <algorithm>

namespace lathe::config {

Error composition_error(const Value* at, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = "ConfigCompositionException";
    error.key = "defaults";
    if (at != nullptr) set_place(error, at->mark);
    return error;
}

bool DefaultsItem::is_interpolation() const {
    return !is_list && !names.empty() && names.front().find("${") != std::string::npos;
}

void DefaultsItem::set_path(const std::string& path) {
    // What an interpolation gives may hold the slash.
    const auto slash = path.find("${") != std::string::npos ? std::string::npos : path.rfind('/');
    const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
    names = {path.substr(begin)};
    group = slash == std::string::npos ? "" : path.substr(0, std::max<std::size_t>(slash, path.starts_with('/')));
}

bool DefaultsItem::is_missing() const {
    return !is_list && !names.empty() && names.front() == "???";
}

namespace {

constexpr const char* forms = "write NAME, GROUP: NAME, or _self_";

bool take_word(std::string& text, std::string_view word) {
    if (!text.starts_with(word) || text.size() <= word.size() || text[word.size()] != ' ') return false;
    text.erase(0, text.find_first_not_of(' ', word.size()));
    return true;
}

// Splits "opt@slow" into its group and its package; "opt@slow:fast" is of Hydra 1.0, which renamed, and means opt@slow.
void split_package(DefaultsItem& item, std::string text) {
    const auto at = text.find('@');
    if (at != std::string::npos) item.package = text.substr(at + 1, text.find(':', at) - at - 1);
    item.group = text.substr(0, at);
    if (item.package == "_here_") item.package = "";
}

class Reader {
  public:
    std::vector<DefaultsItem> items;
    Errors errors;

    void read(const Value& value) {
        if (value.is_string()) return read_file(value);
        if (value.is_dict() && value.as_dict().size() == 1) return read_choice(value.as_dict().front());
        refuse(value, "'" + to_yaml_inline(value) + "' is no item of a defaults list");
    }

  private:
    void refuse(const Value& at, std::string what, std::string hint = forms) {
        errors.push_back(composition_error(&at, std::move(what), std::move(hint)));
    }

    bool is_usable(const Value& at, const std::string& name) {
        if (name.starts_with("//")) {
            refuse(at, "'" + name + "' begins with two slashes", "one / is the root of the groups");
            return false;
        }
        // An interpolation may hold a space, and so may its default.
        if (!name.empty() && !name.ends_with('/') &&
            (name.find(' ') == std::string::npos || name.find("${") != std::string::npos))
            return true;
        refuse(at, "'" + name + "' names no file");
        return false;
    }

    void read_file(const Value& value) {
        DefaultsItem item;
        item.at = &value;
        std::string text = value.as_string();
        if (text == "_self_") {
            if (std::any_of(items.begin(), items.end(),
                            [](const DefaultsItem& one) { return one.kind == DefaultsItem::Kind::self; }))
                return refuse(value, "_self_ stands in the list twice", "remove one of the two");
            item.kind = DefaultsItem::Kind::self;
            items.push_back(std::move(item));
            return;
        }
        item.optional = take_word(text, "optional");
        if (take_word(text, "override"))
            return refuse(value, "'override' chooses of a group", "write override GROUP: NAME");
        split_package(item, std::move(text));
        if (!is_usable(value, item.group)) return;
        if (item.group == "_self_")
            return refuse(value, "_self_ goes where this file goes, and nowhere else", "write _self_ alone");
        item.set_path(std::string(item.group));
        items.push_back(std::move(item));
    }

    void read_choice(const Entry& entry) {
        DefaultsItem item;
        item.kind = DefaultsItem::Kind::choice;
        item.at = &entry.second;
        std::string text = entry.first;
        // The two words may come in any order, and again.
        for (bool more = true; more;) {
            const bool optional = take_word(text, "optional");
            const bool is_override = take_word(text, "override");
            item.optional |= optional;
            item.is_override |= is_override;
            more = optional || is_override;
        }
        split_package(item, std::move(text));
        if (!is_usable(*item.at, item.group)) return;
        item.is_list = item.at->is_list();
        const auto add = [&](const Value& name) {
            if (!name.is_string())
                return refuse(name, "'" + to_yaml_inline(name) + "' names no file of the group " + item.group,
                              "write " + item.group + ": NAME, in quotes where YAML reads something else");
            if (item.is_list && name.as_string().find("${") != std::string::npos)
                return refuse(name, "'" + name.as_string() + "' holds an interpolation, which a list of names cannot",
                              "write an item of its own: " + item.group + ": " + name.as_string());
            if (is_usable(name, name.as_string())) item.names.push_back(name.as_string());
        };
        if (item.is_list)
            for (const auto& name : item.at->as_list()) add(name);
        else if (!item.at->is_null()) add(*item.at);
        items.push_back(std::move(item));
    }
};

}  // namespace

tl::expected<std::vector<DefaultsItem>, Errors> parse_defaults(const Value& list) {
    Reader reader;
    for (const auto& value : list.as_list()) reader.read(value);
    if (!reader.errors.empty()) return tl::make_unexpected(std::move(reader.errors));
    return std::move(reader.items);
}

}  // namespace lathe::config
