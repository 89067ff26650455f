// SPDX-License-Identifier: GPL-3.0-or-later
// What is chosen for the groups of a composition: by its defaults lists, by `override` in them, and on the command
// line.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/config/config_groups.h"
#include "core/config/defaults_node.h"

namespace lathe::config {

struct Override;

class GroupChoices {
  public:
    // `composes`: the config has a defaults list, so that every folder of configs beside it is a group; without one,
    // only +GROUP=NAME makes it one.
    GroupChoices(const ConfigGroups& groups, bool composes) : groups_(groups), composes_(composes) {}

    // Remembers what the overrides choose: "db=pg", "+db=pg", "db@src=[pg,mysql]", "~db". Gives the others.
    std::vector<std::string> take(std::vector<std::string> overrides, Errors& errors);
    // Items that "+db=pg" adds to the list of the first file.
    const std::vector<DefaultsItem>& added() const { return added_; }

    // `override db: pg` of a list; the first that is told of wins, and the command line before it.
    void choose(const DefaultsNode& node);
    // Puts what was chosen elsewhere in the place of what the list says.
    void apply(DefaultsNode& node);
    // Whether the item was taken out on the command line.
    bool is_removed(const DefaultsNode& node);
    // The choice is final. Fails when another item has chosen otherwise.
    Result<void> settle(const DefaultsNode& node);

    // Settled choices by their keys; null where nothing was chosen.
    const Value& settled() const { return settled_; }
    // Those that no item was there for.
    Errors unused() const;

  private:
    struct Choice {
        DefaultsItem item;
        bool used = false;
    };
    struct Removal {
        std::optional<std::string> name;  // nullopt: whatever is chosen
        bool used = false;
    };

    bool is_choice(const Override& change, const std::string& group) const;
    void take_one(const Override& change, const std::string& group, const std::string& argument, Errors& errors);
    std::string keys_near(const std::string& key) const;

    const ConfigGroups& groups_;
    const bool composes_;
    std::map<std::string, Choice> choices_;  // by key
    std::map<std::string, Removal> removals_;
    std::vector<DefaultsItem> added_;
    Value settled_{Dict{}};
    std::map<std::string, const Value*> settled_at_;
};

}  // namespace lathe::config
