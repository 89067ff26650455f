// SPDX-License-Identifier: GPL-3.0-or-later
// A window asks before it starts somebody's program, once for each folder; opening an experiment starts nothing.
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

#include "tests/test_program.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;

class TestProgramTrust : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    static QString writeExperiment(const test::WindowFixture& fixture) {
        QFile script(fixture.folder() + QStringLiteral("/train.sh"));
        if (!script.open(QIODevice::WriteOnly)) return {};
        script.write(
            "touch started\nprintf '%s\\n' '{\"metrics\": {\"loss\": 1}}' >> "
            "\"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"\n");
        QFile file(fixture.folder() + QStringLiteral("/program.yaml"));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write("lathe: 1\nname: program\ntrial: {command: [sh, train.sh]}\nconfig: {own: {key: 1}}\n");
        return file.fileName();
    }

  private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", home_.path().toUtf8()); }

    void asksOnceAndRunsOnlyWhatWasAllowed() {
        test::WindowFixture fixture;
        const QString file = writeExperiment(fixture);
        fixture.window().openFile(file);
        const auto has_started = [&] { return QFile::exists(fixture.folder() + QStringLiteral("/started")); };
        QTRY_VERIFY(fixture.action("runOnceAction")->isEnabled());
        QVERIFY(!has_started());

        fixture.action("runOnceAction")->trigger();
        auto* box = fixture.find<QMessageBox>("programTrustDialog");
        QVERIFY(box);
        QVERIFY2(box->informativeText().contains(QStringLiteral("sh train.sh")), qPrintable(box->informativeText()));
        box->findChild<QPushButton*>(QStringLiteral("programTrustCancel"))->click();
        QTRY_VERIFY(!fixture.find<QMessageBox>("programTrustDialog"));
        QVERIFY(!has_started());

        fixture.action("runOnceAction")->trigger();
        box = fixture.find<QMessageBox>("programTrustDialog");
        QVERIFY(box);
        box->findChild<QPushButton*>(QStringLiteral("programTrust"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(has_started(), 20000);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.state(), run::SessionState::finished, 20000);

        fixture.action("runOnceAction")->trigger();
        QVERIFY(!fixture.find<QMessageBox>("programTrustDialog"));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.state(), run::SessionState::finished, 20000);
    }
};

LATHE_WINDOW_TEST(TestProgramTrust)
#include "test_program_trust.moc"
