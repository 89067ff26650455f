// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/compose.h"

#include <algorithm>
#include <filesystem>

#include "core/config/config_groups.h"
#include "core/config/defaults_tree.h"
#include "core/config/group_choices.h"
#include "core/config/hydra_files.h"
#include "core/config/hydra_grammar.h"
#include "core/config/hydra_overrides.h"
#include "core/config/merge.h"
#include "core/config/override.h"
#include "core/config/resolve.h"

namespace lathe::config {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view search_path = "hydra.searchpath";

bool has_list(const Value& value) {
    const Value* list = value.get("defaults");
    return list != nullptr && list->is_list();
}

class Composer {
  public:
    explicit Composer(const Primary& primary)
        : primary_{primary.value, primary.file, primary.header, 0},
          groups_(fs::path(primary.file).parent_path()),
          follows_hydra_(primary.follows_hydra) {
        const Value* own = primary_.value.get("hydra");
        hydra_is_data_ = own != nullptr && !has_list(primary_.value) && !is_hydra_node(*own);
    }

    tl::expected<Composition, Errors> run(std::vector<std::string> overrides, RunValues run_values, Time moment) {
        given_ = overrides;
        if (follows_hydra_) read_as_hydra(overrides);
        add_search_path(overrides);
        GroupChoices choices(groups_, has_list(primary_.value));
        out_.overrides = choices.take(std::move(overrides), errors_);
        DefaultsTree tree(primary_, groups_, choices);
        const auto parts = tree.parts();
        for (Error& error : tree.take_errors()) errors_.push_back(std::move(error));
        for (std::string& note : tree.take_notes()) out_.notes.push_back(std::move(note));
        if (!errors_.empty()) return refused();  // what is not there cannot be merged
        out_.config = Dict{};
        for (const ConfigPart& part : parts) merge_part(part);
        if (!errors_.empty()) return refused();
        take_hydra_node(choices.settled());
        if (!errors_.empty()) return refused();
        answer(run_values, moment);
        return std::move(out_);
    }

  private:
    tl::unexpected<Errors> refused() {
        for (Error& error : errors_)
            if (error.file.empty()) error.file = primary_.file;
        return tl::make_unexpected(std::move(errors_));
    }

    void refuse(const Value* at, std::string what, std::string hint) {
        errors_.push_back(composition_error(at, std::move(what), std::move(hint)));
    }

    void read_as_hydra(std::vector<std::string>& overrides) {
        for (std::string& one : overrides) {
            auto read = from_hydra(one);
            if (read) one = std::move(*read);
            else errors_.push_back(std::move(read.error()));
        }
    }

    // Folders are meant from the folder of the config.
    void add_search_path(const std::vector<std::string>& overrides) {
        Value whole = primary_.value;
        for (const auto& argument : overrides)
            if (const auto change = parse_override(argument); change && change->key == search_path)
                whole.set(search_path, change->value);
        const Value* given = whole.find(search_path);
        if (given == nullptr || hydra_is_data_) return;
        if (!given->is_list()) return refuse(given, "hydra.searchpath is a list of folders", "write [file://FOLDER]");
        for (std::size_t i = 0; i < given->as_list().size(); ++i) {
            const auto folder = select(whole, join_path(std::string(search_path), i));
            constexpr std::string_view scheme = "file://";
            std::string path = folder && *folder && (*folder)->is_string() ? (*folder)->as_string() : "";
            if (path.starts_with(scheme)) path.erase(0, scheme.size());
            std::error_code code;
            const auto found = fs::path(primary_.file).parent_path() / path;
            if (!path.empty() && fs::is_directory(found, code)) groups_.add_root(found);
            else
                out_.notes.push_back("hydra.searchpath: " + to_yaml_inline(given->as_list()[i]) +
                                     " is no folder here: left out");
        }
    }

