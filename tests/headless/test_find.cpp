// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl find, with finders that only pretend.
#include <signal.h>

#include <QFile>
#include <QtTest>

#include "core/base/files.h"
#include "core/base/json.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

class TestFind : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    std::string text() const { return read_file(ctl_->experiment().toStdString()).value(); }

  private Q_SLOTS:
    void init() { ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE); }

    void a_suggestion_is_one_line() {
        const std::string before = text();
        const Ran ran = ctl_->run({"find", "lr", ctl_->experiment()});
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(ran.out, QByteArray("opt.lr 0.01235\n"));
        QCOMPARE(text(), before);
    }

    void apply_changes_those_bytes_alone() {
        const std::string before = text();
        QCOMPARE(ctl_->run({"find", "lr", ctl_->experiment(), "--apply"}).code, 0);
        std::string expected = before;
        expected.replace(expected.find("lr: 0.1"), 7, "lr: 0.01235");
        QCOMPARE(text(), expected);
        QCOMPARE(ctl_->run({"find", "batch-size", ctl_->experiment(), "--apply"}).code, 0);
        QVERIFY(text().find("batch_size: 128") != std::string::npos);
    }

    void the_curve_as_json() {
        const Ran ran = ctl_->run({"find", "lr", ctl_->experiment(), "--json", "--min", "1e-6"});
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY2(json, ran.out);
        QCOMPARE(json->at("lr")[0].get<double>(), 1e-6);
        QCOMPARE(json->at("suggestion").get<double>(), 0.0123456789);
    }

    void nothing_to_suggest_is_exit_1_with_its_sentence() {
        ctl_->set("LATHE_FAKE_FIND", "nothing");
        const std::string before = text();
        Ran ran = ctl_->run({"find", "lr", ctl_->experiment(), "--apply"});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("error: no learning rate can be suggested: the loss rose at once"), ran.err);
        ran = ctl_->run({"find", "batch-size", ctl_->experiment(), "--apply"});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("error: not even that fits into memory"), ran.err);
        QVERIFY(ran.out.isEmpty());
        QCOMPARE(text(), before);
    }

    void mistakes_have_their_exit_codes_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        const QString file = "experiment.yaml";
        QTest::newRow("first above last")
            << QStringList{"lr", file, "--min", "1", "--max", "0.1"} << "" << 2 << QByteArray("is not below the last");
        QTest::newRow("a bad experiment")
            << QStringList{"lr", file, "opt.lr=-1"} << "" << 2 << QByteArray("opt.lr: ValidationError");
        QTest::newRow("no such device") << QStringList{"lr", file, "hw.device=cuda:7"} << "" << 2
                                        << QByteArray("needs 1 GPU");
        QTest::newRow("no finders") << QStringList{"lr", file} << "missing" << 1 << QByteArray("has no finders");
        QTest::newRow("it fails") << QStringList{"lr", file} << "fail" << 1 << QByteArray("lenet does not fit");
    }
    void mistakes_have_their_exit_codes() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, mode);
        ctl_->set("LATHE_FAKE_FIND", mode);
        const Ran ran = ctl_->run(QStringList{"find"} + arguments);
        QTEST(ran.code, "code");
        QFETCH(QByteArray, says);
        QVERIFY2(ran.err.startsWith("error: ") && ran.err.contains(says), ran.err);
    }

    void a_program_has_nothing_to_find() {
        ctl_->write("p.yaml", "lathe: 1\ntrial: {command: [sh, t.sh]}\nconfig: {opt: {lr: 1}}\n");
        for (const char* what : {"lr", "batch-size"}) {
            const Ran ran = ctl_->run({"find", what, ctl_->file("p.yaml"), "--apply"});
            QCOMPARE(ran.code, 2);
            QVERIFY2(ran.err.contains("trial: a finder needs Lathe's own engine") && ran.err.contains("sh t.sh"),
                     ran.err);
        }
    }

    void an_interrupt_ends_it() {
        const QString path = ctl_->file("pid");
        ctl_->set("LATHE_FAKE_FIND", path);
        auto process = ctl_->start({"find", "lr", ctl_->experiment(), "--apply"});
        const std::string before = text();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), 60'000);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QCOMPARE(Lathectl::finish(*process).code, 130);
        QCOMPARE(text(), before);
    }
};

LATHE_CORE_TEST(TestFind)
#include "test_find.moc"
