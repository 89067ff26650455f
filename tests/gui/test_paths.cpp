// SPDX-License-Identifier: GPL-3.0-or-later
// What is given to the program, or dropped on its window: an experiment, a study, a folder of past runs.
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QTreeView>
#include <QUrl>

#include "tests/test_program.h"
#include "widgets/config/configure_page.h"
#include "widgets/runs/review_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

// Enough of a study's folder to be listed.
QString makeStudy(const QString& folder, const QString& name) {
    const QString study = folder + QStringLiteral("/") + name;
    if (!QDir().mkpath(study + QStringLiteral("/trials/0001"))) qFatal("cannot make %s", qPrintable(study));
    QFile file(study + QStringLiteral("/experiment.yaml"));
    if (!file.open(QIODevice::WriteOnly) || file.write("lathe: 1\nname: " + name.toUtf8() + "\n") < 0)
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return study;
}

void drop(QWidget& window, const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    const QPoint at = window.rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    QVERIFY(event.isAccepted());
}

}  // namespace

class TestPaths : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aFolderIsAWorkspace() {
        WindowFixture lathe;
        const QString past = lathe.folder() + QStringLiteral("/past");
        makeStudy(past, QStringLiteral("a"));
        drop(lathe.window(), past);
        QTRY_COMPARE(lathe.window().room(), MainWindow::Review);
        QCOMPARE(lathe.window().findChild<ReviewPage*>()->workspace(), past);
    }

    void aStudyIsShown() {
        WindowFixture lathe;
        const QString past = lathe.folder() + QStringLiteral("/past");
        const QString first = makeStudy(past, QStringLiteral("a"));
        const QString second = makeStudy(past, QStringLiteral("b"));
        const auto current = [&] { return lathe.find<QTreeView>("reviewTree")->currentIndex().data().toString(); };
        lathe.window().show();
        lathe.window().openPath(first);
        QCOMPARE(lathe.window().room(), MainWindow::Review);
        QTRY_COMPARE(current(), QStringLiteral("a"));
        lathe.window().openPath(second + QStringLiteral("/trials/0001/"));
        QTRY_COMPARE(current(), QStringLiteral("b"));
    }

    void anExperimentIsOpened() {
        WindowFixture lathe;
        const QString file = lathe.writeExperiment();
        drop(lathe.window(), file);
        QTRY_COMPARE(lathe.window().configurePage()->file(), file);
    }
};

LATHE_WINDOW_TEST(TestPaths)
#include "test_paths.moc"
