// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl queue: what its commands take, refuse and say.
#include <QtTest>

#include "tests/headless/queue_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using queue::ItemState;

class TestQueueCommands : public QObject, protected QueueFixture {
    Q_OBJECT

  private Q_SLOTS:
    void init() { begin(); }

    void once_or_a_search() {
        add({"--once"});
        add();
        ctl_->write("plain.yaml", "lathe: 1\nconfig: {train: {epochs: 2}, opt: {lr: 0.2}}\n");
        QCOMPARE(run({"add", ctl_->file("plain.yaml")}).code, 0);
        QCOMPARE(run({"add", ctl_->file("plain.yaml"), "opt.lr=0.1,0.2"}).code, 2);  // a search needs an objective
        const auto items = listing().at("items");
        QCOMPARE(items.size(), 3u);
        QCOMPARE(items.at(0).at("purpose").get<std::string>(), std::string("trial"));
        QCOMPARE(items.at(1).at("purpose").get<std::string>(), std::string("search"));
        QCOMPARE(items.at(2).at("purpose").get<std::string>(), std::string("trial"));
    }

    void what_is_refused_is_not_added() {
        const Ran unknown = run({"add", ctl_->experiment(), "opt.lr=-1"});
        QCOMPARE(unknown.code, 2);
        QVERIFY2(unknown.err.contains("opt.lr"), unknown.err);
        QCOMPARE(run({"add", ctl_->file("nothing.yaml")}).code, 2);
        QCOMPARE(run({"add", ctl_->experiment(), "--priority", "x"}).code, 2);
        QCOMPARE(run({"add", ctl_->experiment(), "--trials", "0"}).code, 2);
        QVERIFY(items().empty());
        for (const QStringList& wrong :
             {QStringList{"move", "1", "first"}, {"remove", "1"}, {"hold", "1"}, {"release", "1"}, {"restore", "1"}})
            QCOMPARE(run(wrong).code, 2);
        add();
        for (const QStringList& wrong : {QStringList{"move", "1", "nowhere"},
                                         {"move", "1", "before"},
                                         {"move", "1", "before", "x"},
                                         {"move", "1", "0"}})
            QCOMPARE(run(wrong).code, 2);
        QCOMPARE(run({"run", "--on-end", "a | b"}).code, 2);
        QCOMPARE(run({"run", "--at-once", "0"}).code, 2);
    }

    void hold_move_and_clear() {
        for (int i = 0; i < 3; ++i) add();
        QCOMPARE(run({"move", "3", "first"}).code, 0);
        QCOMPARE(run({"hold", "1"}).code, 0);
        QCOMPARE(run({"run"}).code, 0);
        QCOMPARE(state(1), ItemState::held);
        QVERIFY(*queue().find(3)->ended < *queue().find(2)->started);
        QCOMPARE(run({"clear", "--json"}).out.trimmed(), QByteArray("[2,3]"));
        QCOMPARE(run({"release", "1"}).code, 0);
        QCOMPARE(run({"run"}).code, 0);
        QCOMPARE(ctl_->studies().size(), 3u);
    }

    void what_changes_nothing_says_so() {
        add();
        add();
        const auto says = [&](const QStringList& command, int code, const QByteArray& expected) {
            const Ran ran = run(command);
            const bool good = ran.code == code && ran.err.contains(expected);
            if (!good) qWarning("%s: %d %s", qPrintable(command.join(' ')), ran.code, ran.err.constData());
            return good;
        };
        QVERIFY(says({"release", "1"}, 0, "item 1 (quadratic) waits already, and needs no release"));
        QVERIFY(says({"restore", "1"}, 2, "item 1 (quadratic) is waiting; only what was removed can be taken back"));
        QVERIFY(says({"move", "1", "after", "1"}, 2, "cannot come before or after itself"));
        QVERIFY(says({"move", "1", "first"}, 0, "item 1 stands there already"));
        QVERIFY(says({"move", "1", "7"}, 0, "item 1 is the last of 2 that wait"));
        QVERIFY(says({"hold", "1"}, 0, ""));
        QVERIFY(says({"hold", "1"}, 0, "item 1 (quadratic) is held already"));
        QVERIFY(says({"remove", "1"}, 0, ""));
        QVERIFY(says({"remove", "1"}, 0, "item 1 (quadratic) was removed already"));
        QVERIFY(says({"restore", "1"}, 0, ""));
        QVERIFY(says({"stop"}, 0, "nobody runs the queue"));
    }

