// SPDX-License-Identifier: GPL-3.0-or-later
// A script becomes an experiment from the window: its folder is trusted first, a process of its own reads it, what is
// wrong is shown, and the new file is open at the end.
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

#include "tests/test_program.h"
#include "widgets/common/banner.h"
#include "widgets/config/configure_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;

class TestNewFromProgram : public QObject {
    Q_OBJECT

    QTemporaryDir home_;
    std::unique_ptr<test::WindowFixture> fixture_;
    QString script_;

    bool write(const QString& name, const QByteArray& text) {
        QFile file(fixture_->folder() + QLatin1Char('/') + name);
        if (!file.open(QIODevice::WriteOnly)) return false;
        file.write(text);
        return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    // A window whose lathectl is this program.
    void useLathectl(const QString& lathectl) {
        fixture_->services.worker_program = lathectl.toStdString();
        fixture_->reopen();
    }
    void choose(const QString& file) {
        fixture_->action("newFromProgramAction")->trigger();
        auto* dialog = fixture_->find<QFileDialog>("programFileDialog");
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
        QTRY_VERIFY(!fixture_->find<QFileDialog>("programFileDialog"));
    }
    void answer(const char* button) {
        auto* box = fixture_->find<QMessageBox>("programTrustDialog");
        QVERIFY(box);
        QVERIFY2(box->informativeText().contains(QStringLiteral("train.py")), qPrintable(box->informativeText()));
        box->findChild<QPushButton*>(QLatin1String(button))->click();
        QTRY_VERIFY(!fixture_->find<QMessageBox>("programTrustDialog"));
    }
    QString shown() const {
        QString all;
        for (const QLabel* label :
             fixture_->window().findChild<Banner*>(QStringLiteral("windowBanner"))->findChildren<QLabel*>())
            all += label->text();
        return all;
    }
    bool hasRun(const char* what) const {
        return QFile::exists(fixture_->folder() + QLatin1Char('/') + QLatin1String(what));
    }

  private Q_SLOTS:
    void init() {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        QFile::remove(QString::fromUtf8(qgetenv("XDG_CONFIG_HOME")) + QStringLiteral("/lathe/trusted"));
        fixture_ = std::make_unique<test::WindowFixture>();
        QVERIFY(write(QStringLiteral("train.py"),
                      "import pathlib\npathlib.Path('imported').touch()\n"
                      "def main(lr: float = 0.1, epochs: int = 3): pass\n"));
        script_ = fixture_->folder() + QStringLiteral("/train.py");
    }

    void nothingIsReadBeforeTheFolderIsTrusted() {
        QVERIFY(write(QStringLiteral("lathectl"),
                      "#!/bin/sh\ntouch started\n[ \"$1 $2 $3\" = 'new experiment --from' ] || exit 9\n"
                      "printf 'lathe: 1\\nname: train\\nconfig: {opt: {lr: 0.5}}\\n' > \"$6\"\n"));
        useLathectl(fixture_->folder() + QStringLiteral("/lathectl"));
        choose(script_);
        answer("programTrustCancel");
        QVERIFY(!hasRun("started"));
        QVERIFY(!fixture_->window().configurePage()->isOpen());

        choose(script_);
        answer("programTrust");
        QTRY_COMPARE(QFileInfo(fixture_->window().configurePage()->file()).fileName(), QStringLiteral("train.yaml"));
        QVERIFY(hasRun("started"));

        // Trusted now, and the name is taken.
        choose(script_);
        QVERIFY(!fixture_->find<QMessageBox>("programTrustDialog"));
        QTRY_COMPARE(QFileInfo(fixture_->window().configurePage()->file()).fileName(), QStringLiteral("train-2.yaml"));
    }

    void whatIsWrongIsShown() {
        QVERIFY(write(QStringLiteral("lathectl"),
                      "#!/bin/sh\necho 'error: Python cannot make a schema of it' >&2\nexit 1\n"));
        useLathectl(fixture_->folder() + QStringLiteral("/lathectl"));
        choose(script_);
        answer("programTrust");
        QTRY_VERIFY2(shown().contains(QStringLiteral("Python cannot make a schema of it")), qPrintable(shown()));
        QVERIFY(!fixture_->window().configurePage()->isOpen());

        useLathectl(fixture_->folder() + QStringLiteral("/nothing"));
        choose(script_);
        QTRY_VERIFY2(shown().contains(QStringLiteral("lathectl")), qPrintable(shown()));
    }

    void byTheRealLathectl() {
        const QString lathectl = QStringLiteral(LATHE_BINARY_DIR "/bin/lathectl");
        if (!QFile::exists(lathectl) || !QFile::exists(QStringLiteral("/usr/bin/python3")))
            QSKIP("no lathectl or Python");
        useLathectl(lathectl);
        choose(script_);
        answer("programTrust");
        QTRY_VERIFY_WITH_TIMEOUT(fixture_->window().configurePage()->isOpen(), 60000);
        QVERIFY(hasRun("imported"));
        const std::string text = fixture_->window().configurePage()->document().text();
        QVERIFY2(text.find("train.py") != std::string::npos && text.find("epochs") != std::string::npos, text.c_str());
    }
};

LATHE_WINDOW_TEST(TestNewFromProgram)
#include "test_new_from_program.moc"
