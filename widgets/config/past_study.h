// SPDX-License-Identifier: GPL-3.0-or-later
// A study of the workspace, as the Configure room offers it: plain values.
#pragma once

#include <QString>

namespace lathe::gui {

struct PastStudy {
    QString folder;  // absolute
    QString label;   // its name and what its best trial came to
    friend bool operator==(const PastStudy&, const PastStudy&) = default;
};

}  // namespace lathe::gui
