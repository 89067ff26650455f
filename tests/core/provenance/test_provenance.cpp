// SPDX-License-Identifier: GPL-3.0-or-later
// The record of a run's provenance, as files.
#include <QtTest>

#include "core/base/json.h"
#include "core/provenance/provenance.h"
#include "tests/core/provenance/git_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;
using lathe::test::GitFixture;
using lathe::test::write;

class TestProvenance : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path root_;

    static Provenance some_provenance() {
        Provenance provenance;
        provenance.environment = config::Value(config::Dict{{"torch", config::Dict{{"version", "1.13.1"}}}});
        RepositoryState clean;
        clean.root = "/code/plugin";
        clean.commit = std::string(40, 'a');
        RepositoryState dirty;
        dirty.root = "/code/exp";
        dirty.commit = std::string(40, 'b');
        dirty.branch = "main";
        dirty.dirty = true;
        dirty.patch = "diff --git a/x b/x\n+\xff latin\n";
        dirty.patch_truncated = true;
        dirty.untracked_left_out = 3;
        dirty.untracked_incomplete = true;
        dirty.left_out = {".env"};
        provenance.repositories = {clean, dirty};
        provenance.inputs["data.root"] = Manifest{"/data", false, {{"a", 1, std::string(32, '0')}}, 2, {"u"}};
        return provenance;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        root_ = fs::canonical(dir_->path().toStdString());
    }

    void as_a_value() {
        const auto provenance = some_provenance();
        const auto read = provenance_from_value(to_value(provenance));
        QVERIFY(read && *read == provenance);
        QVERIFY(*provenance_from_value(to_value(Provenance{})) == Provenance{});
    }

    void as_files() {
        const auto provenance = some_provenance();
        QVERIFY(provenance.save(root_ / "study", "run"));
        QVERIFY(fs::exists(root_ / "study/provenance/run.json"));
        QVERIFY(!fs::exists(root_ / "study/provenance/run-1.patch"));
        QCOMPARE(*read_file(root_ / "study/provenance/run-2.patch"), provenance.repositories[1].patch);
        const auto text = *read_file(root_ / "study/provenance/run.json");
        QVERIFY(text.find("latin") == std::string::npos);
        QVERIFY(text.find("run-2.patch") != std::string::npos);
        const auto read = Provenance::load(root_ / "study", "run");
        QVERIFY2(read, read ? "" : read.error().str().c_str());
        QVERIFY(*read == provenance);
    }

    void names_are_one_part_of_a_path() {
        for (const char* name : {"", "..", "a/b", ".hidden"}) QVERIFY2(!Provenance{}.save(root_, name), name);
    }

    void broken_records_are_errors_with_their_file() {
        QVERIFY(!Provenance::load(root_, "missing"));
        for (const char* text : {"[]", "{\"repositories\": 1}", "{\"repositories\": [1]}", "{\"inputs\": []}", "{",
                                 "{\"repositories\": [{\"root\": 1}]}"}) {
            write(root_ / "provenance/bad.json", text);
            const auto read = Provenance::load(root_, "bad");
            QVERIFY2(!read, text);
            QVERIFY(read.error().file.find("bad.json") != std::string::npos);
        }
        write(root_ / "provenance/bad.json",
              "{\"repositories\": [{\"root\": \"/x\", \"patch_file\": \"/etc/passwd\"}]}");
        // It names no file; the one of its number is not there, and costs nothing else of the record.
        const auto read = Provenance::load(root_, "bad");
        QVERIFY2(read, read ? "" : read.error().str().c_str());
        QVERIFY(read->repositories[0].patch.empty() && read->repositories[0].patch_truncated);
        QVERIFY(read->repositories[0].problem.find("bad-1.patch") != std::string::npos);
    }

    void the_last_one_is_another_than_the_own_whatever_the_clock_said() {
        QCOMPARE(last_record(root_), std::string());
        for (const char* name : {"20260102-000000", "20260101-000000"}) QVERIFY(Provenance{}.save(root_, name));
        QCOMPARE(last_record(root_), std::string("20260102-000000"));
        QCOMPARE(last_record(root_, "20260101-000000"), std::string("20260102-000000"));
        QCOMPARE(last_record(root_, "20260102-000000"), std::string("20260101-000000"));
    }

    void each_repository_is_read_once() {
        GitFixture a(root_ / "a");
        GitFixture b(root_ / "b");
        write(root_ / "a" / "x", "1");
        write(root_ / "b" / "y", "1");
        fs::create_directories(root_ / "none");
        const auto states = read_repositories({root_ / "a" / "x", root_ / "none", root_ / "b", root_ / "a"});
        QCOMPARE(states.size(), std::size_t{2});
        QCOMPARE(states[0].root.string(), (root_ / "a").string());
    }

    // The record of the others must not pay for it.
    void a_damaged_repository_is_told_beside_the_others() {
        GitFixture bad(root_ / "bad");
        write(root_ / "bad" / "x", "1");
        GitFixture good(root_ / "good");
        write(root_ / "good" / "y", "1");
        const std::string commit = good.commit_all();
        GitFixture torn(root_ / "torn");
        write(root_ / "torn" / "z", "1");
        const std::string torn_commit = torn.commit_all();
        write(root_ / "bad" / ".git" / "config", "[core\n");
        write(root_ / "torn" / ".git" / "index", "no index");
        const auto states =
            read_repositories({root_ / "bad", root_ / "bad", root_ / "torn" / "z", root_ / "good", root_ / "none"});
        QCOMPARE(states.size(), std::size_t{3});
        QVERIFY(!states[0].problem.empty());
        QVERIFY(states[0].commit.empty());
        QVERIFY(!states[1].problem.empty());
        QCOMPARE(states[1].commit, torn_commit);
        QCOMPARE(states[1].branch, std::string("main"));
        QVERIFY(states[2].problem.empty());
        QCOMPARE(states[2].commit, commit);
        Provenance record;
        record.repositories = states;
        QVERIFY(*provenance_from_value(to_value(record)) == record);
    }
};

LATHE_TEST(TestProvenance)
#include "test_provenance.moc"
