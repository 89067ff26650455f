// SPDX-License-Identifier: GPL-3.0-or-later
// Completes names in a line of a filter: the word at the cursor, wherever in the text it stands. GUI thread.
#pragma once

#include <set>
#include <string>

#include <QObject>

class QCompleter;
class QLineEdit;
class QStringListModel;

namespace lathe::gui {

class NameCompleter : public QObject {
    Q_OBJECT

  public:
    // Follows what is typed into `line`, which owns this.
    explicit NameCompleter(QLineEdit* line);

    void setNames(const std::set<std::string>& names);
    // What the word at the cursor may become, in the order in which it is offered.
    QStringList offered() const;

    // Where the word before `cursor` begins, with its quote where one is open; `cursor` itself: there is none.
    static int startOfWord(const QString& text, int cursor);

  private:
    // As the filter reads it: quoted where it must be.
    static QString written(const QString& name);
    void offer();
    void insert(const QString& name);

    QLineEdit* line_;
    QStringListModel* names_;
    QCompleter* completer_;
};

}  // namespace lathe::gui
