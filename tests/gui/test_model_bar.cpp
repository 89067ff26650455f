// SPDX-License-Identifier: GPL-3.0-or-later
// A model that is tested or exported from the Review room, by a program that stands for lathectl.
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QtTest>

#include "app/gui/model_bar.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::gui;

class TestModelBar : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;

    // A program that does what the shell script says.
    QString program(const QByteArray& script) const {
        const QString path = dir_->filePath("lathectl");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write("#!/bin/sh\n" + script);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

  private Q_SLOTS:
    void init() { dir_ = std::make_unique<QTemporaryDir>(); }

    void a_test_leaves_its_record_where_it_says() {
        ModelBar bar(program("echo \"$@\" > \"$4/said\"\n"));
        QSignalSpy tested(&bar, &ModelBar::tested);
        bar.test("/runs/a/trials/0003");
        QVERIFY(bar.isBusy() && !bar.isHidden());
        QTRY_COMPARE(tested.size(), 1);
        QVERIFY(!bar.isBusy() && bar.isHidden());
        QCOMPARE(tested[0][0].toString(), QString("/runs/a/trials/0003"));
        QFile said(tested[0][1].toString() + "/said");
        QVERIFY(said.open(QIODevice::ReadOnly));
        QVERIFY(said.readAll().startsWith("test /runs/a/trials/0003 -o "));
    }

    void an_export_says_where_the_model_is() {
        ModelBar bar(program("echo \"$@\" > \"$6\"\n"));
        QSignalSpy exported(&bar, &ModelBar::exported);
        bar.exportModel("/runs/a/trials/0003", "safetensors", dir_->filePath("model"));
        QTRY_COMPARE(exported.size(), 1);
        QVERIFY(exported[0][0].toString().contains(dir_->filePath("model")));
        QFile said(dir_->filePath("model"));
        QVERIFY(said.open(QIODevice::ReadOnly));
        QVERIFY(said.readAll().startsWith("export /runs/a/trials/0003 --to safetensors -o "));
    }

    void errors_are_those_that_it_says_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("an error") << QByteArray("echo 'used x' >&2; echo 'error: data: it has changed' >&2; exit 1\n")
                                  << QByteArray("data: it has changed");
        QTest::newRow("a crash") << QByteArray("kill -SEGV $$\n") << QByteArray("crashed");
    }
    void errors_are_those_that_it_says() {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, says);
        ModelBar bar(program(script));
        std::string told;
        connect(&bar, &ModelBar::failed, this, [&told](const Errors& errors) {
            for (const Error& error : errors) told += error.str();
        });
        bar.test("/runs/a/trials/0003");
        QTRY_VERIFY2(told.find(says.toStdString()) != std::string::npos, told.c_str());
        QVERIFY(!bar.isBusy());
    }

    void a_program_that_is_not_there_is_an_error() {
        ModelBar bar(dir_->filePath("nothing"));
        int failures = 0;
        connect(&bar, &ModelBar::failed, this, [&failures](const Errors&) { ++failures; });
        bar.test("/runs/a/trials/0003");
        QTRY_COMPARE(failures, 1);
        QVERIFY(!bar.isBusy());
    }

    void canceling_ends_it_without_a_word() {
        ModelBar bar(program("exec tail -f /dev/null\n"));
        QSignalSpy tested(&bar, &ModelBar::tested);
        int failures = 0;
        connect(&bar, &ModelBar::failed, this, [&failures](const Errors&) { ++failures; });
        bar.test("/runs/a/trials/0003");
        QTRY_VERIFY(bar.isBusy());
        bar.cancel();
        QTRY_VERIFY(!bar.isBusy());
        QCOMPARE(tested.size() + failures, 0);
    }
};

LATHE_WINDOW_TEST(TestModelBar)
#include "test_model_bar.moc"
