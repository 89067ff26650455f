// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle on its way to another machine: told how far it is, cancelled, gone on with; and what is told of its data.
#include <filesystem>

#include "core/base/files.h"
#include "core/base/random.h"
#include "core/bundle/bundle.h"
#include "core/bundle/data_manifest.h"
#include "core/remote/send_bundle.h"
#include "tests/core/remote/served.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
namespace fs = std::filesystem;

class TestSendBundle : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        served_ = std::make_unique<Served>();
        host_ = std::make_unique<Host>(Served::address(), served_->options());
        plan_ = {};
        plan_.name = "sent";
        plan_.set_text("experiment.yaml", "lathe: 1\n");
    }
    void cleanup() {
        host_.reset();
        served_.reset();
    }

    void data_that_the_host_lacks_or_has_otherwise_is_told() {
        for (const char* name : {"same", "other"}) {
            fs::create_directories(served_->at(name));
            store::fixtures::put_bytes(served_->at(name) / "a.png", "1234");
            add_data(served_->at(name));
        }
        store::fixtures::put_bytes(served_->at("other") / "b.png", "5");
        add_data(served_->at("gone"), Json{{"files", 3}, {"bytes", 12}, {"listing", "00"}});
        const auto sent = send_bundle(*host_, write()).value();
        QCOMPARE(sent.warnings.size(), std::size_t(2));
        QVERIFY2(QString::fromStdString(sent.warnings[0]).contains("other on test has other files"),
                 sent.warnings[0].c_str());
        QVERIFY2(QString::fromStdString(sent.warnings[1]).contains("test has no " + path("gone")),
                 sent.warnings[1].c_str());
        QVERIFY(QString::fromStdString(sent.warnings[1]).contains("--with-data"));
    }

    // This machine need not have what the host has.
    void data_that_is_only_there_is_looked_for() {
        fs::create_directories(served_->at("there"));
        add_data(served_->at("there"), Json::object());
        add_data(served_->at("nowhere"), Json::object());
        const auto sent = send_bundle(*host_, write()).value();
        QCOMPARE(sent.warnings.size(), std::size_t(1));
        QVERIFY(QString::fromStdString(sent.warnings[0]).contains(path("nowhere")));
    }

    void data_that_is_sent_along_is_not_asked_for() {
        store::fixtures::put_bytes(served_->at("table.csv"), "a,b\n1,2\n");
        add_data(served_->at("table.csv"), Json{{"files", 1}}, "data/table.csv");
        QVERIFY(plan_.add_file("data/table.csv", served_->at("table.csv")));
        fs::path file = write();
        fs::remove(served_->at("table.csv"));
        QVERIFY(send_bundle(*host_, file).value().warnings.empty());
    }

    void it_is_told_how_far_it_is_and_may_be_cancelled() {
        add_random(3'000'000);
        const fs::path file = write();
        std::vector<std::uint64_t> told;
        const auto cancelled = send_bundle(*host_, file, [&](std::uint64_t done, std::uint64_t of) -> Result<void> {
            if (of != fs::file_size(file)) return fail("another size");
            if (done > 1'000'000) return fail("enough");
            told.push_back(done);
            return {};
        });
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().what, std::string("enough"));
        QVERIFY(told.size() > 3 && std::ranges::is_sorted(told));
        // What is there is not sent again.
        const auto bytes = host_->bytes();
        std::vector<std::uint64_t> again;
        QVERIFY(send_bundle(*host_, file, [&](std::uint64_t done, std::uint64_t) -> Result<void> {
            again.push_back(done);
            return {};
        }));
        QCOMPARE(again.back(), std::uint64_t(fs::file_size(file)));  // all of it
        QVERIFY(host_->bytes() - bytes < fs::file_size(file) * 4 / 3 - 1'000'000);
        const auto whole = host_->bytes();
        QVERIFY(send_bundle(*host_, file));
        QVERIFY(host_->bytes() - whole < 2'000);
    }

    void a_stop_ends_it_while_it_waits() {
        add_random(100'000);
        const fs::path file = write();
        std::stop_source stop;
        Host::Options options = served_->options();
        options.stop = stop.get_token();
        Host host(Served::address(), options);
        QVERIFY(host.connect());
        stop.request_stop();
        served_->cut();
        QVERIFY(!send_bundle(host, file));
    }

  private:
    QString path(const char* name) const { return QString::fromStdString(served_->at(name).string()); }
    void add_data(const fs::path& where, std::optional<Json> manifest = {}, const std::string& as = {}) {
        if (!manifest) manifest = bundle::data_manifest(bundle::files_of_data(where).value());
        plan_.data.push_back({where.string(), as, *manifest});
    }
    void add_random(std::size_t size) {
        Random random(3);
        std::string bytes(size, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random.below(256));
        plan_.set_text("noise", bytes);
    }
    fs::path write() const {
        const fs::path file = served_->at("x.lathe.tar.zst");
        if (const auto written = bundle::Bundle::write(plan_, file); !written)
            qFatal("%s", written.error().what.c_str());
        return file;
    }

    std::unique_ptr<Served> served_;
    std::unique_ptr<Host> host_;
    bundle::BundlePlan plan_;
};

LATHE_TEST(TestSendBundle)
#include "test_send_bundle.moc"
