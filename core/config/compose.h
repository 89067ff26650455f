// SPDX-License-Identifier: GPL-3.0-or-later
// Composition of a config from several files: `defaults:` lists with the meaning that Hydra 1.3 gives them.
//
//   defaults:
//     - base                      base.yaml, merged at the root
//     - network: resnet           network/resnet.yaml, merged under `network`
//     - data/fashion              the same as `data: fashion`
//     - opt@slow: adam            opt/adam.yaml, merged under `slow`; @_global_ is the root
//     - network: [small, wide]    both, one after the other
//     - optional machine: local   nothing when there is no such file
//     - sched: null               nothing, until an override chooses one
//     - data: ???                 nothing until then, and an error without one
//     - both: ${data}_${network}  a file that is called by what other groups have chosen
//     - _self_                    this file's own keys; last unless it is named
//     - override /network: mlp    chooses anew what another list chose; overrides end a list
//
// Later ones win. Paths are relative to the folder of the file that the composition starts from; those in the list of a
// file in a group are relative to that group, unless they start with "/". A file may say `# @package NAME` in its first
// lines: NAME is where its keys go, from the root.
//
// What is meant for Hydra itself (the node `hydra`, groups such as hydra/launcher) is composed like the rest, and kept
// apart. What differs from Hydra is listed in ARCHITECTURE.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/config/document.h"
#include "core/config/hydra_values.h"
#include "core/config/value.h"

namespace lathe::config {

// What a composition starts from.
struct Primary {
    Value value;
    std::string file;
    std::optional<std::string> header;  // its "# @package"

    bool follows_hydra = false;  // the values of overrides are Hydra's, not YAML
};
// The file that a composition starts from, as it was read: its root, its name and its "# @package". With a defaults
// list it is a config of Hydra's.
Primary primary_of(const Document& document);

// What a composition gives.
struct Composition {
    Value config;                    // without its `defaults`; marks name the file that a value comes from
    Value hydra{Dict{}};             // what the files say to Hydra
    std::vector<std::string> files;  // that were read, each once

    // Of the overrides, those that chose nothing of a group and are still to be applied, in order; their values are
    // YAML.
    std::vector<std::string> overrides;
    std::vector<std::string> notes;  // what was left out
};

// The config with what its `defaults` list brings. A `defaults` that is no list is plain data. An override may choose
// the file of a group: "network=mlp", where the lists hold a group `network`; "+network=mlp" adds one, "~network" takes
// one out. `moment` is what ${now:FORMAT} tells. Every error at once, each with file, line and column.
tl::expected<Composition, Errors> compose(const Primary& primary, std::vector<std::string> overrides = {},
                                          RunValues run_values = RunValues::answered, Time moment = now());

}  // namespace lathe::config
