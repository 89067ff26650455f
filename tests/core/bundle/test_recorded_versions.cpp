// SPDX-License-Identifier: GPL-3.0-or-later
// A container is made from what a record says it ran on.
#include <QTest>

#include "core/bundle/container_file.h"
#include "core/bundle/recorded_versions.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::bundle;
using config::Dict;
using config::Value;

namespace {

Value ran_on(const std::string& os, const std::string& torch) {
    return Dict{{"lathe", Dict{{"version", "0.3.0"}}}, {"torch", Dict{{"torch", torch}}}, {"os", Dict{{"name", os}}}};
}

}  // namespace

class TestRecordedVersions : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_release_and_versions_are_the_recorded_ones() {
        const auto versions = recorded_versions(ran_on("Debian GNU/Linux 12 (bookworm)", "1.13.0"));
        QCOMPARE(versions.debian, std::string("bookworm"));
        QCOMPARE(versions.torch, std::string("1.13.0"));
        QCOMPARE(versions.lathe, std::string("0.3.0"));
        const auto text = container_file(versions, HeadlessJob{});
        QVERIFY(text && text->find("FROM debian:bookworm AS build\n") != std::string::npos);
        QVERIFY(text->find("Debian bookworm with Lathe 0.3.0 with LibTorch 1.13.0.\n") != std::string::npos);
    }

    void conda_is_asked_for_what_it_has() {
        const auto of = [](const char* torch) { return conda_environment({.torch = torch}, HeadlessJob{}); };
        QVERIFY(of("2.6.0").find("\n  - libtorch=2.6.0\n") != std::string::npos);
        QVERIFY(of("1.13.0").find("\n  - libtorch\n") != std::string::npos);
    }

    // There is no such LibTorch among Debian's packages.
    void another_system_takes_the_newest_release() {
        const auto versions = recorded_versions(ran_on("Ubuntu 24.04", "2.1.0"));
        QCOMPARE(versions.debian, std::string("trixie"));
        QVERIFY(versions.torch.empty());
        QVERIFY(recorded_versions(Value(Dict{})).lathe.empty());
    }

    // A record may be anybody's, and its words go into scripts.
    void odd_versions_are_left_out() {
        QVERIFY(recorded_versions(ran_on("Debian GNU/Linux 13 (trixie)", "2.6\nRUN rm")).torch.empty());
        QCOMPARE(recorded_versions(ran_on("Debian GNU/Linux 13 (trixie)", "2.6.0+cu124")).torch,
                 std::string("2.6.0+cu124"));
    }
};

LATHE_TEST(TestRecordedVersions)
#include "test_recorded_versions.moc"
