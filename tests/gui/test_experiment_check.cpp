// SPDX-License-Identifier: GPL-3.0-or-later
// What a check of data and network finds is shown with the problems of the text, and keeps what it refuses from
// starting. The program that checks is a script here, but for one test with the real one.
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QToolButton>
#include <QUndoStack>

#include "app/gui/experiment_check.h"
#include "app/gui/session_controller.h"
#include "app/services.h"
#include "tests/test_program.h"
#include "widgets/common/banner.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

constexpr const char* allIsWell = R"({"valid": true, "errors": [], "notes": []})";
constexpr const char* noData = R"({"valid": false, "notes": [], "errors": [{"key": "train.batch_size",
    "kind": "ValidationError", "what": "the folder /data/cats is not there", "hint": "name another"}]})";
constexpr const char* noted = R"({"valid": true, "errors": [], "notes": ["3 of 10 classes have no images"]})";

// Stands for lathectl: keeps what it is given, and answers what it is told to.
class CheckScript {
  public:
    explicit CheckScript(WindowFixture& lathe) : path_(lathe.folder() + QStringLiteral("/check.sh")) {
        write({},
              "#!/bin/sh\n"
              "cat > \"$0.text\"; pwd > \"$0.folder\"; printf '%s\\n' \"$@\" > \"$0.arguments\"; echo x >> "
              "\"$0.calls\"\n"
              "while [ -e \"$0.hold\" ]; do sleep 0.02; done\n"
              "[ ! -e \"$0.crash\" ] || kill -SEGV $$\n"
              "cat \"$0.answer\"\n");
        QFile(path_).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        answer(allIsWell);
        lathe.services.worker_program = path_.toStdString();
        lathe.reopen();
        check(lathe)->setDelay(std::chrono::milliseconds(0));
    }

    static ExperimentCheck* check(WindowFixture& lathe) { return lathe.find<ExperimentCheck>("experimentCheck"); }
    void answer(const char* json) { write(QStringLiteral(".answer"), json); }
    void hold(bool on) { flag(QStringLiteral(".hold"), on); }
    void crash() { flag(QStringLiteral(".crash"), true); }
    int calls() const { return static_cast<int>(read(QStringLiteral(".calls")).count('x')); }
    QByteArray read(const QString& of) const {
        QFile file(path_ + of);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private:
    void flag(const QString& name, bool on) {
        if (on) write(name, "");
        else QFile::remove(path_ + name);
    }
    void write(const QString& of, const QByteArray& bytes) {
        QFile file(path_ + of);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QString path_;
};

QListWidget* problemRows(WindowFixture& lathe) {
    return lathe.find<QListWidget>("problemList");
}

QString checkStatus(WindowFixture& lathe) {
    return lathe.find<QToolButton>("problemsButton")->text();
}

void checkPicture(QWidget* window, const QString& name) {
    const QString folder = qEnvironmentVariable("LATHE_SCREENSHOTS");
    if (folder.isEmpty()) return;
    for (const ThemeChoice theme : {ThemeChoice::dark, ThemeChoice::light}) {
        applyTheme(*qApp, theme);
        window->grab().save(QDir(folder).filePath(name + QLatin1Char('-') + nameOf(theme) + QStringLiteral(".png")));
    }
}

}  // namespace

class TestExperimentCheck : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void theTextIsCheckedInItsFolder() {
        WindowFixture lathe;
        CheckScript script(lathe);
        script.hold(true);
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_COMPARE(script.calls(), 1);
        QVERIFY(checkStatus(lathe).startsWith(QStringLiteral("Checking")));
        checkPicture(&lathe.window(), QStringLiteral("check-running"));
        script.hold(false);
        QTRY_COMPARE(checkStatus(lathe), QStringLiteral("No problems"));
        QVERIFY(!problemRows(lathe)->isVisible());
        QCOMPARE(script.read(QStringLiteral(".text")),
                 QByteArray::fromStdString(lathe.window().configurePage()->document().text()));
        QCOMPARE(QDir(QString::fromUtf8(script.read(QStringLiteral(".folder"))).trimmed()).canonicalPath(),
                 QDir(lathe.folder()).canonicalPath());
        QCOMPARE(script.read(QStringLiteral(".arguments")),
                 QByteArray("config\nvalidate\n--stdin\n--json\n") + lathe.folder().toUtf8() + "/exp.yaml\n");
    }

