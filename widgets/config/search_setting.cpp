// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/search_setting.h"

namespace lathe::gui {

QString settingText(const ExperimentDocument& document, const std::string& path) {
    const config::Value* value = document.document().root().find("search." + path);
    if (!value || value->is_null()) return {};
    return QString::fromStdString(value->is_string() ? value->as_string() : config::to_yaml_inline(*value));
}

int objectiveCount(const ExperimentDocument& document) {
    const config::Value* several = document.document().root().find("search.objectives");
    return several && several->is_list() ? static_cast<int>(several->as_list().size()) : 0;
}

QString objectivePath(const ExperimentDocument& document, int index) {
    return objectiveCount(document) > 0 ? QStringLiteral("objectives[%1]").arg(index) : QStringLiteral("objective");
}

}  // namespace lathe::gui
