// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl import: what it says of what it made.
#include <memory>

#include <QtTest>

#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

class TestImport : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

  private Q_SLOTS:
    void init() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        ctl_->write("t.csv", "lr,name,acc\n0.1,a,0.5\n0.2,b,0.7\n");
    }

    // Nothing of such a study is compared, and nobody sees why.
    void a_table_without_an_objective_is_told() {
        Ran ran = ctl_->run({"import", "csv", ctl_->file("t.csv")});
        QVERIFY2(ran.code == 0 && ran.out.contains(": 2 trials\n"), ran.out + ran.err);
        QVERIFY2(ran.err.contains("t has no objective") && ran.err.contains("--metric, one of lr, acc, "), ran.err);
        ran = ctl_->run({"import", "csv", ctl_->file("t.csv"), "--metric", "acc", "--mode", "maximize"});
        QVERIFY2(ran.code == 0 && ran.err.isEmpty(), ran.err);
        ctl_->write("words.csv", "name\na\n");
        ran = ctl_->run({"import", "csv", ctl_->file("words.csv")});
        QVERIFY2(ran.code == 0 && ran.out.contains(": 1 trial\n"), ran.out + ran.err);
        QVERIFY2(ran.err.contains("nothing in it could be one"), ran.err);
    }
};

LATHE_CORE_TEST(TestImport)
#include "test_import.moc"
