// SPDX-License-Identifier: GPL-3.0-or-later
// The window beside another program that writes the same file, and limits of a study that was stopped.
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>

#include "app/gui/session_controller.h"
#include "tests/test_program.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/train_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;
using run::SessionState;

namespace {

QString readAll(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// As another program: in place, and before the window can look.
void changeOutside(const QString& path, const char* before, const char* after) {
    const QString text = readAll(path).replace(before, after);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text.toUtf8()) < 0) qFatal("cannot write");
}

}  // namespace

class TestConflicts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void savingKeepsWhatAnotherProgramWrote() {
        WindowFixture lathe;
        const QString file = lathe.writeExperiment(3);
        lathe.window().openFile(file);
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("64")));
        changeOutside(file, "max_trials: 3", "max_trials: 30   # many");
        lathe.action("saveAction")->trigger();
        QVERIFY(readAll(file).contains(QStringLiteral("batch_size: 64")));
        QVERIFY(readAll(file).contains(QStringLiteral("max_trials: 30   # many")));
        QVERIFY(!lathe.window().configurePage()->isModified());
    }

    void aContradictionIsShownFromEveryRoomAndKeepsTheWindowOpen() {
        WindowFixture lathe;
        const QString file = lathe.writeExperiment(3);
        lathe.window().openFile(file);
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("64")));
        changeOutside(file, "batch_size: 32", "batch_size: 16");
        const QString theirs = readAll(file);
        lathe.action("trainRoomAction")->trigger();
        QCOMPARE(lathe.window().room(), MainWindow::Train);
        lathe.window().close();
        lathe.find<QPushButton>("unsavedSave")->click();
        QVERIFY(lathe.window().isVisible());
        QCOMPARE(lathe.window().room(), MainWindow::Configure);
        QVERIFY(lathe.find<QWidget>("diffView")->isVisible());
        QCOMPARE(readAll(file), theirs);
        lathe.find<QPushButton>("takeAllTheirs")->click();
        QVERIFY(!lathe.window().configurePage()->isModified());
        lathe.window().close();
        QTRY_VERIFY(!lathe.window().isVisible());
        QCOMPARE(readAll(file), theirs);
    }

    void raisingTheTrialsOfAStoppedStudyGoesOnWithIt() {
        WindowFixture lathe;
        lathe.engine.hold = true;
        lathe.window().openFile(lathe.writeExperiment(2));
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.engine.started.load(), 1);
        lathe.action("stopAction")->trigger();
        QTRY_COMPARE(lathe.state(), SessionState::stopped);
        lathe.engine.hold = false;
        auto* trials = lathe.find<QSpinBox>("limitTrials");
        QTRY_COMPARE(trials->value(), 2);
        QTest::keyClick(trials, Qt::Key_Up);
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        QCOMPARE(lathe.window().controller()->session()->status().trials.size(), std::size_t{3});
        // After its end as well.
        QTest::keyClick(trials, Qt::Key_Up);
        QTRY_COMPARE(lathe.window().controller()->session()->status().trials.size(), std::size_t{4});
        QTRY_COMPARE(lathe.state(), SessionState::finished);
    }
};

LATHE_WINDOW_TEST(TestConflicts)
#include "test_conflicts.moc"
