// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl tag, note, name, star, archive, rm and trash.
#include <QtTest>

#include "core/base/json.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

class TestMarkCommands : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;
    QString name_;

    Ran run(const QStringList& arguments) { return ctl_->run(arguments); }
    Json runs(const QStringList& more = {}) {
        return *parse_json(run(QStringList{"runs", "--json"} + more).out.toStdString());
    }

  private Q_SLOTS:
    void init() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        QCOMPARE(run({"tune", ctl_->experiment(), "--trials", "2"}).code, 0);
        name_ = QString::fromStdString(ctl_->study().folder.filename().string());
    }

    void tags_are_added_shown_and_asked_for() {
        QCOMPARE(run({"tag", name_, "--add", "paper", "--add", "draft"}).code, 0);
        QCOMPARE(run({"tag", name_ + "/trials/0001", "--add", "odd"}).code, 0);
        QCOMPARE(run({"tag", name_, "--remove", "draft"}).code, 0);
        QCOMPARE(run({"tag", name_}).out, QByteArray("paper\n"));
        QCOMPARE(run({"tag", name_ + "/trials/0001"}).out, QByteArray("odd\n"));
        QCOMPARE(runs({"--tag", "paper"}).size(), 1u);
        QCOMPARE(runs({"--tag", "draft"}).size(), 0u);
        QCOMPARE(run({"tag", name_, "--add", "two words"}).code, 2);
        QCOMPARE(run({"tag", "nothing", "--add", "x"}).code, 2);
        const Ran behind = run({"tag", name_, "paper"});  // as others take it
        QVERIFY2(behind.code == 2 && behind.err.contains("--add TAG adds a tag"), behind.err);
        QVERIFY(run({"runs"}).out.contains("paper"));
        QVERIFY(run({"show", name_}).out.contains("paper"));
    }

    void notes_and_names() {
        ctl_->write("note.md", "# Why\nbecause\n");
        QCOMPARE(run({"note", name_, "-F", ctl_->file("note.md")}).code, 0);
        QCOMPARE(run({"note", name_, "--append", "-m", "more"}).code, 0);
        QCOMPARE(run({"note", name_}).out, QByteArray("# Why\nbecause\nmore\n"));
        QCOMPARE(run({"note", name_, "-m", ""}).code, 0);
        QCOMPARE(run({"note", name_}).out, QByteArray());
        QCOMPARE(run({"name", name_, "-m", "the one"}).code, 0);
        QCOMPARE(run({"name", name_}).out, QByteArray("the one\n"));
        QCOMPARE(runs().at(0).at("marks").at("name").get<std::string>(), std::string("the one"));
    }

    void a_color_is_six_digits() {
        QCOMPARE(run({"color", name_, "-m", "#0072b2"}).code, 0);
        QCOMPARE(run({"color", name_}).out, QByteArray("#0072b2\n"));
        const Ran red = run({"color", name_, "-m", "red"});
        QCOMPARE(red.code, 2);
        QVERIFY2(red.err.contains("#rrggbb"), red.err);
    }

    void archived_ones_are_left_out() {
        QCOMPARE(run({"archive", name_}).code, 0);
        QCOMPARE(runs().size(), 0u);
        QCOMPARE(runs({"--all"}).size(), 1u);
        QCOMPARE(run({"archive", name_, "--undo"}).code, 0);
        QCOMPARE(runs().size(), 1u);
    }

    void what_was_deleted_comes_back() {
        const Ran removed = run({"rm", name_});
        QCOMPARE(removed.code, 0);
        QVERIFY(removed.out.contains("trash restore " + name_.toUtf8()));
        QCOMPARE(runs().size(), 0u);
        QCOMPARE(run({"trash", "empty"}).code, 2);
        QCOMPARE(run({"trash", "restore", name_}).code, 0);
        QCOMPARE(runs().size(), 1u);
        QCOMPARE(run({"rm", name_}).code, 0);
        QCOMPARE(run({"trash", "empty", "--yes"}).code, 0);
        QCOMPARE(run({"trash", "restore", name_}).code, 2);
    }

    void a_search_goes_on_without_a_deleted_trial() {
        QCOMPARE(run({"rm", name_ + "/trials/0001"}).code, 0);
        const auto before = ctl_->study().trials.at(1);
        QCOMPARE(run({"resume", name_, "--trials", "3"}).code, 0);
        const auto study = ctl_->study();
        QCOMPARE(study.trials.size(), 3u);
        QCOMPARE(study.trials.at(1).objective.value(), before.objective.value());
        QVERIFY(study.marks.of_trial(1).deleted);
    }
};

LATHE_CORE_TEST(TestMarkCommands)
#include "test_marks.moc"