    void one_without_its_experiment_is_damaged() {
        add();
        add();
        QVERIFY(QFile::remove(ctl_->file("queue/items/0001/experiment.yaml")));
        const Ran list = run({"list"});
        QVERIFY2(list.out.contains("damaged") && list.out.contains("lathectl queue remove 1, and add"), list.out);
        const Ran ran = run({"run"});
        QVERIFY2(ran.code == 0 && ran.err.contains("warning: item 1: damaged: "), ran.err);
        QCOMPARE(state(2), ItemState::done);
        QCOMPARE(run({"remove", "1"}).code, 0);
    }

    void a_damaged_one_is_listed_and_removed() {
        add();
        add();
        const QString damaged = ctl_->file("queue/items/0001/item.json");
        QVERIFY(QFile::remove(damaged));
        ctl_->write("queue/items/0001/item.json", "{");
        const Ran list = run({"list"});
        QCOMPARE(list.code, 0);
        QVERIFY2(list.out.contains("damaged") && list.out.contains("item.json"), list.out);
        QCOMPARE(listing().at("items").at(1).at("state").get<std::string>(), std::string("damaged"));
        QCOMPARE(run({"run"}).code, 0);
        QCOMPARE(state(2), ItemState::done);
        QCOMPARE(run({"hold", "1"}).code, 2);
        QCOMPARE(run({"remove", "1"}).code, 0);
        QCOMPARE(items().size(), 1u);
    }

    void a_queue_that_is_a_file() {
        ctl_->write("queue", "");
        for (const QStringList& command : {QStringList{"add", ctl_->experiment()},
                                           {"list"},
                                           {"move", "1", "first"},
                                           {"remove", "1"},
                                           {"hold", "1"},
                                           {"release", "1"},
                                           {"restore", "1"},
                                           {"clear"},
                                           {"run"},
                                           {"stop"}}) {
            const Ran ran = run(command);
            QCOMPARE(ran.code, 2);
            QVERIFY2(ran.err.contains("is a file") && ran.err.contains("LATHE_QUEUE"), ran.err);
        }
    }

    void a_move_says_what_it_does_to_the_priority() {
        add({"--priority", "5"});
        add();
        const Ran moved = run({"move", "2", "first"});
        QCOMPARE(moved.code, 0);
        QVERIFY2(moved.err.contains("priority 0 -> 5"), moved.err);
        QVERIFY2(run({"move", "2", "last"}).err.isEmpty(), "its priority stays");
    }

    void a_name_does_not_steer_the_terminal() {
        add({"--name", QStringLiteral("a\x1b[2J\nb")});
        for (const Ran& ran : {run({"list"}), run({"run"})}) {
            const QByteArray said = ran.out + ran.err;
            QVERIFY2(said.contains("a?[2J b") && !said.contains('\x1b'), said);
        }
    }

    void limits_are_of_a_search() {
        ctl_->write("plain.yaml", "lathe: 1\nconfig: {train: {epochs: 2}, opt: {lr: 0.2}}\n");
        for (const QStringList& limit : {QStringList{"--trials", "3"}, {"--concurrency", "2"}, {"--duration", "1h"}}) {
            const Ran plain = run(QStringList{"add", ctl_->file("plain.yaml")} + limit);
            QCOMPARE(plain.code, 2);
            QVERIFY2(plain.err.contains("limits of a search"), plain.err);
            QCOMPARE(run(QStringList{"add", ctl_->experiment(), "--once"} + limit).code, 2);
        }
        QVERIFY(items().empty());
    }

    void counts_say_what_is_allowed() {
        for (const char* wrong : {"0", "-1", "x", "2.5", "1e3"}) {
            const Ran ran = run({"run", "--at-once", wrong});
            QCOMPARE(ran.code, 2);
            const QByteArray expected =
                QByteArray("--at-once: expected a whole number from 1 on, found '") + wrong + "'";
            QVERIFY2(ran.err.contains(expected), ran.err);
        }
        const Ran priority = run({"add", ctl_->experiment(), "--priority", "1001"});
        QVERIFY2(priority.err.contains("--priority: expected a whole number from -1000 to 1000, found '1001'"),
                 priority.err);
    }

    void numbers_that_are_too_large_are_told_so() {
        for (const char* wrong : {"2147483648", "99999999999999999999"}) {
            const Ran ran = run({"run", "--at-once", wrong});
            QCOMPARE(ran.code, 2);
            const QByteArray expected =
                QByteArray("--at-once: '") + wrong + "' is too large; the largest is 2147483647";
            QVERIFY2(ran.err.contains(expected), ran.err);
        }
    }

