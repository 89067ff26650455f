#include "core/config/compose.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include "core/config/defaults_list.h"
#include "core/config/merge.h"
#include "core/config/override.h"
#include "core/config/schema.h"

namespace lathe::config {

namespace {

namespace fs = std::filesystem;

// Together these bound what a hostile set of files can make a composition take.
constexpr std::size_t max_parts = 1000;
constexpr std::size_t max_bytes = max_document_size;
// A choice that another file overrides can bring new files, which override again.
constexpr int max_rounds = 16;

// A file (or the config that all starts from) with the place that it has in the whole.
struct Part {
    const Value* value;
    std::string file;
    std::string group;    // of the folder that it is in, from the root: "network" or "db/server"
    std::string package;  // where its keys go: "network"
};

struct Choice {
    std::vector<std::string> names;
    const Value* at = nullptr;  // nullptr: from the command line
    bool used = false;
};

std::string join_two(const std::string& left, const std::string& right, char between) {
    return left.empty() ? right : right.empty() ? left : left + between + right;
}

std::string dotted(std::string path) {
    std::replace(path.begin(), path.end(), '/', '.');
    return path;
}

// "# @package NAME" in the first line of a file.
std::optional<std::string> package_of(const std::string& text) {
    auto line = text.substr(0, text.find('\n'));
    if (line.ends_with('\r')) line.pop_back();
    constexpr std::string_view mark = "@package ";
    const auto at = line.find(mark);
    if (!line.starts_with('#') || at == std::string::npos || line.find_first_not_of("# ") != at) return std::nullopt;
    const auto first = line.find_first_not_of(' ', at + mark.size());
    if (first == std::string::npos) return std::nullopt;
    return line.substr(first, line.find(' ', first) - first);
}

class Composer {
  public:
    Composer(const Value& own, const std::string& file) : own_(own), file_(file), root_(fs::path(file).parent_path()) {}

    tl::expected<Composition, Errors> run(std::vector<std::string> overrides) {
        round();
        overrides = take_choices(std::move(overrides));
        for (int i = 0; i < max_rounds && again_; ++i) round();
        if (again_) refuse(own_, "the overrides of the defaults lists never come to rest", "remove some of them");
        for (const auto& [group, choice] : choices_)
            if (!choice.used && choice.at)
                refuse(*choice.at, "there is no group '" + group + "' to override", "write it without 'override'");
        if (!errors_.empty()) return tl::make_unexpected(std::move(errors_));
        return Composition{std::move(config_), std::move(files_), std::move(overrides)};
    }

  private:
    void refuse(const Value& at, std::string what, std::string hint) {
        auto error = composition_error(at, std::move(what), std::move(hint));
        if (error.file.empty()) error.file = file_;
        errors_.push_back(std::move(error));
    }

    // Composes everything with the choices known so far.
    void round() {
        again_ = false;
        errors_.clear();
        groups_.clear();
        files_.clear();
        parts_ = 0;
        bytes_ = 0;
        config_ = Dict{};
        if (own_.is_list()) config_ = own_;
        else add({&own_, file_, "", ""});
    }

    // Remembers what they choose; gives those that choose nothing.
    std::vector<std::string> take_choices(std::vector<std::string> overrides) {
        std::erase_if(overrides, [&](const std::string& argument) {
            const auto change = parse_override(argument);
            if (!change || change->operation != Override::Operation::set || !change->has_value) return false;
            if (!change->value.is_string() && !change->value.is_null()) return false;
            auto group = change->key;
            std::replace(group.begin(), group.end(), '.', '/');
            if (!groups_.contains(group)) return false;
            Choice choice;
            if (change->value.is_string()) choice.names = {change->value.as_string()};
            choices_[group] = std::move(choice);
            again_ = true;
            return true;
        });
        return overrides;
    }

    void merge_own(const Part& part) {
        Value value = *part.value;
        if (const Value* defaults = value.get("defaults"); defaults && defaults->is_list()) value.erase("defaults");
        auto done = part.package.empty() ? merge(config_, value) : merge_at(config_, part.package, value);
        if (!done) errors_.push_back(std::move(done.error()));
    }

