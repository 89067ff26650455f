// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a composition is made of, in the order in which they are merged.
#pragma once

#include <string>
#include <vector>

#include "core/config/config_groups.h"
#include "core/config/defaults_node.h"
#include "core/config/group_choices.h"

namespace lathe::config {

// A file with the place where its keys go.
struct ConfigPart {
    const Value* value;
    std::string file;
    std::string package;           // "" is the root
    const Value* named = nullptr;  // what names it
    bool is_primary = false;       // that all starts from
};

// Follows the defaults lists as Hydra 1.3 does: from the last item to the first, so that an `override` is known when
// the choice that it changes is reached, and interpolations in names after all that stands beside them.
class DefaultsTree {
  public:
    // All must outlive the tree. `primary.file` is the config's own file.
    DefaultsTree(const GroupFile& primary, ConfigGroups& groups, GroupChoices& choices)
        : primary_(primary), groups_(groups), choices_(choices) {}

    // Follows the lists; to be called once. Hydra's own files come first, then the others in the order in which they
    // are merged. What went wrong is left to take_errors().
    std::vector<ConfigPart> parts();
    Errors take_errors() { return std::move(errors_); }                  // of parts(), in the order of the lists
    std::vector<std::string> take_notes() { return std::move(notes_); }  // what parts() left out, a sentence each

  private:
    struct Branch {
        DefaultsNode node;
        const GroupFile* file = nullptr;
        std::vector<Branch> children;
        bool is_self = false;
        bool is_left_out = false;
        bool is_primary = false;
    };

    void refuse(const Value* at, std::string what, std::string hint);
    void grow(Branch& branch, bool interpolated);
    bool open_file(Branch& branch);
    std::vector<DefaultsItem> items_of(const Branch& branch);
    void look_for_overrides(const Branch& branch, const std::vector<DefaultsItem>& items, bool interpolated);
    void add_child(Branch& branch, DefaultsNode node, bool interpolated);
    void follow_interpolation(Branch& child, const Branch& parent);
    void collect(const Branch& branch, const Branch* parent, std::vector<ConfigPart>& parts);
    void refuse_missing(const Branch& branch);
    std::string options_hint(const DefaultsNode& node) const;

    const GroupFile& primary_;
    ConfigGroups& groups_;
    GroupChoices& choices_;
    std::vector<std::string> open_;   // paths of the files around, outermost first
    std::vector<std::string> leafs_;  // keys of choices that are in the parts
    std::size_t files_ = 0;
    std::size_t bytes_ = 0;
    Errors errors_;
    std::vector<std::string> notes_;
};

}  // namespace lathe::config
