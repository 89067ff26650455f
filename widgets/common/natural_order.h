// SPDX-License-Identifier: GPL-3.0-or-later
// The order in which people expect names: layer2 before layer10, whatever the case of the letters. A strict order: only
// equal texts are equal in it.
#pragma once

#include <QString>

namespace lathe::gui {

struct NaturalOrder {
    bool operator()(const QString& a, const QString& b) const;
};

}  // namespace lathe::gui
