// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace of another machine in the window; a program in the place of ssh is that machine.
#include <filesystem>

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/gui/host_workspace.h"
#include "app/services.h"
#include "core/queue/queue.h"
#include "core/search/experiment.h"
#include "core/store/workspace.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::gui;

class TestHostWorkspace : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(at("home/.local/bin")) && QDir().mkpath(at("home/runs/old/trials/0000")));
        QVERIFY(QFile::link(LATHE_BINARY_DIR "/bin/lathectl", at("home/.local/bin/lathectl")));
        qputenv("LATHE_SSH", LATHE_SOURCE_DIR "/tests/headless/cutting_ssh.py");
        qputenv("LATHE_REMOTE_HOME", at("home").toUtf8());
        qputenv("LATHE_QUEUE", at("queue").toUtf8());
        qputenv("XDG_CACHE_HOME", at("cache").toUtf8());
        qputenv("LATHE_ENGINE", LATHE_FAKE_ENGINE);
        write("home/runs/old/experiment.yaml", "lathe: 1\nname: old\n");
        write("home/runs/old/trials/0000/params.json", "{}");
        write("here.yaml", "lathe: 1\nname: sent\nconfig:\n  train: {epochs: 1}\n  network: {name: lenet}\n");
    }
    void cleanup() {
        for (const char* name : {"LATHE_SSH", "LATHE_REMOTE_HOME", "LATHE_QUEUE", "XDG_CACHE_HOME", "LATHE_ENGINE"})
            qunsetenv(name);
    }

    void its_studies_come_into_the_copy() {
        HostWorkspace host(Services::catalog());
        QSignalSpy changed(&host, &HostWorkspace::changed);
        QSignalSpy states(&host, &HostWorkspace::stateChanged);
        QVERIFY(host.open(QStringLiteral("host:runs")));
        QVERIFY(host.isOpen());
        QCOMPARE(host.name(), QStringLiteral("ssh://host/~/runs"));
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 60'000);
        const auto studies = store::Workspace(host.folder().toStdString()).list();
        QVERIFY(studies && studies->size() == 1);
        QCOMPARE(studies->front().name, std::string("old"));
        QTRY_VERIFY_WITH_TIMEOUT(states.last().front().toString() == QStringLiteral("host: connected"), 60'000);
        host.close();
        QVERIFY(!host.isOpen());
    }

    void what_is_started_goes_into_the_queue_there() {
        HostWorkspace host(Services::catalog());
        QSignalSpy added(&host, &HostWorkspace::added);
        QSignalSpy failed(&host, &HostWorkspace::failed);
        QVERIFY(host.open(QStringLiteral("ssh://host/~/runs")));
        auto experiment = search::load_experiment(at("here.yaml").toStdString(), Services::catalog(), {});
        QVERIFY(experiment);
        experiment->purpose = search::Purpose::trial;
        host.add(std::move(*experiment));
        QTRY_VERIFY_WITH_TIMEOUT(added.size() + failed.size() > 0, 120'000);
        if (!failed.isEmpty()) QFAIL(failed.front().front().value<Errors>().front().str().c_str());
        const auto items = queue::Queue(at("queue").toStdString()).list();
        QVERIFY(items && items->size() == 1);
        QCOMPARE(items->front().name, std::string("sent"));
        QCOMPARE(items->front().workspace.string(), at("home/runs").toStdString());
        // And the queue there runs it.
        const auto item = [&] { return queue::Queue(at("queue").toStdString()).find(items->front().number).value(); };
        QTRY_VERIFY_WITH_TIMEOUT(item().is_over(), 120'000);
        QVERIFY2(item().state == queue::ItemState::done, item().message.c_str());
    }

    void a_host_that_cannot_be_reached_is_told() {
        HostWorkspace host(Services::catalog());
        QSignalSpy states(&host, &HostWorkspace::stateChanged);
        qputenv("LATHE_SSH", "/bin/false");
        QVERIFY(!host.open(QStringLiteral("-oProxyCommand=x")));
        QVERIFY(host.open(QStringLiteral("host:runs")));
        QTRY_VERIFY_WITH_TIMEOUT(states.size() >= 2, 60'000);
        QVERIFY(states.last().front().toString().startsWith(QStringLiteral("host: ")));
    }

  private:
    QString at(const char* name) const { return dir_->filePath(name); }
    void write(const char* name, const QByteArray& text) const {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    std::unique_ptr<QTemporaryDir> dir_;
};

LATHE_WINDOW_TEST(TestHostWorkspace)
#include "test_host_workspace.moc"
