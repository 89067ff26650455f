// SPDX-License-Identifier: GPL-3.0-or-later
// use.py, run by Debian's Python.
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace lathe::test {

bool has_python_torch();
// What a command of use.py prints; empty: it failed, and a warning says why.
QJsonObject python(const QStringList& arguments);

}  // namespace lathe::test
