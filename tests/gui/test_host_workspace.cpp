// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace of another machine in the background, and what is carried to it; a program in the place of ssh is that
// machine.
#include <filesystem>

#include <QAction>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QtTest>

#include "app/gui/host_opening.h"
#include "app/gui/host_transfers.h"
#include "app/gui/host_workspace.h"
#include "app/gui/transfer_bar.h"
#include "app/services.h"
#include "core/queue/queue.h"
#include "core/remote/queue_there.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/store/event_file.h"
#include "core/store/workspace.h"
#include "host_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::HostFixture;

class TestHostWorkspace : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        host_ = std::make_unique<HostFixture>();
        host_->write("home/runs/old/experiment.yaml", "lathe: 1\nname: old\n");
        host_->write("home/runs/old/trials/0000/params.json", "{}");
        host_->write("here.yaml", "lathe: 1\nname: sent\nconfig:\n  train: {epochs: 1}\n  network: {name: lenet}\n");
    }
    void cleanup() { host_.reset(); }

    void its_studies_come_into_the_copy() {
        HostWorkspace host;
        QSignalSpy changed(&host, &HostWorkspace::changed);
        QSignalSpy states(&host, &HostWorkspace::stateChanged);
        QSignalSpy connected(&host, &HostWorkspace::connected);
        QVERIFY(host.open(QStringLiteral("host:runs")));
        QVERIFY(host.isOpen());
        QCOMPARE(host.name(), QStringLiteral("ssh://host/~/runs"));
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 60'000);
        const auto studies = store::Workspace(host.folder().toStdString()).list();
        QVERIFY(studies && studies->size() == 1);
        QCOMPARE(studies->front().name, std::string("old"));
        QTRY_VERIFY_WITH_TIMEOUT(states.last().front().toString() == QStringLiteral("host: connected"), 60'000);
        QCOMPARE(connected.first().front().toString(), host_->at("home/runs"));
        const QString trial = host.folder() + QStringLiteral("/old/trials/0000");
        QVERIFY(host.owns(trial) && !host.owns(host_->at("home/runs/old")));
        QCOMPARE(host.recordOf(trial), QStringLiteral("old/trials/0000"));
        host.close();
        QVERIFY(!host.isOpen());
    }

    // There is no ssh any more by the time that it is opened.
    void the_connection_that_was_tried_is_gone_on_with() {
        HostOpening opening;
        std::unique_ptr<remote::Connection> connection;
        QSignalSpy impossible(&opening, &HostOpening::impossible);
        connect(&opening, &HostOpening::possible, this, [&] { connection = opening.takeConnection(); });
        QVERIFY(opening.open(QStringLiteral("host:runs")));
        QTRY_VERIFY_WITH_TIMEOUT(connection, 60'000);
        QVERIFY(impossible.isEmpty());
        QVERIFY(!opening.takeConnection());
        qputenv("LATHE_SSH", "/bin/false");
        HostWorkspace host;
        QSignalSpy states(&host, &HostWorkspace::stateChanged);
        QSignalSpy changed(&host, &HostWorkspace::changed);
        QVERIFY(host.open(QStringLiteral("host:runs"), std::move(connection)));
        QTRY_VERIFY_WITH_TIMEOUT(
            !states.isEmpty() && states.last().front().toString() == QStringLiteral("host: connected"), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 60'000);
    }

    // Only those of what is looked at come.
    void curves_follow_what_is_looked_at() {
        const auto trial = std::filesystem::path(host_->at("home/runs/old/trials/0000").toStdString());
        auto writer = store::EventFileWriter::create(trial).value();
        for (int i = 0; i < 50; ++i) writer.add_scalar("loss", {i, 1.0, 0.5});
        QVERIFY(writer.flush());
        HostWorkspace host;
        QSignalSpy changed(&host, &HostWorkspace::changed);
        QSignalSpy points(&host, &HostWorkspace::pointsCame);
        QVERIFY(host.open(QStringLiteral("host:runs")));
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 60'000);
        QVERIFY(points.isEmpty());
        host.lookAt({{{"old", 0}, false}});
        QTRY_VERIFY_WITH_TIMEOUT(!points.isEmpty(), 60'000);
        const QString copy = host.folder() + QStringLiteral("/old");
        QCOMPARE(points.first().at(0).toString(), copy);
        QCOMPARE(points.first().at(1).toInt(), 0);
        store::EventFolderReader reader((copy + QStringLiteral("/trials/0000")).toStdString());
        QCOMPARE(reader.poll().at("loss").size(), std::size_t(50));
        writer.add_scalar("loss", {50, 1.0, 0.5});
        QVERIFY(writer.flush());
        const auto more = [&copy] {
            store::EventFolderReader again((copy + QStringLiteral("/trials/0000")).toStdString());
            return again.poll().at("loss").size() == 51;
        };
        QTRY_VERIFY_WITH_TIMEOUT(more(), 60'000);
    }

    void what_is_sent_goes_into_the_queue_there() {
        TransferBar bar;
        std::optional<TransferBar::Outcome> outcome;
        bar.start(QStringLiteral("sent"), QStringLiteral("host"), work("here.yaml"),
                  [&](const TransferBar::Outcome& ended) { outcome = ended; });
        QVERIFY(bar.isBusy() && !bar.isHidden());
        QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), 120'000);
        if (!*outcome) QFAIL(outcome->error().front().str().c_str());
        QVERIFY(bar.isHidden());
        QCOMPARE((*outcome)->item, 1);
        const auto items = queue::Queue(host_->at("queue").toStdString()).list();
        QVERIFY(items && items->size() == 1);
        QCOMPARE(items->front().name, std::string("sent"));
        QCOMPARE(items->front().workspace.string(), host_->at("home/runs").toStdString());
        // And the queue there runs it.
        const auto item = [&] { return queue::Queue(host_->at("queue").toStdString()).find(1).value(); };
        QTRY_VERIFY_WITH_TIMEOUT(item().is_over(), 120'000);
        QVERIFY2(item().state == queue::ItemState::done, item().message.c_str());
    }

    // A host that takes nothing more holds nobody up.
    void sending_can_be_cancelled_and_ends_with_the_window() {
        host_->hold("\"piece\"", "held");
        std::optional<TransferBar::Outcome> outcome;
        auto bar = std::make_unique<TransferBar>();
        QSignalSpy cancelled(bar.get(), &TransferBar::cancelled);
        const auto then = [&](const TransferBar::Outcome& ended) { outcome = ended; };
        bar->start(QStringLiteral("sent"), QStringLiteral("host"), work("here.yaml"), then);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(host_->at("held")), 120'000);
        bar->findChild<QAction*>(QStringLiteral("transferCancel"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.size(), 1, 60'000);
        QVERIFY(!bar->isBusy() && bar->isHidden());
        QVERIFY(QFile::remove(host_->at("held")));
        bar->start(QStringLiteral("sent"), QStringLiteral("host"), work("here.yaml"), then);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(host_->at("held")), 120'000);
        QElapsedTimer timer;
        timer.start();
        bar.reset();
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!outcome);
        const auto items = queue::Queue(host_->at("queue").toStdString()).list();
        QVERIFY(!items || items->empty());
    }

    void data_that_is_missing_there_is_told_before_it_fails_there() {
        host_->write("data.yaml",
                     "lathe: 1\nname: table\nconfig:\n  data: {name: csv, file: /nowhere/table.csv, target: b}\n"
                     "  train: {epochs: 1}\n");
        host_->failCheck();
        TransferBar bar;
        std::optional<TransferBar::Outcome> outcome;
        bar.start(QStringLiteral("table"), QStringLiteral("host"), work("data.yaml"),
                  [&](const TransferBar::Outcome& ended) { outcome = ended; });
        QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), 120'000);
        QVERIFY(!*outcome);
        const Error& error = outcome->error().front();
        QCOMPARE(error.kind, std::string(remote::data_missing));
        QVERIFY2(error.what.find("host has no /nowhere/table.csv") != std::string::npos, error.what.c_str());
    }

    void a_host_that_cannot_be_reached_is_told() {
        HostWorkspace host;
        QSignalSpy states(&host, &HostWorkspace::stateChanged);
        QSignalSpy given_up(&host, &HostWorkspace::cannotConnect);
        host_->write("refusing", "#!/bin/sh\necho 'me@host: Permission denied (publickey).' >&2\nexit 255\n");
        QFile(host_->at("refusing")).setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        qputenv("LATHE_SSH", host_->at("refusing").toUtf8());
        QVERIFY(!host.open(QStringLiteral("-oProxyCommand=x")));
        QVERIFY(host.open(QStringLiteral("host:runs")));
        QTRY_COMPARE_WITH_TIMEOUT(given_up.size(), 1, 60'000);
        QVERIFY(given_up.front().front().toString().contains(QStringLiteral("Permission denied")));
        QVERIFY(states.last().front().toString().startsWith(QStringLiteral("host: ")));
        // And once the key is there.
        qputenv("LATHE_SSH", LATHE_SOURCE_DIR "/tests/headless/cutting_ssh.py");
        host.reopen();
        QTRY_COMPARE_WITH_TIMEOUT(states.last().front().toString(), QStringLiteral("host: connected"), 60'000);
    }

  private:
    TransferJob::Work work(const char* file) const {
        auto experiment = search::load_experiment(host_->at(file).toStdString(), Services::catalog(), {});
        if (!experiment) qFatal("%s", experiment.error().front().str().c_str());
        experiment->purpose = search::Purpose::trial;
        return sendToHost(remote::parse_address("ssh://host/~/runs").value(), {std::move(*experiment), {}, false},
                          Services::catalog());
    }

    std::unique_ptr<HostFixture> host_;
};

LATHE_WINDOW_TEST(TestHostWorkspace)
#include "test_host_workspace.moc"
