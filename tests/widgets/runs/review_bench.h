// SPDX-License-Identifier: GPL-3.0-or-later
// The Review room on study folders made by the record's own writers, and what its tests do with it. Their classes
// derive from it.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>

#include <QList>
#include <QModelIndex>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

class QTreeView;
class QTreeWidget;
class QWidget;

namespace lathe::gui {

class ReviewPage;

class ReviewBench : public QObject {
    Q_OBJECT

  protected Q_SLOTS:
    void initTestCase();
    // Each case begins with a workspace of its own, which does not exist yet.
    void init();

  protected:
    // Two searches, the newer one with six trials.
    void makeWorkspace();
    // What a session leaves beside its trials, and which trials refer to it.
    void record(const std::string& name, const std::string& torch, std::initializer_list<int> trials);
    // Runs that came from one another, the second and third from the first.
    void makeFamily();

    // Shows what makeWorkspace() has made.
    void open(ReviewPage& page);
    // Makes the family, and shows it.
    void openFamily(ReviewPage& page);

    QTreeView* tree(ReviewPage& page);
    QString text(ReviewPage& page, const char* name);
    QString label(ReviewPage& page, const char* name);  // "": it is hidden
    // A cell of the comparison.
    QString value(ReviewPage& page, const QString& name, int column);
    QStringList shownRows(ReviewPage& page);  // of the comparison

    QModelIndex trial(ReviewPage& page, int study, int row);
    QModelIndex studyNamed(ReviewPage& page, const QString& folder);
    void select(ReviewPage& page, const QList<QModelIndex>& rows);
    // Shows the comparison, of all sections or one.
    void compare(ReviewPage& page, const QString& section = {});
    QTreeWidget* descent(ReviewPage& page);  // shows it, too
    void screenshot(QWidget& page, const QString& name);

    std::unique_ptr<QTemporaryDir> dir_;
    std::filesystem::path workspace_;
};

}  // namespace lathe::gui
