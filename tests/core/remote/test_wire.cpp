// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <string>
#include <thread>

#include "core/remote/wire.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
using namespace std::chrono_literals;

namespace {

struct WirePair {
    WirePair() {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) qFatal("no socket pair");
        wire = std::make_unique<Wire>(ends[0], ends[0]);
        other = ends[1];
    }
    ~WirePair() {
        if (other >= 0) ::close(other);
    }
    void say(const std::string& text) const {
        QCOMPARE(::write(other, text.data(), text.size()), ssize_t(text.size()));
    }
    void close() { ::close(std::exchange(other, -1)); }

    std::unique_ptr<Wire> wire;
    int other = -1;
};

}  // namespace

class TestWire : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void lines_come_whole_however_they_are_cut() {
        WirePair pair;
        pair.say("{\"a\": 1}\n{\"b\"");
        QCOMPARE(pair.wire->receive(10s).value()["a"].get<int>(), 1);
        QVERIFY(!pair.wire->has_input(0ms));
        pair.say(": 2}\n{}\n");
        QCOMPARE(pair.wire->receive(10s).value()["b"].get<int>(), 2);
        QVERIFY(pair.wire->has_input(0ms));
        QVERIFY(pair.wire->receive(10s).value().empty());
    }

    void an_end_and_silence_are_a_lost_connection() {
        WirePair pair;
        const auto silence = pair.wire->receive(20ms);
        QVERIFY(!silence);
        QCOMPARE(silence.error().kind, std::string(connection_lost));
        pair.say("{\"half\": ");
        pair.close();
        QCOMPARE(pair.wire->receive(10s).error().kind, std::string(connection_lost));
        QCOMPARE(pair.wire->send(Json::object(), 10s).error().kind, std::string(connection_lost));
    }

    void what_is_no_object_is_refused() {
        for (const char* line : {"[1]\n", "1\n", "\n", "{\"a\": 1, \"a\": 2}\n", "{\"a\": 1e999}\n", "\xff\n"}) {
            WirePair pair;
            pair.say(line);
            QVERIFY2(!pair.wire->receive(10s), line);
        }
    }

    // A line without an end takes no more memory than the bound.
    void an_endless_line_is_refused() {
        WirePair pair;
        std::jthread talker([fd = pair.other] {
            const std::string much(65536, 'x');
            while (::send(fd, much.data(), much.size(), MSG_NOSIGNAL) > 0) continue;
        });
        const auto got = pair.wire->receive(60s);
        QVERIFY(!got);
        QVERIFY2(got.error().what.find("longer") != std::string::npos, got.error().what.c_str());
        pair.wire.reset();
    }

    void who_never_reads_does_not_hold_the_sender() {
        WirePair pair;
        const Json much = {{"a", std::string(500'000, 'x')}};
        Result<void> sent;
        for (int i = 0; i < 100 && sent; ++i) sent = pair.wire->send(much, 50ms);
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, std::string(connection_lost));
    }

    void a_stop_ends_a_wait() {
        WirePair pair;
        std::stop_source stop;
        pair.wire->set_stop(stop.get_token());
        std::jthread stopper([&] { stop.request_stop(); });
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!pair.wire->receive(300s));
        QVERIFY(timer.elapsed() < 100'000);
    }

    void a_message_beyond_the_bound_is_not_sent() {
        WirePair pair;
        const auto sent = pair.wire->send({{"a", std::string(Wire::most_bytes, 'x')}}, 10s);
        QVERIFY(!sent);
        QVERIFY(sent.error().kind.empty());
        QVERIFY(pair.wire->send({{"b", 1}}, 10s));  // the connection is as it was
        std::string line(9, '\0');
        QCOMPARE(::read(pair.other, line.data(), line.size()), ssize_t(8));
        QCOMPARE(line.substr(0, 8), std::string("{\"b\":1}\n"));
    }

    void pipes_do() {
        int there[2] = {-1, -1}, back[2] = {-1, -1};
        QVERIFY(::pipe2(there, O_CLOEXEC) == 0 && ::pipe2(back, O_CLOEXEC) == 0);
        Wire a(back[0], there[1]);
        Wire b(there[0], back[1]);
        const Json much = {{"a", std::string(300'000, 'x')}};
        std::jthread answerer([&] {
            const auto got = b.receive(60s);
            if (got) static_cast<void>(b.send(*got, 60s));
        });
        QVERIFY(a.send(much, 60s));
        QVERIFY(a.receive(60s).value() == much);
    }
};

LATHE_TEST(TestWire)
#include "test_wire.moc"
