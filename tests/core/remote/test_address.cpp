// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/address.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;

class TestAddress : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void forms() {
        const struct {
            const char* text;
            const char* destination;
            int port;
            const char* workspace;
        } all[] = {{"gpu", "gpu", 0, "lathe-runs"},
                   {"me@gpu.lab:runs/a", "me@gpu.lab", 0, "runs/a"},
                   {"gpu:/data/runs", "gpu", 0, "/data/runs"},
                   {"gpu:~/runs", "gpu", 0, "runs"},
                   {"ssh://gpu", "gpu", 0, "lathe-runs"},
                   {"ssh://gpu/", "gpu", 0, "lathe-runs"},
                   {"ssh://me@gpu:2222/data/my runs", "me@gpu", 2222, "/data/my runs"},
                   {"ssh://gpu/~/runs", "gpu", 0, "runs"},
                   {"ssh://[fe80::1%eth0]:22/r", "[fe80::1%eth0]", 22, "/r"}};
        for (const auto& one : all) {
            const auto address = parse_address(one.text);
            QVERIFY2(address, one.text);
            QCOMPARE(address->destination, std::string(one.destination));
            QCOMPARE(address->port, one.port);
            QCOMPARE(address->workspace, std::string(one.workspace));
            const auto again = parse_address(address->str());
            QVERIFY(again);
            QCOMPARE(again->str(), address->str());
            QCOMPARE(again->workspace, address->workspace);
            const auto named = parse_address(address->name());
            QVERIFY2(named, address->name().c_str());
            QCOMPARE(named->str(), address->str());
            QCOMPARE(parse_address(address->machine()).value().port, address->port);
        }
    }

    void the_name_in_a_hint_is_short_and_keeps_the_port() {
        const auto name = [](const char* text) { return parse_address(text).value().name(); };
        QCOMPARE(name("me@gpu"), std::string("me@gpu"));
        QCOMPARE(name("ssh://gpu/~/runs"), std::string("gpu:runs"));
        QCOMPARE(name("ssh://gpu:2222"), std::string("ssh://gpu:2222"));
        QCOMPARE(name("ssh://gpu:2222/data/runs"), std::string("ssh://gpu:2222/data/runs"));
        QCOMPARE(parse_address("ssh://me@gpu:2222/data").value().machine(), std::string("ssh://me@gpu:2222"));
    }

    // Brackets only tell an address of IPv6 from the port behind it: ssh looks for a host of that name.
    void ssh_gets_an_address_without_its_brackets() {
        const auto there = [](const char* text) { return parse_address(text).value().ssh_destination(); };
        QCOMPARE(there("ssh://[::1]:2222/r"), std::string("::1"));
        QCOMPARE(there("me@[fe80::1%eth0]:runs"), std::string("me@fe80::1%eth0"));
        QCOMPARE(there("me@gpu.lab"), std::string("me@gpu.lab"));
        QCOMPARE(there("gpu"), std::string("gpu"));
    }

    // ssh takes -oProxyCommand=... for an option, and a shell may see the rest.
    void what_ssh_could_misread_is_refused() {
        for (const char* text :
             {"", "-oProxyCommand=x", "ssh://-oProxyCommand=x/a", "me@-x", "a b", "a;b", "$(a)", "@gpu", "gpu@",
              "ssh://gpu:0/a", "ssh://gpu:99999/a", "ssh://gpu:/a", "gpu:a\nb", "`a`"})
            QVERIFY2(!parse_address(text), text);
    }
};

LATHE_TEST(TestAddress)
#include "test_address.moc"
