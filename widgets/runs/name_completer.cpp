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

bool isQuote(QChar c) {
    return c == u'"' || c == u'\'';
}

// Where the quote begins that is open at `cursor`; -1: none is.
int openQuote(const QString& text, int cursor) {
    int open = -1;
    for (int i = 0; i < cursor; ++i) {
        if (open >= 0) open = text[i] == text[open] ? -1 : open;
        else if (isQuote(text[i])) open = i;
    }
    return open;
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
    if (const int quote = openQuote(text, start); quote >= 0) return quote;
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
    QString word = text.mid(start, cursor - start);
    if (!word.isEmpty() && isQuote(word.front())) word.remove(0, 1);
    completer_->setCompletionPrefix(word);
    // What stands after a comparison is a value, and a name that is whole needs no help.
    const bool isValue = start > 0 && !text.left(start).trimmed().isEmpty() &&
                         QStringLiteral("<>=~").contains(text.left(start).trimmed().back());
    const bool whole = completer_->completionCount() == 1 && completer_->currentCompletion() == word;
    if (word.isEmpty() || isValue || whole || completer_->completionCount() == 0) return completer_->popup()->hide();
    completer_->complete();
}

void NameCompleter::insert(const QString& name) {
    const QString text = line_->text();
    int end = line_->cursorPosition();
    const int start = startOfWord(text, end);
    // The quote that was to end it is written anew.
    if (start < end && isQuote(text[start]) && end < text.size() && text[end] == text[start]) ++end;
    line_->setSelection(start, end - start);
    line_->insert(written(name));
}

QString NameCompleter::written(const QString& name) {
    const QString lower = name.toLower();
    const bool keyword = lower == QLatin1String("and") || lower == QLatin1String("or") || lower == QLatin1String("not");
    if (!keyword && std::all_of(name.begin(), name.end(), isOfWord)) return name;
    const QChar quote = name.contains(u'"') ? u'\'' : u'"';
    return quote + name + quote;
}

}  // namespace lathe::gui
