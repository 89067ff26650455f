// SPDX-License-Identifier: GPL-3.0-or-later
// How a connection is made: what is tried again, what is told at once, and what a person is told to do. A program in
// the place of ssh says what ssh says.
#include <QFile>
#include <QTemporaryDir>

#include "core/remote/host.h"
#include "core/remote/message.h"
#include "tests/core/remote/served.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
using namespace std::chrono_literals;

class TestHost : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { qunsetenv("LATHE_SSH"); }

    void what_does_not_get_in_is_told_at_once() {
        for (const char* said : {"me@gpu: Permission denied (publickey).",
                                 "ssh: Could not resolve hostname gpu: Name or service not known",
                                 "ssh: connect to host gpu port 22: Connection refused",
                                 "Host key verification failed.", "ssh: connect to host gpu port 22: No route to host",
                                 "ssh: connect to host gpu port 22: Connection timed out"}) {
            const auto opened = open_with(said, 255);
            QVERIFY(!opened);
            QCOMPARE(opened.error().kind, std::string(cannot_connect));
            QVERIFY2(opened.error().what.find(said) != std::string::npos, opened.error().what.c_str());
            QVERIFY2(opened.error().hint.find("`ssh -p 2222 me@gpu`") != std::string::npos,
                     opened.error().hint.c_str());
        }
    }

    void what_broke_on_its_way_is_lost() {
        for (const char* said :
             {"kex_exchange_identification: Connection closed by remote host", "Connection reset by 10.0.0.1 port 22",
              "client_loop: send disconnect: Broken pipe", "Connection closed by 10.0.0.1 port 22"}) {
            const auto opened = open_with(said, 255);
            QVERIFY(!opened);
            QCOMPARE(opened.error().kind, std::string(connection_lost));
        }
    }

    // What a login shell prints comes before the greeting, and need not end its line: a prompt, a terminal's title.
    void the_greeting_is_found_behind_whatever_a_shell_prints() {
        for (const char* noise :
             {"", "Welcome to gpu\\n\\n", "gpu%% ", "\\033]0;gpu\\007", "{\"lathe\": ", "[1] {} \\377\\n{"}) {
            const auto opened =
                open_with_script(QString("printf '%1'; echo '{\"lathe\":\"serve\",\"protocol\":2}'; read -r hello; "
                                         "echo '{\"id\":0,\"ok\":{\"protocol\":2,\"host\":\"gpu\"}}'; read -r end")
                                     .arg(noise));
            QVERIFY2(opened, noise);
            QCOMPARE(opened->hello()["host"].get<std::string>(), std::string("gpu"));
        }
    }

    // ssh must not be believed lost, nor away, because a host says so over a connection that is there.
    void a_host_does_not_say_whether_it_can_be_reached() {
        for (const char* kind : {connection_lost, cannot_connect, not_installed}) {
            const auto result = result_of(refusal(3, failure(kind).value()), 3);
            QVERIFY(!result);
            QCOMPARE(result.error().kind, std::string());
        }
        QCOMPARE(result_of(refusal(3, failure("Other").value()), 3).error().kind, std::string("Other"));
    }

    void how_to_get_lathectl_there_names_the_port() {
        const auto opened = open_with("sh: lathectl: not found", 127);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, std::string(not_installed));
        QVERIFY2(opened.error().hint.find("lathectl install-on ssh://me@gpu:2222") != std::string::npos,
                 opened.error().hint.c_str());
    }

    void a_first_connection_that_breaks_is_tried_again() {
        Served served;
        Host::Options options = served.options();
        int tries = 0;
        int told = 0;
        const auto open = options.open;
        options.on_lost = [&](const Error&) { ++told; };
        options.open = [&](const Address& address, std::chrono::milliseconds longest, const std::stop_token& stop) {
            return ++tries < 3 ? Result<Connection>(failure(connection_lost)) : open(address, longest, stop);
        };
        Host host(Served::address(), options);
        QVERIFY(host.connect());
        QCOMPARE(tries, 3);
        QCOMPARE(told, 1);
    }

    void a_first_connection_that_cannot_be_made_is_not() {
        for (const char* kind : {cannot_connect, not_installed, ""}) {
            Served served;
            Host::Options options = served.options();
            int tries = 0;
            options.open = [&](const Address&, std::chrono::milliseconds,
                               const std::stop_token&) -> Result<Connection> {
                ++tries;
                return failure(kind);
            };
            Host host(Served::address(), options);
            const auto connected = host.connect();
            QVERIFY(!connected);
            QCOMPARE(connected.error().kind, std::string(kind));
            QCOMPARE(tries, 1);
        }
    }

    // A laptop that slept has no network at first.
    void a_host_that_was_there_is_waited_for() {
        Served served;
        Host::Options options = served.options();
        int failures = 0;
        const auto open = options.open;
        options.open = [&](const Address& address, std::chrono::milliseconds longest, const std::stop_token& stop) {
            return failures-- > 0 ? Result<Connection>(failure(cannot_connect)) : open(address, longest, stop);
        };
        Host host(Served::address(), options);
        QVERIFY(host.connect());
        failures = 3;
        served.cut();
        QVERIFY(host.request({{"do", "studies"}, {"since", 0}}));
        QCOMPARE(host.connections(), std::uint64_t(2));
    }

    void a_connection_is_given_away() {
        Served served;
        Host host(Served::address(), served.options());
        QVERIFY(!host.give_away());
        QVERIFY(host.connect());
        const auto given = host.give_away();
        QVERIFY(given && !host.give_away());
        QVERIFY(given->request({{"do", "studies"}, {"since", 0}}, 60s));
        QVERIFY(host.request({{"do", "studies"}, {"since", 0}}));
        QCOMPARE(host.connections(), std::uint64_t(2));
    }

    void patience_has_an_end() {
        Served served;
        Host::Options options = served.options();
        options.patience = options.first_patience = 0ms;
        bool fails = false;
        const auto open = options.open;
        options.open = [&](const Address& address, std::chrono::milliseconds longest, const std::stop_token& stop) {
            return fails ? Result<Connection>(failure(cannot_connect)) : open(address, longest, stop);
        };
        Host host(Served::address(), options);
        QVERIFY(host.connect());
        fails = true;
        served.cut();
        const auto answer = host.request({{"do", "studies"}, {"since", 0}});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, std::string(connection_lost));  // whoever copies goes on later
    }

  private:
    static tl::unexpected<Error> failure(const char* kind) {
        Error error{"no", {}};
        error.kind = kind;
        return fail(std::move(error));
    }
    Result<Connection> open_with(const char* said, int code) const {
        return open_with_script(QString("echo '%1' >&2\nexit %2").arg(QString(said)).arg(code));
    }
    Result<Connection> open_with_script(const QString& script) const {
        const QString program = dir_.filePath("ssh");
        QFile::remove(program);
        QFile file(program);
        if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
        file.write(("#!/bin/sh\n" + script + "\n").toUtf8());
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        qputenv("LATHE_SSH", program.toUtf8());
        return Connection::open(parse_address("ssh://me@gpu:2222").value(), 60s);
    }

    QTemporaryDir dir_;
};

LATHE_TEST(TestHost)
#include "test_host.moc"