    void errorsAreListedAndKeepItFromStarting() {
        WindowFixture lathe;
        CheckScript script(lathe);
        script.answer(noData);
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_VERIFY(problemRows(lathe)->isVisible());
        QCOMPARE(problemRows(lathe)->count(), 1);
        const QString text = problemRows(lathe)->item(0)->text();
        QVERIFY2(text.contains(QStringLiteral("/data/cats is not there; name another")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("by the check")), qPrintable(text));
        QCOMPARE(checkStatus(lathe), QStringLiteral("1 problem(s)"));
        checkPicture(&lathe.window(), QStringLiteral("check-error"));
        lathe.window().configurePage()->showKey(QStringLiteral("opt.lr"));
        Q_EMIT problemRows(lathe)->itemActivated(problemRows(lathe)->item(0));
        QCOMPARE(lathe.find<QLabel>("optionKey")->text(), QStringLiteral("train.batch_size"));

        script.answer(allIsWell);  // the data came meanwhile
        QVERIFY(!lathe.window().start(search::Purpose::trial));
        QVERIFY(lathe.find<Banner>("windowBanner")->isVisible());
        // Being refused has looked again.
        QTRY_VERIFY(!problemRows(lathe)->isVisible());
        QVERIFY(lathe.window().start(search::Purpose::trial));
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
    }

