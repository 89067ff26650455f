// SPDX-License-Identifier: GPL-3.0-or-later
// What the core says in English, in the language of the window. GUI thread.
#pragma once

#include <string>
#include <string_view>

#include <QString>
#include <QStringList>

namespace lathe::gui {

// A sentence of a running study (why a trial waits, why a search ended, why a tuner was chosen), or of what reads a
// filter without Qt. What is unknown, such as what a program or a cluster says, stays as it is.
QString coreText(const std::string& text);
// The sentences that coreText() knows, in English, with %1, %2, ... for what is filled in.
QStringList coreSentences();

// The unit of an option beside a value of it: "epochs", but "epoch" beside "1".
QString unitText(std::string_view unit, QStringView value);

// One line of documentation: of an option, a variant of a group, a tuner, an argument. The translations are in
// resources/translations/lathe_docs_ko.ts, under the English line itself.
QString docText(std::string_view doc);

}  // namespace lathe::gui