    // As 0010 is printed by many a list, and octal to C.
    void leading_zeros_mean_nothing() {
        for (int i = 0; i < 10; ++i) add(i == 0 ? QStringList{"--priority", "-010", "--trials", "08"} : QStringList());
        QCOMPARE(queue().find(1)->rank.priority, -10);
        QCOMPARE(queue().find(1)->trials, 8);
        QCOMPARE(run({"remove", "0010", "09"}).code, 0);
        QCOMPARE(state(8), ItemState::waiting);
        QCOMPARE(state(9), ItemState::removed);
        QCOMPARE(state(10), ItemState::removed);
        QCOMPARE(run({"move", "008", "first"}).code, 0);
        QCOMPARE(items().front().number, 8);
    }

    void on_end_that_fails_joins_the_message() {
        add();
        const Ran ran = run({"run", "--on-end", "sh -c 'exit 3'"});
        QCOMPARE(ran.code, 0);
        QCOMPARE(state(1), ItemState::done);
        QCOMPARE(queue().find(1)->message, std::string("--on-end: sh ended with exit code 3"));
        QVERIFY2(ran.err.contains("done: --on-end: sh ended with exit code 3"), ran.err);
        QVERIFY(run({"list"}).out.contains("--on-end: sh ended with exit code 3"));
    }

    void on_end_needs_no_shell() {
        add();
        for (const char* command : {"echo $LATHE_NAME", "a | b", "echo \"$HOME\""}) {
            const Ran ran = run({"run", "--on-end", command});
            QCOMPARE(ran.code, 2);
            QVERIFY2(ran.err.contains("--on-end: ") && ran.err.contains("sh -c '...'"), ran.err);
        }
        QCOMPARE(state(1), ItemState::waiting);
        const Ran open = run({"run", "--on-end", "echo 'a"});
        QVERIFY2(open.err.contains("close it") && !open.err.contains("sh -c"), open.err);
    }

    // As README and --help write it, between the quotes of the terminal's shell.
    void on_end_with_a_shell_of_its_own() {
        const QString command = QStringLiteral(R"(sh -c "echo \$LATHE_NAME >> done.txt")");
        QVERIFY2(run({"run", "--help"}).out.simplified().contains(("--on-end '" + command + "'").toUtf8()),
                 run({"run", "--help"}).out);
        add();
        const Ran ran = run({"run", "--on-end", command});
        QVERIFY2(ran.code == 0 && !ran.err.contains("on-end"), ran.err);
        QFile done(ctl_->file("done.txt"));  // in the folder where lathectl was started
        QVERIFY(done.open(QIODevice::ReadOnly));
        QCOMPARE(done.readAll(), QByteArray("quadratic\n"));
    }

    void on_end_is_told() {
        ctl_->write("note", "#!/bin/sh\necho \"$LATHE_NAME $LATHE_STATE $LATHE_BEST $LATHE_STUDY $1\" >> \"$NOTES\"\n");
        QFile::setPermissions(ctl_->file("note"), QFile::ReadOwner | QFile::ExeOwner);
        ctl_->set("NOTES", ctl_->file("notes"));
        const QString command = ctl_->file("note") + " 'two words'";
        add();
        QCOMPARE(run({"run", "--on-end", command}).code, 0);
        QCOMPARE(ctl_->run({"tune", ctl_->experiment(), "--on-end", command}).code, 0);
        ctl_->set("LATHE_FAKE_FAIL", "all");
        QCOMPARE(ctl_->run({"run", ctl_->experiment(), "--on-end", command}).code, 1);
        ctl_->unset("LATHE_FAKE_FAIL");
        QFile notes(ctl_->file("notes"));
        QVERIFY(notes.open(QIODevice::ReadOnly));
        const auto lines = notes.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        const auto study = store::read_study(queue().find(1)->study_folder()).value();
        const QByteArray best = QByteArray::fromStdString(dump_json(Json(*study.best()->objective)));
        QCOMPARE(lines[0],
                 "quadratic FINISHED " + best + " " + QByteArray::fromStdString(study.folder.string()) + " two words");
        QVERIFY(lines[1].startsWith("quadratic FINISHED " + best));
        QVERIFY2(lines[2].startsWith("quadratic FAILED  /"), lines[2]);
        const Ran missing = ctl_->run({"tune", ctl_->experiment(), "--on-end", "no-such-program"});
        QCOMPARE(missing.code, 0);
        QVERIFY2(missing.err.contains("warning: --on-end: no-such-program"), missing.err);
        const Ran failing = ctl_->run({"tune", ctl_->experiment(), "--on-end", "false"});
        QCOMPARE(failing.code, 0);
        QVERIFY2(failing.err.contains("ended with exit code 1"), failing.err);
    }
};

LATHE_CORE_TEST(TestQueueCommands)
#include "test_queue_commands.moc"
