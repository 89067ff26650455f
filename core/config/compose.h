// Composition of a config from several files: `defaults:` lists with Hydra's meaning.
//
//   defaults:
//     - base                      base.yaml, merged at the root
//     - network: resnet           network/resnet.yaml, merged under `network`
//     - data/fashion              the same as `data: fashion`
//     - opt@slow: adam            opt/adam.yaml, merged under `slow`; @_global_ is the root
//     - optional machine: local   nothing when there is no such file
//     - sched: null               nothing, until an override chooses one
//     - override network: mlp     chooses anew what another list chose
//     - _self_                    this file's own keys; last unless it is named
//
// Later ones win. Paths are relative to the folder of the file that the composition starts from; those in the list of a
// file in a group are relative to that group, unless they start with "/". A file may say `# @package NAME` in its first
// line.
#pragma once

#include <string>
#include <vector>

#include "core/config/document.h"
#include "core/config/value.h"

namespace lathe::config {

struct Composition {
    Value config;                    // without its `defaults`; marks name the file that a value comes from
    std::vector<std::string> files;  // that were read, each once
    // Of the overrides, those that chose nothing of a group and are still to be applied, in order.
    std::vector<std::string> overrides;
};

// The config `own`, which stands in `file`, with what its `defaults` list brings. A `defaults` that is no list is plain
// data. An override may name the file to take for a group: "network=mlp", where the lists hold a group `network`.
// Every error at once, each with file, line and column.
tl::expected<Composition, Errors> compose(const Value& own, const std::string& file,
                                          std::vector<std::string> overrides = {});

}  // namespace lathe::config