    void merge_part(const ConfigPart& part) {
        if (part.file.empty() && !part.is_primary && hydra_is_data_) return;
        if (!part.file.empty() && !part.is_primary && std::ranges::find(out_.files, part.file) == out_.files.end())
            out_.files.push_back(part.file);
        Value value = *part.value;
        if (has_list(value)) value.erase("defaults");
        if (!part.is_primary && value.get("lathe") != nullptr)
            return refuse(part.named, part.file + " is an experiment, not a config",
                          "put what both use into a config of its own");
        if (part.package.empty() && !value.is_dict())
            return refuse(&value, "expected a dict of options", "write 'key: value' lines");
        auto done = part.package.empty() ? merge(out_.config, value) : merge_at(out_.config, part.package, value);
        if (!done) errors_.push_back(std::move(done.error()));
        if (!part.is_primary && !part.file.empty() && part.package.empty())
            if (const Value* path = value.find(search_path))
                refuse(path, "hydra.searchpath stands in " + primary_.file + " only", "move it there");
    }

    // Everything that the config says to Hydra, and the changes of the command line that are meant for it.
    void take_hydra_node(const Value& settled) {
        if (hydra_is_data_) return;
        Value* node = out_.config.get("hydra");
        if (node == nullptr) return;
        if (!node->is_dict()) return refuse(node, "the key hydra is Hydra's own, and a dict", "give it another name");
        for (const auto& key : unknown_hydra_keys(*node))
            refuse(node->get(key), "there is no '" + key + "' in Hydra's own node", "hydra." + key + " is no setting");
        take_hydra_overrides(out_.overrides, *node, errors_, out_.notes);
        node->set("runtime.choices", settled);
        out_.hydra = std::move(*node);
        out_.config.erase("hydra");
        note_hydra_node();
    }

    void note_hydra_node() {
        const Value* own = primary_.value.get("hydra");
        if (own == nullptr || !own->is_dict()) return;
        std::string keys;
        for (const auto& [key, value] : own->as_dict())
            if (key != "searchpath") keys += (keys.empty() ? "" : ", ") + key;
        if (!keys.empty())
            out_.notes.push_back("hydra: " + keys + ": for Hydra itself, no part of the config: left out");
    }

    void answer(RunValues run_values, Time moment) {
        const auto asks = [](const std::string& text) { return HydraValues::are_in_text(text); };
        if (!HydraValues::are_in(out_.config) && std::ranges::none_of(out_.overrides, asks)) return;
        const HydraValues values(out_.hydra, out_.config, primary_.file, given_, run_values, moment);
        values.fill(out_.config);
        for (std::string& one : out_.overrides) one = values.filled(one);
    }

    const GroupFile primary_;
    ConfigGroups groups_;
    const bool follows_hydra_;
    std::vector<std::string> given_;  // the overrides as they were typed
    bool hydra_is_data_ = false;      // somebody's own word for something else
    Composition out_;
    Errors errors_;
};

// Whether there is nothing to compose: most configs are one file, which is read again at each key that is typed.
bool is_plain(const Primary& primary, const std::vector<std::string>& overrides) {
    const auto may_choose = [](const std::string& one) {
        return one.starts_with('+') || one.find("hydra") != std::string::npos || one.find('@') != std::string::npos ||
               HydraValues::are_in_text(one);
    };
    return !primary.header && !has_list(primary.value) && primary.value.get("hydra") == nullptr &&
           std::ranges::none_of(overrides, may_choose) && !HydraValues::are_in(primary.value);
}

}  // namespace

Primary primary_of(const Document& document) {
    return {document.root(), document.file(), package_header(document.text()), has_list(document.root())};
}

tl::expected<Composition, Errors> compose(const Primary& primary, std::vector<std::string> overrides,
                                          RunValues run_values, Time moment) {
    if (!primary.value.is_dict() || is_plain(primary, overrides))
        return Composition{primary.value, Dict{}, {}, std::move(overrides), {}};
    return Composer(primary).run(std::move(overrides), run_values, moment);
}

}  // namespace lathe::config
