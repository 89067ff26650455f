// SPDX-License-Identifier: GPL-3.0-or-later
// What the tree shows of a config: the keys of the file in their order, then the options that the schema adds, each
// with what is written, what is in force and what is wrong with it. Plain values, built anew after every edit; the
// model compares them with the rows it shows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/config/schema.h"

namespace lathe::gui {

class ExperimentDocument;

struct ConfigRow {
    enum class Kind { group, list, leaf };

    QString key;   // as shown: "lr", "[0]"
    QString path;  // "opt.lr", "layers[0]"
    Kind kind = Kind::leaf;
    bool written = false;  // in a file; otherwise a default
    bool own = false;      // in the experiment itself, not in another file that its config is composed of
    bool changed = false;  // in force is another value than the default
    bool missing = false;  // "???"
    bool known = false;    // the schema names it
    bool checkable = false;
    bool checked = false;
    bool tunable = false;  // a scalar that a search may choose
    bool tuned = false;
    bool problemBelow = false;
    QString raw;       // as written, or the default
    QString resolved;  // value in force, when it does not read as `raw`
    QString origin;    // where the value comes from: "file", "base.yaml", "default"
    QString problem;   // why it is not valid; empty: it is
    QString tuning;    // "loguniform 1e-4 .. 1e-2"
    QString doc;
    QString unit;

    bool operator==(const ConfigRow&) const = default;
};

struct ConfigRows {
    ConfigRow row;
    std::vector<ConfigRows> children;
};

// The rows of these options alone; nullopt when one of the paths leads to no scalar option.
std::optional<std::vector<ConfigRow>> makeConfigRows(const ExperimentDocument& document,
                                                     const std::vector<std::string>& paths);

// The rows below the invisible root.
ConfigRows makeConfigRows(const ExperimentDocument& document);

}  // namespace lathe::gui
