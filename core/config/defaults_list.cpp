#include "core/config/defaults_list.h"

#include <algorithm>

namespace lathe::config {

Error composition_error(const Value& at, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = "ConfigCompositionException";
    error.key = "defaults";
    if (at.mark.file) error.file = *at.mark.file;
    error.line = at.mark.line;
    error.column = at.mark.column;
    return error;
}

namespace {

constexpr const char* forms = "write NAME, GROUP: NAME, or _self_";

bool take_word(std::string& text, std::string_view word) {
    if (!text.starts_with(word) || text.size() <= word.size() || text[word.size()] != ' ') return false;
    text.erase(0, text.find_first_not_of(' ', word.size()));
    return true;
}

// Splits "opt@slow" into its group and its package.
void split_package(DefaultsItem& item, std::string text) {
    const auto at = text.find('@');
    if (at != std::string::npos) item.package = text.substr(at + 1);
    item.group = text.substr(0, at);
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
        errors.push_back(composition_error(at, std::move(what), std::move(hint)));
    }

    bool is_usable(const Value& at, const std::string& name) {
        if (name.find("${") != std::string::npos)
            refuse(at, "'" + name + "' holds an interpolation, and files are chosen before those are followed",
                   "name the file");
        else if (name.empty() || name.ends_with('/') || name.find(' ') != std::string::npos)
            refuse(at, "'" + name + "' names no file");
        else return true;
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
        const auto slash = item.group.rfind('/');
        item.names = {item.group.substr(slash + 1)};
        item.group.erase(slash == std::string::npos ? 0 : std::max<std::size_t>(slash, item.group.starts_with('/')));
        items.push_back(std::move(item));
    }

    void read_choice(const Entry& entry) {
        DefaultsItem item;
        item.kind = DefaultsItem::Kind::choice;
        item.at = &entry.second;
        std::string text = entry.first;
        // The two words may come in any order.
        for (int i = 0; i < 2; ++i) {
            item.optional = take_word(text, "optional") || item.optional;
            item.is_override = take_word(text, "override") || item.is_override;
        }
        split_package(item, std::move(text));
        if (!is_usable(*item.at, item.group)) return;
        const auto add = [&](const Value& name) {
            if (name.is_string()) {
                if (is_usable(name, name.as_string())) item.names.push_back(name.as_string());
            } else if (name.is_number() || name.is_bool()) {
                item.names.push_back(to_yaml_inline(name));
            } else {
                refuse(name, "'" + to_yaml_inline(name) + "' names no file of the group " + item.group,
                       "write " + item.group + ": NAME");
            }
        };
        if (item.at->is_list())
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