    void anEditTakesThemAwayAndChecksAgain() {
        WindowFixture lathe;
        CheckScript script(lathe);
        script.answer(noData);
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_VERIFY(problemRows(lathe)->isVisible());
        script.hold(true);
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("16")));
        QVERIFY(!problemRows(lathe)->isVisible());
        QTRY_COMPARE(script.calls(), 2);
        // What is being checked is another text by now: its answer never comes.
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("8")));
        QTRY_COMPARE(script.calls(), 3);
        QVERIFY(!problemRows(lathe)->isVisible());
        script.hold(false);
        QTRY_VERIFY(problemRows(lathe)->isVisible());
        QVERIFY(script.read(QStringLiteral(".text")).contains("batch_size: 8"));
    }

    void nothingWaitsForACheck() {
        WindowFixture lathe;
        CheckScript script(lathe);
        script.answer(noData);
        script.hold(true);
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_COMPARE(script.calls(), 1);
        QVERIFY(lathe.window().start(search::Purpose::trial));
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
        script.hold(false);
    }

    void aTextWithProblemsIsNotChecked() {
        WindowFixture lathe;
        CheckScript script(lathe);
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_COMPARE(script.calls(), 1);
        QTRY_VERIFY(!CheckScript::check(lathe)->isRunning());
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("-4")));
        QVERIFY(!lathe.action("checkAgainAction")->isEnabled());
        QTest::qWait(50);
        QCOMPARE(script.calls(), 1);
        lathe.window().configurePage()->undoStack()->undo();
        QTRY_COMPARE(script.calls(), 2);
    }

    void notesAreNoErrors() {
        WindowFixture lathe;
        CheckScript script(lathe);
        script.answer(noted);
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_VERIFY(problemRows(lathe)->isVisible());
        QCOMPARE(problemRows(lathe)->item(0)->text(), QStringLiteral("3 of 10 classes have no images"));
        QCOMPARE(checkStatus(lathe), QStringLiteral("No problems"));
        checkPicture(&lathe.window(), QStringLiteral("check-note"));
        QVERIFY(lathe.window().start(search::Purpose::trial));
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
    }

    void itIsCheckedAgainWhenAsked() {
        WindowFixture lathe;
        CheckScript script(lathe);
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_VERIFY(script.calls() == 1 && !CheckScript::check(lathe)->isRunning());
        script.answer(noData);
        QVERIFY(problemRows(lathe)->actions().contains(lathe.action("checkAgainAction")));
        lathe.action("checkAgainAction")->trigger();
        QTRY_VERIFY(problemRows(lathe)->isVisible());
    }

    void anUntitledExperimentIsCheckedToo() {
        WindowFixture lathe;
        CheckScript script(lathe);
        script.answer(noData);
        QFile file(lathe.writeExperiment());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(
            lathe.window().configurePage()->openText(QString::fromUtf8(file.readAll()), QStringLiteral("new.yaml")));
        QTRY_COMPARE(problemRows(lathe)->count(), 1);
        QCOMPARE(QString::fromUtf8(script.read(QStringLiteral(".folder"))).trimmed(),
                 QDir(QDir::homePath()).canonicalPath());
    }

    void aCrashIsAnError() {
        WindowFixture lathe;
        CheckScript script(lathe);
        script.crash();
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_COMPARE(problemRows(lathe)->count(), 1);
        QVERIFY(problemRows(lathe)->item(0)->text().contains(QStringLiteral("crashed")));
        QVERIFY(!lathe.window().start(search::Purpose::trial));
    }

    void anAnswerThatIsNoneIsANote() {
        WindowFixture lathe;
        CheckScript script(lathe);
        script.answer("no such command");
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_COMPARE(problemRows(lathe)->count(), 1);
        QVERIFY(problemRows(lathe)->item(0)->text().contains(QStringLiteral("could not be checked")));
        QCOMPARE(checkStatus(lathe), QStringLiteral("No problems"));
    }

    void withoutTheProgramNothingIsSaid() {
        WindowFixture lathe;
        lathe.services.worker_program = lathe.folder().toStdString() + "/nothing";
        lathe.reopen();
        CheckScript::check(lathe)->setDelay(std::chrono::milliseconds(0));
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_VERIFY(!CheckScript::check(lathe)->isPossible());
        QVERIFY(!problemRows(lathe)->isVisible());
        QCOMPARE(checkStatus(lathe), QStringLiteral("No problems"));
        QVERIFY(!lathe.action("checkAgainAction")->isEnabled());
    }

    void theWindowClosesWhileOneRuns() {
        WindowFixture lathe;
        CheckScript script(lathe);
        script.hold(true);
        lathe.window().openFile(lathe.writeExperiment());
        QTRY_COMPARE(script.calls(), 1);
        lathe.reopen();
        script.hold(false);
    }

    // The whole way: the program, the engine and the network of the window's own catalog.
    void theRealProgramFindsWhatIsMissing() {
        const QString lathectl = QStringLiteral(LATHE_BINARY_DIR "/bin/lathectl");
        if (!QFile::exists(QStringLiteral(LATHE_BINARY_DIR "/lib/liblathe-train.so"))) QSKIP("built without an engine");
        WindowFixture lathe;
        Services services;
        run::SessionServices with = services.run();
        with.worker_program = lathectl.toStdString();
        MainWindow window(
            Services::catalog(), with, [&services] { return services.engine(); }, lathe.workspace());
        window.show();
        auto* check = window.findChild<ExperimentCheck*>(QStringLiteral("experimentCheck"));
        check->setDelay(std::chrono::milliseconds(0));
        QVERIFY(window.configurePage()->openText(
            QStringLiteral("lathe: 1\nname: x\nconfig:\n  data: {name: fashion_mnist, root: /no/such/folder}\n"),
            QStringLiteral("x.yaml")));
        QVERIFY2(window.configurePage()->problems().empty(),
                 window.configurePage()->problems().empty() ? "" : window.configurePage()->problems()[0].str().c_str());
        QTRY_VERIFY_WITH_TIMEOUT(!check->errors().empty(), 60000);
        QCOMPARE(check->errors().front().key, std::string("data.root"));
        auto* problems = window.findChild<QListWidget*>(QStringLiteral("problemList"));
        QVERIFY2(problems->item(0)->text().contains(QStringLiteral("the folder of the data is missing")),
                 qPrintable(problems->item(0)->text()));
    }
};

LATHE_WINDOW_TEST(TestExperimentCheck)
#include "test_experiment_check.moc"
