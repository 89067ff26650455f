// SPDX-License-Identifier: GPL-3.0-or-later
// Settings below `search:` as the file has them.
#pragma once

#include <string>

#include <QString>

#include "widgets/config/experiment_document.h"

namespace lathe::gui {

// The text of search.PATH, YAML on one line; empty when the file has no such setting.
QString settingText(const ExperimentDocument& document, const std::string& path);

// How many objectives `search.objectives` lists; 0 when the file has no such list.
int objectiveCount(const ExperimentDocument& document);
// Where the settings of an objective are: "objective" of the only one, "objectives[2]" of one of several.
QString objectivePath(const ExperimentDocument& document, int index);

}  // namespace lathe::gui
