// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/name_completer.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

#include "widgets/common/natural_order.h"

namespace lathe::gui {

namespace {

// As the filter's grammar has it.
bool isOfWord(QChar c) {
    return !c.isSpace() && !QStringLiteral("<>=!~()\"'").contains(c);
}

}  // namespace

NameCompleter::NameCompleter(QLineEdit* line)
    : QObject(line), line_(line), names_(new QStringListModel(this)), completer_(new QCompleter(names_, this)) {
    completer_->setWidget(line);
    completer_->setCaseSensitivity(Qt::CaseInsensitive);
    completer_->setFilterMode(Qt::MatchContains);
    completer_->popup()->setObjectName(QStringLiteral("nameCompleterPopup"));
    completer_->popup()->setAccessibleName(tr("Names that the filter may use"));
    connect(line, &QLineEdit::textEdited, this, &NameCompleter::offer);
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &NameCompleter::insert);
}

void NameCompleter::setNames(const std::set<std::string>& names) {
    QStringList all;
    for (const std::string& name : names)
        if (!name.empty()) all << QString::fromStdString(name);
    std::ranges::sort(all, NaturalOrder());
    if (all != names_->stringList()) names_->setStringList(all);
}

int NameCompleter::startOfWord(const QString& text, int cursor) {
    int start = std::min<int>(cursor, static_cast<int>(text.size()));
    while (start > 0 && isOfWord(text[start - 1])) --start;
    return start;
}

QStringList NameCompleter::offered() const {
    QStringList names;
    for (int row = 0; row < completer_->completionModel()->rowCount(); ++row)
        names << completer_->completionModel()->index(row, 0).data().toString();
    return names;
}

void NameCompleter::offer() {
    const QString text = line_->text();
    const int cursor = line_->cursorPosition();
    const int start = startOfWord(text, cursor);
    const QString word = text.mid(start, cursor - start);
    completer_->setCompletionPrefix(word);
    // What stands after a comparison is a value, and a name that is whole needs no help.
    const bool isValue = start > 0 && !text.left(start).trimmed().isEmpty() &&
                         QStringLiteral("<>=~").contains(text.left(start).trimmed().back());
    const bool whole = completer_->completionCount() == 1 && completer_->currentCompletion() == word;
    if (word.isEmpty() || isValue || whole || completer_->completionCount() == 0) return completer_->popup()->hide();
    completer_->complete();
}

void NameCompleter::insert(const QString& name) {
    const int cursor = line_->cursorPosition();
    const int start = startOfWord(line_->text(), cursor);
    // A name with a character of the grammar in it must be quoted.
    const bool plain = std::all_of(name.begin(), name.end(), isOfWord);
    line_->setSelection(start, cursor - start);
    line_->insert(plain ? name : QStringLiteral("\"%1\"").arg(name));
}

}  // namespace lathe::gui
