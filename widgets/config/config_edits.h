// SPDX-License-Identifier: GPL-3.0-or-later
// The edits that the Configure room makes, each one undo step of an ExperimentDocument. Keys are those of the config
// ("opt.lr"). False: refused, and the document says why (editRefused); the text is then as it was.
#pragma once

#include <QString>

#include "core/space/space.h"
#include "widgets/config/experiment_document.h"

namespace lathe::gui {

// `text` as a person types it: for an option of type str the string itself, for others YAML ("1e-3", "${a}", "[1, 2]").
bool setOptionText(ExperimentDocument& document, const QString& key, const QString& text, const QString& mergeKey = {});
// Removes the key from the file, so that its default holds; its distribution goes too when nothing is left to tune.
bool eraseKey(ExperimentDocument& document, const QString& key);
bool addKey(ExperimentDocument& document, const QString& key, const QString& text);
// `key` names an item of a list, "layers[2]"; `by` is -1 or 1.
bool moveListItem(ExperimentDocument& document, const QString& key, int by);
bool moveListItem(ExperimentDocument& document, const QString& list, int from, int to);

// Marks the option as tuned, or changes what it is tuned over.
bool setDistribution(ExperimentDocument& document, const QString& key, const space::Distribution& distribution,
                     const QString& mergeKey = {});
bool removeDistribution(ExperimentDocument& document, const QString& key);

// A setting below `search:`, e.g. "objective.metric"; empty text removes it.
bool setSearchText(ExperimentDocument& document, const QString& key, const QString& text, const QString& mergeKey = {});

// One more objective, of a metric that is none yet. The first addition turns `objective` into a list, `objectives`.
bool addObjective(ExperimentDocument& document);

// Chooses a tuner or an assessor ("" : none), keeping the arguments that it knows too.
bool chooseTuner(ExperimentDocument& document, const QString& name);
bool chooseAssessor(ExperimentDocument& document, const QString& name);

}  // namespace lathe::gui
