// SPDX-License-Identifier: GPL-3.0-or-later
// Views of the Review room that a person gave a name: the filter, and columns, sorting and grouping of the table. Kept
// in the settings. GUI thread.
#pragma once

#include <QObject>
#include <QStringList>

class QMenu;

namespace lathe::gui {

class ReviewPage;

class ReviewViews : public QObject {
    Q_OBJECT

  public:
    // The page as it was left the last time, and its menu of views.
    explicit ReviewViews(ReviewPage& page, QObject* parent = nullptr);

    void rememberLast() const;
    static QStringList names();
    void save(const QString& name) const;  // in place of one that has this name
    void show(const QString& name);
    static void remove(const QString& name);

  private:
    void fillMenu(QMenu& menu);
    void askForName();

    ReviewPage& page_;
};

}  // namespace lathe::gui
