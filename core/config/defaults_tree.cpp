// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/defaults_tree.h"

#include <algorithm>
#include <filesystem>

#include "core/config/document.h"
#include "core/config/hydra_files.h"
#include "core/config/resolve.h"
#include "core/config/schema.h"

namespace lathe::config {

namespace {

// Together these bound what a hostile set of files can make a composition take.
constexpr std::size_t max_parts = 1000;
constexpr std::size_t max_bytes = max_document_size;

constexpr std::size_t max_shown_options = 20;

constexpr const char* too_large_hint = "compose less";

}  // namespace

void DefaultsTree::refuse(const Value* at, std::string what, std::string hint) {
    errors_.push_back(composition_error(at, std::move(what), std::move(hint)));
}

std::vector<ConfigPart> DefaultsTree::parts() {
    // Hydra's own files come first, so that everything may change them.
    Branch hydra;
    DefaultsItem own;
    own.set_path("hydra/config");
    hydra.node = DefaultsNode::below(std::move(own), "", "");
    Branch primary;
    DefaultsItem first;
    first.set_path(std::filesystem::path(primary_.file).stem().string());
    primary.node = DefaultsNode::below(std::move(first), "", "");
    primary.is_primary = true;
    grow(primary, false);
    grow(hydra, false);
    // They were found from the last item to the first.
    std::ranges::reverse(errors_);
    std::vector<ConfigPart> out;
    collect(hydra, nullptr, out);
    collect(primary, nullptr, out);
    for (Error& error : choices_.unused()) errors_.push_back(std::move(error));
    return out;
}

// Whether there is a file to go on with.
bool DefaultsTree::open_file(Branch& branch) {
    DefaultsNode& node = branch.node;
    if (branch.is_primary) {
        branch.file = &primary_;
    } else if (!node.item.is_missing() && !node.item.names.empty()) {
        auto loaded = groups_.load(node.path());
        if (!loaded) {
            Error error = std::move(loaded.error());
            if (error.line == 0) error = composition_error(node.item.at, error.file + " " + error.what, error.hint);
            errors_.push_back(std::move(error));
            branch.is_left_out = true;
            return false;
        }
        branch.file = *loaded;
        if (const auto hidden = groups_.hidden_by_hydra(node.path()); !hidden.empty())
            notes_.push_back(hidden + " is not read: Hydra has a file of its own of that name, which comes first");
    }
    if (branch.file) node.header = branch.file->header;
    if (choices_.is_removed(node)) {
        branch.is_left_out = true;
        return false;
    }
    if (auto settled = choices_.settle(node); !settled) errors_.push_back(std::move(settled.error()));
    if (node.item.names.empty()) return false;
    if (branch.file == nullptr) {
        branch.is_left_out = true;
        if (!node.item.optional) refuse_missing(branch);
        return false;
    }
    return true;
}

void DefaultsTree::refuse_missing(const Branch& branch) {
    const DefaultsNode& node = branch.node;
    const auto group = node.group();
    if (node.item.is_missing()) {
        refuse(node.item.at, "nothing is chosen for the group '" + node.key() + "'",
               "write " + node.key() + "=NAME; " + options_hint(node));
    } else if (is_hydra_group(group)) {
        notes_.push_back(group + ": " + node.name() + " is of a plug-in of Hydra: left out");
    } else {
        refuse(node.item.at, "there is no file " + groups_.shown_path(node.path() + ".yaml"), options_hint(node));
        errors_.back().kind = "MissingConfigException";
    }
}

std::string DefaultsTree::options_hint(const DefaultsNode& node) const {
    const auto names = groups_.options_of(node.group());
    const auto near = nearest_name(node.name(), names);
    if (!near.empty()) return "did you mean " + near + "?";
    if (names.empty()) return "there is none in " + groups_.shown_path(node.group() + "/");
    const auto shown = std::min(names.size(), max_shown_options);
    std::string hint = "there are";
    for (std::size_t i = 0; i < shown; ++i) hint += (i == 0 ? " " : ", ") + names[i];
    if (shown < names.size())
        hint += " and " + std::to_string(names.size() - shown) + " more in " + groups_.shown_path(node.group() + "/");
    return hint;
}

std::vector<DefaultsItem> DefaultsTree::items_of(const Branch& branch) {
    std::vector<DefaultsItem> items;
    const Value* list = branch.file->value.get("defaults");
    if (list != nullptr && list->is_list()) {
        auto read = parse_defaults(*list);
        if (read) {
            items = std::move(*read);
        } else {
            for (auto error = read.error().rbegin(); error != read.error().rend(); ++error) {
                if (error->file.empty()) error->file = branch.file->file;
                errors_.push_back(std::move(*error));
            }
        }
    }
    if (items.empty() && (!branch.is_primary || choices_.added().empty())) return items;
    const auto is_self = [](const DefaultsItem& one) { return one.kind == DefaultsItem::Kind::self; };
    const bool only_overrides = !items.empty() && std::ranges::all_of(items, &DefaultsItem::is_override);
    if (!only_overrides && std::ranges::none_of(items, is_self)) {
        DefaultsItem self;
        self.kind = DefaultsItem::Kind::self;
        items.push_back(std::move(self));
    }
    return items;
}

void DefaultsTree::look_for_overrides(const Branch& branch, const std::vector<DefaultsItem>& items, bool interpolated) {
    const DefaultsItem* seen = nullptr;
    for (const DefaultsItem& item : items) {
        if (item.kind == DefaultsItem::Kind::self) continue;
        if (seen != nullptr && !item.is_override)
            refuse(item.at, "it stands behind 'override " + seen->group + "'", "put overrides at the end of the list");
        if (!item.is_override) continue;
        seen = &item;
        if (interpolated)
            refuse(item.at, "the file was chosen by an interpolation, and cannot override what others choose",
                   "choose it by its name");
        choices_.choose(DefaultsNode::below(item, branch.node.group(), branch.node.package()));
    }
}

void DefaultsTree::grow(Branch& branch, bool interpolated) {
    if (!open_file(branch)) return;
    const auto path = branch.node.path();
    if (std::ranges::find(open_, path) != open_.end()) {
        std::string chain;
        for (const auto& one : open_) chain += one + " -> ";
        branch.is_left_out = true;
        return refuse(branch.node.item.at, "the defaults lists lead back to where they came from: " + chain + path,
                      "remove one of the steps");
    }
    bytes_ += branch.file->bytes;
    if (++files_ > max_parts || bytes_ > max_bytes) {
        branch.is_left_out = true;
        // Said once: what follows would only repeat it.
        if (std::ranges::none_of(errors_, [](const Error& one) { return one.hint == too_large_hint; }))
            refuse(branch.node.item.at,
                   "the defaults lists bring more than " + std::to_string(max_parts) + " files or " +
                       std::to_string(max_bytes >> 20) + " MiB",
                   too_large_hint);
        return;
    }
    auto items = items_of(branch);
    look_for_overrides(branch, items, interpolated);
    if (branch.is_primary) items.insert(items.end(), choices_.added().begin(), choices_.added().end());
    open_.push_back(path);
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        if (item->kind == DefaultsItem::Kind::self) {
            Branch self;
            self.is_self = true;
            branch.children.push_back(std::move(self));
        } else if (!item->is_override) {
            auto node = DefaultsNode::below(*item, branch.node.group(), branch.node.package());
            choices_.apply(node);
            add_child(branch, std::move(node), interpolated);
        }
    }
    for (Branch& child : branch.children)
        if (!child.is_self && child.node.item.is_interpolation()) follow_interpolation(child, branch);
    open_.pop_back();
    std::ranges::reverse(branch.children);
}

