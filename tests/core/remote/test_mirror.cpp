// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of another machine's workspace is what the workspace is, whatever happens to the connection.
#include <filesystem>

#include "core/base/random.h"
#include "core/remote/mirror.h"
#include "core/remote/record_requests.h"
#include "core/store/journal.h"
#include "core/store/study_lock.h"
#include "core/store/workspace.h"
#include "tests/core/remote/served.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
namespace fs = std::filesystem;

class TestMirror : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        served_ = std::make_unique<Served>();
        open();
    }
    void cleanup() {
        mirror_.reset();
        host_.reset();
        served_.reset();
    }

    void it_reads_as_the_workspace_itself() {
        write("a", 3);
        write("b", 1);
        fs::create_directories(served_->workspace() / "a" / "provenance");
        store::fixtures::put_bytes(served_->workspace() / "a" / "provenance" / "x.json", "{}");
        QVERIFY(mirror_->update());
        compare();
        QVERIFY(mirror_->update().value().empty());  // nothing has changed
        QCOMPARE(store::fixtures::bytes_of(mirror_->folder() / "a" / "provenance" / "x.json"), std::string("{}"));
        write("b", 2);
        write("c", 1);
        fs::remove_all(served_->workspace() / "a");
        QVERIFY(mirror_->update());
        compare();
        QVERIFY(!fs::exists(mirror_->folder() / "a"));
    }

    // Only what is new crosses the wire.
    void a_journal_that_grows_is_not_read_again() {
        write("a", 400);
        QVERIFY(mirror_->update());
        const auto before = host_->bytes();
        auto journal = store::Journal::open(store::journal_path(served_->workspace() / "a")).value();
        QVERIFY(journal.append({{"event", "reported"}, {"trial", 1}, {"step", 9}, {"value", 0.5}}));
        QCOMPARE(mirror_->update().value(), std::vector<std::string>{"a"});
        compare();
        const auto size = fs::file_size(store::journal_path(served_->workspace() / "a"));
        QVERIFY2(host_->bytes() - before < size / 10, std::to_string(host_->bytes() - before).c_str());
    }

    // What a crash tore is cut off by whoever goes on; it never was a line.
    void a_torn_line_is_not_taken() {
        write("a", 2);
        const fs::path journal = store::journal_path(served_->workspace() / "a");
        const std::string whole = store::fixtures::bytes_of(journal);
        store::fixtures::put_bytes(journal, whole + "{\"event\": \"repo");
        QVERIFY(mirror_->update());
        QCOMPARE(store::fixtures::bytes_of(store::journal_path(mirror_->folder() / "a")), whole);
        QVERIFY(store::Journal::open(journal).value().append({{"event", "resumed"}}));
        QVERIFY(mirror_->update());
        QCOMPARE(store::fixtures::bytes_of(store::journal_path(mirror_->folder() / "a")),
                 store::fixtures::bytes_of(journal));
    }

    void after_a_restart_only_what_changed_is_read() {
        write("a", 100);
        QVERIFY(mirror_->update());
        const auto all = host_->bytes();
        open();
        QVERIFY(mirror_->update());
        QVERIFY2(host_->bytes() < all / 2, std::to_string(host_->bytes()).c_str());
        compare();
        open();
        fs::remove_all(served_->workspace() / "a");
        QVERIFY(mirror_->update());
        compare();
    }

    // Removed there and made again, or brought in with a bundle, while no window looked: nothing of the old one stays.
    void a_journal_that_is_another_one_comes_whole_data() {
        QTest::addColumn<bool>("restarts");
        QTest::newRow("seen") << false;
        QTest::newRow("while nobody looked") << true;
    }
    void a_journal_that_is_another_one_comes_whole() {
        QFETCH(const bool, restarts);
        write("a", 2);
        QVERIFY(mirror_->update());
        if (restarts) open();
        store::fixtures::Plan plan;
        plan.name = "a";
        plan.trials = 40;
        plan.start = from_unix_seconds(1.8e9);
        const fs::path there = store::journal_path(served_->workspace() / "a");
        fs::rename(there, served_->at("before"));  // its number is not given again at once
        store::fixtures::write_study(served_->workspace() / "a", plan);
        QVERIFY(mirror_->update());
        QCOMPARE(store::fixtures::bytes_of(store::journal_path(mirror_->folder() / "a")),
                 store::fixtures::bytes_of(there));
        compare();
    }

    void a_line_longer_than_a_piece_is_taken() {
        write("a", 2);
        QVERIFY(mirror_->update());
        const fs::path there = store::journal_path(served_->workspace() / "a");
        auto journal = store::Journal::open(there).value();
        const std::string text(RecordRequests::piece_bytes * 3, 'x');
        QVERIFY(journal.append({{"event", "edited"}, {"text", text}}));
        QVERIFY(journal.append({{"event", "resumed"}}));
        served_->cut_after({RecordRequests::piece_bytes * 2});
        served_->cut();
        QVERIFY(mirror_->update());
        QCOMPARE(store::fixtures::bytes_of(store::journal_path(mirror_->folder() / "a")),
                 store::fixtures::bytes_of(there));
    }

    void a_study_that_runs_there_runs_in_the_copy() {
        write("a", 1);
        {
            const auto lock = store::StudyLock::try_lock(served_->workspace() / "a");
            QVERIFY(lock);
            QVERIFY(mirror_->update());
            QVERIFY(store::is_locked(mirror_->folder() / "a"));
        }
        QCOMPARE(mirror_->update().value(), std::vector<std::string>{"a"});
        QVERIFY(!store::is_locked(mirror_->folder() / "a"));
    }

    void a_study_that_changes_while_the_connection_is_cut_comes_whole() {
        Random random(11);
        for (int trials = 1; trials < 12; ++trials) {
            write("a", trials);
            std::vector<std::size_t> lives;
            for (int i = 0; i < 3; ++i) lives.push_back(1 + random.below(6'000));
            served_->cut_after(lives);
            served_->cut();
            QVERIFY(mirror_->update());
            compare();
        }
        QVERIFY(host_->connections() > 30);
    }

    void a_copy_is_kept_by_one() {
        Host other(Served::address(), served_->options());
        QVERIFY(!Mirror::open(other, mirror_->folder()));
    }

  private:
    void open() {
        mirror_.reset();
        host_ = std::make_unique<Host>(Served::address(), served_->options());
        mirror_ = std::make_unique<Mirror>(Mirror::open(*host_, served_->at("copy")).value());
    }
    void write(const std::string& name, int trials) const {
        store::fixtures::Plan plan;
        plan.name = name;
        plan.trials = trials;
        fs::remove(served_->workspace() / name / "study.jsonl");
        store::fixtures::write_study(served_->workspace() / name, plan);
    }
    void compare() const {
        const auto there = store::Workspace(served_->workspace()).list().value();
        const auto here = store::Workspace(mirror_->folder()).list().value();
        QCOMPARE(here.size(), there.size());
        for (std::size_t i = 0; i < here.size(); ++i) {
            const auto& name = there[i].folder.filename();
            QCOMPARE(here[i].folder.filename().string(), name.string());
            auto expected = store::to_json(store::read_study(served_->workspace() / name).value());
            auto got = store::to_json(store::read_study(mirror_->folder() / name).value());
            expected.erase("folder");
            got.erase("folder");
            QCOMPARE(dump_json(got), dump_json(expected));
        }
    }

    std::unique_ptr<Served> served_;
    std::unique_ptr<Host> host_;
    std::unique_ptr<Mirror> mirror_;
};

LATHE_TEST(TestMirror)
#include "test_mirror.moc"
