// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl --on HOST: the same commands on another machine, which a program in the place of ssh stands for: another
// home folder, and a connection that breaks.
#include <signal.h>
#include <filesystem>
#include <map>

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include "core/bundle/bundle.h"
#include "core/store/metrics_table.h"
#include "core/store/study_journal.h"
#include "core/store/study_lock.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
namespace fs = std::filesystem;

class TestRemote : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        QVERIFY(QDir().mkpath(ctl_->file("home/.local/bin")));
        QVERIFY(QFile::link(LATHECTL, ctl_->file("home/.local/bin/lathectl")));
        ctl_->set("LATHE_SSH", LATHE_SOURCE_DIR "/tests/headless/cutting_ssh.py");
        ctl_->set("LATHE_REMOTE_HOME", ctl_->file("home"));
        ctl_->set("LATHE_QUEUE", ctl_->file("queue"));
    }

    void a_search_there_is_the_search_here() {
        const Ran here = ctl_->run({"tune", ctl_->experiment(), "opt.lr=0.2", "--json"});
        QCOMPARE(here.code, 2);  // a value of the space
        const Ran there = on({"tune", ctl_->experiment(), "opt.lr=0.2", "--json"});
        QCOMPARE(there.code, 2);
        QCOMPARE(afterPath(lastLine(there.err)), afterPath(lastLine(here.err)));
        const Ran ran = on({"tune", ctl_->experiment()});
        QVERIFY2(ran.code == 0, ran.err.constData());
        const Ran local = Lathectl(LATHECTL, LATHE_FAKE_ENGINE).run({"tune", ctl_->experiment()});
        QCOMPARE(ran.out.split('\n').mid(0, 6), local.out.split('\n').mid(0, 6));  // all but the record's path
        QCOMPARE(onlyStudy().trials.size(), std::size_t(4));
        QVERIFY(jobs().isEmpty());  // nothing is left of it
    }

    void listings_and_exports_come_as_they_are() {
        QCOMPARE(ctl_->run({"tune", ctl_->experiment()}).code, 0);
        const QString study = QString::fromStdString(onlyStudy().folder.filename().string());
        for (const QStringList& command :
             {QStringList{"runs", "--json"}, QStringList{"show", study},
              QStringList{"show", study + "/trials/0001", "--json"}, QStringList{"export", study, "--to", "csv"},
              QStringList{"log", study}, QStringList{"show", "none"}, QStringList{"queue", "list"},
              QStringList{"devices", "--json"}}) {
            const Ran here = ctl_->run(command);
            const Ran there = on(command);
            QCOMPARE(there.code, here.code);
            QCOMPARE(withoutFreeMemory(there.out), withoutFreeMemory(here.out));
            QCOMPARE(there.err, here.err);
        }
        QCOMPARE(on({"export", study, "--to", "csv", "-o", ctl_->file("table.csv")}).code, 0);
        QFile table(ctl_->file("table.csv"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(table.readAll(), ctl_->run({"export", study, "--to", "csv"}).out);
        const QString packed = ctl_->file("packed.lathe.tar.zst");  // a bundle is known by how its name ends
        QCOMPARE(on({"export", study, "--to", "bundle", "-o", packed}).code, 0);
        QVERIFY(bundle::Bundle::open(packed.toStdString()));
        QCOMPARE(on({"export", study, "--to", "csv", "-o", ctl_->file("folder/")}).code, 2);
        for (const char* name : {"-", "/dev/stdout"})
            QCOMPARE(on({"export", study, "--to", "csv", "-o", name}).out,
                     ctl_->run({"export", study, "--to", "csv"}).out);
        QCOMPARE(on({"export", study, "--to", "csv", "-o", ctl_->file("no/such.csv")}).code, 2);
        QCOMPARE(on({"export", "none", "--to", "csv", "-o", ctl_->file("none.csv")}).code, 2);
        QVERIFY(!QFile::exists(ctl_->file("none.csv")));
    }

    void what_cannot_be_said_to_another_machine() {
        for (const QStringList& command :
             {QStringList{"serve"}, QStringList{"worker"}, QStringList{"queue", "item", "1"},
              QStringList{"space", "validate", "x"}, QStringList{}})
            QCOMPARE(on(command).code, 2);
        QCOMPARE(ctl_->run({"runs", "--on", "host"}).code, 2);
        QCOMPARE(ctl_->run({"--on", "-oProxyCommand=touch x", "runs"}).code, 2);
        QCOMPARE(ctl_->run({"--detach", "runs"}).code, 2);
        QCOMPARE(ctl_->run({"runs", "--workspace", "ssh://host/~/runs"}).code, 2);  // two workspaces
    }

    void a_workspace_may_be_an_address() {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LATHE_ENGINE", LATHE_FAKE_ENGINE);
        environment.insert("LATHE_SSH", LATHE_SOURCE_DIR "/tests/headless/cutting_ssh.py");
        environment.insert("LATHE_REMOTE_HOME", ctl_->file("home"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(LATHECTL, {"run", ctl_->experiment(), "--workspace", "ssh://host/~/elsewhere"});
        const Ran ran = Lathectl::finish(process);
        QVERIFY2(ran.code == 0, ran.err.constData());
        QCOMPARE(QDir(ctl_->file("home/elsewhere")).entryList({"quadratic-*"}).size(), 1);
    }

    void a_host_without_lathectl_is_told_how_to_get_it() {
        QVERIFY(QFile::remove(ctl_->file("home/.local/bin/lathectl")));
        const Ran ran = on({"runs"});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("install-on"), ran.err.constData());
    }

    // A login shell may print anything before what it was asked for.
    void lathectl_is_installed_on_a_host_that_talks() {
        QVERIFY(QFile::remove(ctl_->file("home/.local/bin/lathectl")));
        ctl_->set("LATHE_NOISE", "Welcome\nlathe-kind: none\n100% ");
        const Ran ran = install();
        QVERIFY2(ran.code == 0, ran.err.constData());
        QVERIFY2(ran.out.startsWith("host: ") && !ran.out.contains("Welcome"), ran.out.constData());
        QCOMPARE(on({"devices", "--json"}).code, 0);
    }

    void a_full_disk_there_leaves_what_was_installed() {
        QVERIFY(QFile::remove(ctl_->file("home/.local/bin/lathectl")));
        QCOMPARE(install().code, 0);
        // An earlier one was cut off between putting the old away and giving the new its name.
        const QString share = ctl_->file("home/.local/share/");
        QVERIFY(QDir().rename(share + "lathe", share + "lathe.old"));
        ctl_->set("LATHE_LIMIT", "100000");
        const Ran full = install();
        QCOMPARE(full.code, 1);
        QVERIFY2(full.err.contains("liblathe-core.so") && full.err.contains("room"), full.err.constData());
        ctl_->unset("LATHE_LIMIT");
        QVERIFY(!QFile::exists(share + "lathe.new"));
        QCOMPARE(on({"devices", "--json"}).code, 0);
        QCOMPARE(install().code, 0);
    }

    void data_that_is_missing_there_is_told() {
        ctl_->write("table.csv", "a,b\n1,2\n");
        ctl_->write("table.yaml", QByteArray("lathe: 1\nname: table\nconfig:\n  data: {name: csv, file: table.csv, "
                                             "target: b}\n  train: {epochs: 1}\n"));
        const Ran same = on({"run", ctl_->file("table.yaml")});
        QVERIFY2(!same.err.contains("warning"), same.err.constData());  // this machine has it, as the host is this one
        const Ran more = ctl_->run({"--on", "host", "--with-data", "run", ctl_->file("table.yaml")});
        QCOMPARE(more.code, same.code);
    }

    void ctrl_c_stops_it_there_and_it_can_be_resumed() {
        ctl_->set("LATHE_FAKE_HOLD", "0002:" + ctl_->file("here"));
        const auto process = ctl_->start({"--on", "host", "tune", ctl_->experiment()});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ctl_->file("here")), 60'000);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        const Ran ran = Lathectl::finish(*process);
        QCOMPARE(ran.code, 130);
        QVERIFY2(ran.err.contains("stopping at the next batch"), ran.err.constData());
        QVERIFY(onlyStudy().state == store::StudyState::interrupted);
        ctl_->unset("LATHE_FAKE_HOLD");
        QCOMPARE(on({"resume", QString::fromStdString(onlyStudy().folder.filename().string())}).code, 0);
        QVERIFY(onlyStudy().state == store::StudyState::finished);
    }

    // While the experiment is on its way nothing has begun there, and nothing does.
    void ctrl_c_while_it_is_sent_starts_nothing() {
        ctl_->set("LATHE_HOLD", "\"piece\":" + ctl_->file("held"));
        const auto process = ctl_->start({"--on", "host", "tune", ctl_->experiment()});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ctl_->file("held")), 60'000);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        const Ran ran = Lathectl::finish(*process);
        QCOMPARE(ran.code, 130);
        QVERIFY2(ran.err.contains("cancelled: nothing was started on host"), ran.err.constData());
        ctl_->unset("LATHE_HOLD");
        QVERIFY(jobs().isEmpty());
        QVERIFY(studies().empty());
        QCOMPARE(on({"tune", ctl_->experiment()}).code, 0);  // and the next time it goes on from there
    }

    void hints_name_the_port() {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LATHE_ENGINE", LATHE_FAKE_ENGINE);
        environment.insert("LATHE_SSH", LATHE_SOURCE_DIR "/tests/headless/cutting_ssh.py");
        environment.insert("LATHE_REMOTE_HOME", ctl_->file("home"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(LATHECTL, {"--on", "ssh://me@host:2222/~/ported", "--detach", "run", ctl_->experiment()});
        const Ran ran = Lathectl::finish(process);
        QVERIFY2(ran.code == 0, ran.err.constData());
        QVERIFY2(ran.err.contains("lathectl --on 'ssh://me@host:2222/~/ported' runs"), ran.err.constData());
        QTRY_COMPARE_WITH_TIMEOUT(QDir(ctl_->file("home/ported")).entryList({"quadratic-*"}).size(), 1, 60'000);
        const auto finished = [&] {
            const QStringList studies = QDir(ctl_->file("home/ported")).entryList({"quadratic-*"});
            const auto study = store::read_study(ctl_->file("home/ported/" + studies.front()).toStdString());
            return study && study->state == store::StudyState::finished;
        };
        QTRY_VERIFY_WITH_TIMEOUT(finished(), 60'000);
    }

    void what_runs_there_outlives_the_client() {
        ctl_->set("LATHE_FAKE_HOLD", "0002:" + ctl_->file("here"));
        const auto process = ctl_->start({"--on", "host", "tune", ctl_->experiment()});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ctl_->file("here")), 60'000);
        process->kill();
        QVERIFY(process->waitForFinished(60'000));
        ctl_->write("here.go", "");
        QTRY_VERIFY_WITH_TIMEOUT(onlyStudy().state == store::StudyState::finished, 60'000);
        QCOMPARE(onlyStudy().trials.size(), std::size_t(4));
    }

    void a_study_is_stopped_by_its_name() {
        ctl_->set("LATHE_FAKE_HOLD", "0002:" + ctl_->file("here"));
        QCOMPARE(ctl_->run({"--on", "host", "--detach", "tune", ctl_->experiment()}).code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ctl_->file("here")), 60'000);
        const QString study = QString::fromStdString(onlyStudy().folder.filename().string());
        const Ran ran = on({"stop", study});
        QVERIFY2(ran.code == 0, ran.err.constData());
        QTRY_VERIFY_WITH_TIMEOUT(onlyStudy().state == store::StudyState::interrupted, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(!store::is_locked(onlyStudy().folder), 60'000);
        QCOMPARE(on({"stop", study}).code, 2);  // nobody runs it
    }

    void the_queue_there() {
        const Ran added = on({"queue", "add", ctl_->experiment()});
        QVERIFY2(added.code == 0, added.err.constData());
        QCOMPARE(added.out, QByteArray("1\n"));
        QCOMPARE(on({"queue", "add", ctl_->experiment(), "--once"}).out, QByteArray("2\n"));
        QCOMPARE(on({"queue", "move", "2", "first"}).code, 0);
        QCOMPARE(on({"queue", "hold", "1"}).code, 0);
        QVERIFY(on({"queue", "list"}).out.contains("held"));
        QCOMPARE(on({"queue", "release", "1"}).code, 0);
        QCOMPARE(on({"queue", "run"}).code, 0);
        QCOMPARE(studies().size(), std::size_t(2));
        QCOMPARE(on({"queue", "clear"}).code, 0);
    }

    // The connection breaks at random bytes, in the middle of sending the experiment, starting it and telling what it
    // prints: one study, every trial once, every row once, and every line printed once.
    void a_connection_that_breaks_loses_and_doubles_nothing() {
        QVERIFY(QDir().mkpath(ctl_->file("cuts")));
        ctl_->set("LATHE_FAKE_PACE", "300");
        ctl_->set("LATHE_CUTS", ctl_->file("cuts") + ":25");
        const Ran ran = ctl_->run({"--on", "host", "tune", ctl_->experiment(), "--trials", "12"});
        QVERIFY2(ran.code == 0, ran.err.constData());
        const auto broken = QDir(ctl_->file("cuts")).entryList(QDir::Files).size();
        QVERIFY2(broken >= 10, QByteArray::number(broken).constData());
        const auto study = onlyStudy();
        QCOMPARE(study.trials.size(), std::size_t(12));
        const QList<QByteArray> lines = ran.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 12 + 3);  // its title, the best, the record
        for (int i = 0; i < 12; ++i) QCOMPARE(lines[i + 1].trimmed().split(' ').front(), QByteArray::number(i));
        std::map<int, int> ends;
        const auto journal = store::read_study_journal(study.folder).value();
        for (const auto& [time, event] : journal.events)
            if (const auto* end = std::get_if<store::event::Finished>(&event)) ++ends[end->trial];
        QCOMPARE(ends.size(), std::size_t(12));
        for (const auto& [trial, count] : ends) QCOMPARE(count, 1);
        for (const auto& trial : study.trials) {
            QFile csv(
                QString::fromStdString((store::trial_folder(study.folder, trial.number) / "metrics.csv").string()));
            QVERIFY(csv.open(QIODevice::ReadOnly));
            QList<QByteArray> rows = csv.readAll().trimmed().split('\n');
            const auto count = rows.size();
            QCOMPARE(QSet<QByteArray>(rows.begin(), rows.end()).size(), count);
        }
    }

  private:
    // Something like an installed Lathe.
    Ran install() const {
        const QString from = ctl_->file("installed");
        if (!QDir().mkpath(from + "/bin") || !QDir().mkpath(from + "/lib/lathe")) qFatal("no folder");
        ctl_->write("installed/lib/lathe/liblathe-core.so", QByteArray(300'000, 'x'));
        ctl_->write("installed/bin/lathectl", "#!/bin/sh\nexec '" LATHECTL "' \"$@\"\n");
        QFile::setPermissions(from + "/bin/lathectl", QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return ctl_->run({"install-on", "host", "--from", from, "--yes"});
    }
    Ran on(const QStringList& arguments) const { return ctl_->run(QStringList{"--on", "host"} + arguments); }
    QStringList jobs() const {
        return QDir(ctl_->file("runs/.remote/jobs")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }
    static QByteArray lastLine(const QByteArray& text) { return text.trimmed().split('\n').last(); }
    static QByteArray afterPath(const QByteArray& line) { return line.mid(line.indexOf(".yaml: ")); }
    static QByteArray withoutFreeMemory(QByteArray text) {
        return QString::fromUtf8(text).remove(QRegularExpression("\"memory_free\": [0-9]+")).toUtf8();
    }
    // Beside what was sent.
    std::vector<fs::path> studies() const {
        std::vector<fs::path> found;
        for (const auto& folder : ctl_->studies())
            if (store::is_study_folder(folder)) found.push_back(folder);
        return found;
    }
    store::StudyRecord onlyStudy() const {
        const auto found = studies();
        if (found.size() != 1) qFatal("there are %zu studies", found.size());
        return store::read_study(found.front()).value();
    }

    std::unique_ptr<Lathectl> ctl_;
};

LATHE_TEST(TestRemote)
#include "test_remote.moc"
