// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/resources.h"

#include <QDir>

// Q_INIT_RESOURCE declares a function of the global namespace, so it cannot stand inside ours.
static void initCompiledIn() {
    Q_INIT_RESOURCE(lathe);
}

namespace lathe::gui {

void initResources() {
    initCompiledIn();
}

}  // namespace lathe::gui