    void add(const Part& part) {
        if (!part.value->is_dict())
            return refuse(*part.value, "expected a dict of options", "write 'key: value' lines");
        const Value* list = part.value->get("defaults");
        if (list == nullptr || !list->is_list()) return merge_own(part);
        const auto items = parse_defaults(*list);
        if (!items) {
            for (auto error : items.error()) {
                if (error.file.empty()) error.file = part.file;
                errors_.push_back(std::move(error));
            }
            return;
        }
        for (const auto& item : *items)
            if (item.is_override) choose(item, part);
        bool self = false;
        std::set<std::string> here;
        for (const auto& item : *items) {
            if (item.is_override) continue;
            if (item.kind == DefaultsItem::Kind::self) {
                self = true;
                merge_own(part);
                continue;
            }
            const auto key = key_of(item, part);
            if (item.kind == DefaultsItem::Kind::choice && !here.insert(key).second) {
                refuse(*item.at, "the group '" + key + "' is chosen twice", "write 'override' before the second one");
                continue;
            }
            add_item(item, key, part);
        }
        if (!self) merge_own(part);
    }

    static std::string group_of(const DefaultsItem& item, const Part& part) {
        if (item.group.starts_with('/')) return item.group.substr(1);
        return join_two(part.group, item.group, '/');
    }

    // What an override calls the group: "network", or "opt@slow" where it goes to a place of its own.
    static std::string key_of(const DefaultsItem& item, const Part& part) {
        return group_of(item, part) + (item.package ? "@" + *item.package : std::string());
    }

    void choose(const DefaultsItem& item, const Part& part) {
        const auto [choice, is_new] = choices_.emplace(key_of(item, part), Choice{item.names, item.at, false});
        if (is_new && groups_.contains(choice->first)) again_ = true;  // it has been added already, with another name
    }

    static std::string package_for(const std::string& wanted, const Part& part, const std::string& relative_group) {
        constexpr std::string_view global = "_global_";
        if (wanted == global) return "";
        if (wanted.starts_with(std::string(global) + ".")) return wanted.substr(global.size() + 1);
        if (wanted == "_here_") return part.package;
        if (wanted == "_group_") return join_two(part.package, relative_group, '.');
        if (wanted.starts_with("_here_.")) return join_two(part.package, wanted.substr(7), '.');
        return join_two(part.package, wanted, '.');
    }

    void add_item(const DefaultsItem& item, const std::string& key, const Part& part) {
        auto names = item.names;
        bool optional = item.optional;
        const Value* at = item.at;
        if (item.kind == DefaultsItem::Kind::choice) {
            groups_.insert(key);
            if (const auto chosen = choices_.find(key); chosen != choices_.end()) {
                chosen->second.used = true;
                names = chosen->second.names;
                optional = false;
                if (chosen->second.at) at = chosen->second.at;
            }
        }
        auto relative = dotted(item.group.starts_with('/') ? item.group.substr(1) : item.group);
        if (item.group.find("..") != std::string::npos) relative.clear();
        for (const auto& name : names) add_file(name, *at, optional, item, relative, part);
    }

    void add_file(const std::string& name, const Value& at, bool optional, const DefaultsItem& item,
                  const std::string& relative, const Part& part) {
        const auto group = group_of(item, part);
        const auto path = path_of(group, name);
        if (path.empty()) {
            if (!optional) refuse_missing(name, group, at);
            return;
        }
        if (std::find(open_.begin(), open_.end(), path) != open_.end() || path == shown(file_))
            return refuse_cycle(path, at);
        const Document* document = load(path, at);
        if (document == nullptr) return;
        if (document->root().is_dict() && document->root().get("lathe") != nullptr)
            return refuse(at, path + " is an experiment, not a config", "put what both use into a config of its own");
        bytes_ += document->text().size();
        if (++parts_ > max_parts || bytes_ > max_bytes) return refuse_large(at);
        auto package = package_for(item.package.value_or("_group_"), part, relative);
        if (const auto own = package_of(document->text()); own && !item.package)
            package = *own == "_group_" ? package : package_for(*own, part, relative);
        auto inner = group;
        if (const auto slash = name.rfind('/'); slash != std::string::npos)
            inner = join_two(group, name.substr(0, slash), '/');
        open_.push_back(path);
        add({&document->root(), path, inner, package});
        open_.pop_back();
    }