void DefaultsTree::add_child(Branch& branch, DefaultsNode node, bool interpolated) {
    if (node.item.is_list)
        for (std::size_t i = node.item.names.size(); i-- > 0;) add_child(branch, node.one_of(i), interpolated);
    else {
        Branch child;
        child.node = std::move(node);
        if (!child.node.item.is_interpolation()) grow(child, interpolated);
        branch.children.push_back(std::move(child));
    }
}

void DefaultsTree::follow_interpolation(Branch& child, const Branch& parent) {
    DefaultsItem& item = child.node.item;
    const auto text = item.names.front();
    Value known = choices_.settled();
    known.as_dict().emplace_back("_name_", text);
    const auto name = select(known, "_name_");
    if (!name || !*name || !(*name)->is_string()) {
        child.is_left_out = true;
        std::string keys;
        for (const auto& [key, chosen] : choices_.settled().as_dict())
            if (!key.starts_with("hydra/")) keys += (keys.empty() ? "" : ", ") + key;
        return refuse(item.at, "'" + text + "' cannot be followed: a name is made of the choices of other groups",
                      keys.empty() ? "name the file" : "the groups are " + keys);
    }
    if (item.kind == DefaultsItem::Kind::file) item.set_path((*name)->as_string());
    else item.names = {(*name)->as_string()};
    child.node = DefaultsNode::below(item, parent.node.group(), parent.node.package());
    grow(child, true);
}

void DefaultsTree::collect(const Branch& branch, const Branch* parent, std::vector<ConfigPart>& parts) {
    const Branch& source = branch.is_self ? *parent : branch;
    if (branch.is_self || branch.children.empty()) {
        if (source.is_left_out || source.file == nullptr || source.node.item.names.empty()) return;
        if (!branch.is_self && branch.node.item.kind == DefaultsItem::Kind::choice) {
            const auto key = branch.node.key();
            // Of two names it was told when they were read.
            if (errors_.empty() && std::ranges::find(leafs_, key) != leafs_.end())
                refuse(branch.node.item.at, "the group '" + key + "' is chosen twice",
                       "remove one of the two, or write 'override' before it");
            leafs_.push_back(key);
        }
        parts.push_back(
            {&source.file->value, source.file->file, source.node.package(), source.node.item.at, source.is_primary});
        return;
    }
    for (const Branch& child : branch.children) collect(child, &branch, parts);
}

}  // namespace lathe::config
