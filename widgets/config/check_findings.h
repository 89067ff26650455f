// SPDX-License-Identifier: GPL-3.0-or-later
// What a check of an experiment's data and network found: more than its text can tell.
#pragma once

#include <QStringList>

#include "core/base/error.h"

namespace lathe::gui {

struct CheckFindings {
    Errors errors;      // nothing starts before they are gone
    QStringList notes;  // worth knowing; nothing waits for them
};

}  // namespace lathe::gui