    std::string path_of(const std::string& group, const std::string& name) const {
        const auto base = root_ / group / name;
        std::error_code ignored;
        if ((name.ends_with(".yaml") || name.ends_with(".yml")) && fs::exists(base, ignored)) return shown(base);
        for (const char* suffix : {".yaml", ".yml"})
            if (const auto path = fs::path(base.string() + suffix); fs::exists(path, ignored)) return shown(path);
        return {};
    }
    static std::string shown(const fs::path& path) { return path.lexically_normal().string(); }

    void refuse_missing(const std::string& name, const std::string& group, const Value& at) {
        std::vector<std::string> names;
        std::error_code code;
        for (fs::directory_iterator each(root_ / group, code), end; !code && each != end; each.increment(code)) {
            const auto suffix = each->path().extension();
            if (suffix == ".yaml" || suffix == ".yml") names.push_back(each->path().stem().string());
        }
        std::sort(names.begin(), names.end());
        const auto near = nearest_name(name, names);
        std::string hint = "there is none in " + shown(root_ / group / "");
        if (!near.empty()) hint = "did you mean " + near + "?";
        else if (!names.empty() && names.size() <= 20) {
            hint = "there are";
            for (const auto& one : names) hint += (&one == &names.front() ? " " : ", ") + one;
        }
        refuse(at, "there is no file " + shown(root_ / group / (name + ".yaml")), hint);
        errors_.back().kind = "MissingConfigException";
    }

    void refuse_cycle(const std::string& path, const Value& at) {
        std::string chain = file_;
        for (const auto& one : open_) chain += " -> " + one;
        refuse(at, "the defaults lists lead back to where they came from: " + chain + " -> " + path,
               "remove one of the steps");
    }

    // Said once: what follows would only repeat it.
    void refuse_large(const Value& at) {
        if (std::any_of(errors_.begin(), errors_.end(), [](const Error& e) { return e.hint == "compose less"; }))
            return;
        refuse(at,
               "the defaults lists bring more than " + std::to_string(max_parts) + " files or " +
                   std::to_string(max_bytes >> 20) + " MiB",
               "compose less");
    }

    const Document* load(const std::string& path, const Value& at) {
        if (std::find(files_.begin(), files_.end(), path) == files_.end()) files_.push_back(path);
        if (const auto known = documents_.find(path); known != documents_.end()) return known->second.get();
        auto document = Document::load(path);
        if (document) return (documents_[path] = std::make_unique<Document>(std::move(*document))).get();
        if (document.error().line > 0) errors_.push_back(std::move(document.error()));
        else refuse(at, path + " " + document.error().what, document.error().hint);
        return nullptr;
    }

    const Value& own_;
    const std::string& file_;
    const fs::path root_;
    std::map<std::string, std::unique_ptr<Document>> documents_;
    std::map<std::string, Choice> choices_;  // by group
    std::set<std::string> groups_;           // that the lists hold
    std::vector<std::string> open_;          // files being added, outermost first
    std::vector<std::string> files_;
    std::size_t parts_ = 0;
    std::size_t bytes_ = 0;
    Value config_;
    Errors errors_;
    bool again_ = false;
};

}  // namespace

tl::expected<Composition, Errors> compose(const Value& own, const std::string& file,
                                          std::vector<std::string> overrides) {
    const Value* list = own.get("defaults");
    if (list == nullptr || !list->is_list()) return Composition{own, {}, std::move(overrides)};
    return Composer(own, file).run(std::move(overrides));
}

}  // namespace lathe::config
