// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>
#include <unistd.h>
#include <set>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "core/store/journal.h"
#include "core/store/study_index.h"
#include "core/store/workspace.h"
#include "fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestWorkspace : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path workspace_;

    void make_studies(int count) {
        for (int i = 0; i < count; ++i) {
            Plan plan;
            plan.name = "study" + std::to_string(i);
            plan.start = from_unix_seconds(1.7e9 + 1000 * i);
            write_study(workspace_ / plan.name, plan);
        }
    }
    std::string listing() {
        auto studies = Workspace(workspace_).list();
        if (!studies) return studies.error().str();
        std::string out;
        for (const auto& study : *studies) out += dump_json(to_json(study)) + "\n";
        return out;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        workspace_ = fs::path(dir_->path().toStdString()) / "runs";
    }

    void newest_first() {
        make_studies(3);
        const auto studies = Workspace(workspace_).list();
        QVERIFY(studies);
        QCOMPARE(studies->size(), 3u);
        QCOMPARE(studies->at(0).name, std::string("study2"));
        QCOMPARE(studies->at(2).name, std::string("study0"));
        QCOMPARE(studies->at(0).trials, 3);
        QCOMPARE(studies->at(0).finished, 3);
        QCOMPARE(studies->at(0).best_trial.value(), 1);
        QCOMPARE(studies->at(0).best_objective.value(), 0.5);
        QVERIFY(studies->at(0).state == StudyState::finished);
    }

    void a_reserved_name_is_nobody_elses() {
        const Workspace workspace(workspace_);
        const std::string name = workspace.reserve_study("a b").value();
        QVERIFY(name.starts_with("a_b-"));
        QVERIFY(workspace.reserve_study("a b").value() != name);
        QVERIFY(Workspace(workspace_).list()->empty());
        const auto fill = [](const fs::path& folder) -> Result<void> {
            put_bytes(folder / "study.jsonl", "");
            return {};
        };
        QVERIFY(workspace.add_study("a b", fill).value() != workspace_ / name);
        QCOMPARE(workspace.add_reserved_study(name, fill).value(), workspace_ / name);
        QVERIFY(!workspace.add_reserved_study(name, fill).has_value());  // it is made already
        // Also when somebody has taken the empty folder away.
        const std::string gone = workspace.reserve_study("gone").value();
        fs::remove(workspace_ / gone);
        QVERIFY(workspace.add_reserved_study(gone, fill).has_value());
        for (const auto& entry : fs::directory_iterator(workspace_))
            QVERIFY(!entry.path().filename().string().starts_with(".new-"));
    }

    void other_folders_are_passed_over() {
        make_studies(1);
        fs::create_directories(workspace_ / "notes");
        put_bytes(workspace_ / "a-file", "x");
        QCOMPARE(Workspace(workspace_).list()->size(), 1u);
    }

    void a_damaged_trial_hides_nothing() {
        make_studies(3);
        const fs::path file = trial_folder(workspace_ / "study1", 1) / "trial.json";
        for (const char* text :
             {"", "{", "[]", "{\"number\": 1, \"state\": 3}", "{\"number\": 1e999}",
              "{\"number\": 18446744073709551615}", "{\"number\": 1, \"state\": \"SUCCEEDED\", \"start\": {}}",
              "{\"number\": 1, \"state\": \"\\ud800\"}", "{\"number\": 1, \"number\": 1, \"state\": \"SUCCEEDED\"}",
              "\xff"}) {
            put_bytes(file, text);
            for (int again = 0; again < 2; ++again) {  // from the files, and from the index
                const auto studies = Workspace(workspace_).list();
                QVERIFY(studies);
                QCOMPARE(studies->size(), std::size_t{3});
                QVERIFY(studies->at(0).warnings.empty());
                QCOMPARE(studies->at(1).trials, 3);  // as the journal has it
                QCOMPARE(studies->at(1).best_objective.value(), 0.5);
                QCOMPARE(studies->at(1).warnings.size(), std::size_t{1});
                QVERIFY2(studies->at(1).warnings.front().starts_with(file.string()), text);
            }
        }
    }

    void a_workspace_that_is_not_there_is_an_error() {
        const auto studies = Workspace(workspace_).list();
        QVERIFY(!studies);
        QVERIFY(studies.error().str().find("does not exist") != std::string::npos);
        QVERIFY(!fs::exists(workspace_));
    }

    void an_empty_workspace_has_no_studies() {
        fs::create_directories(workspace_);
        QCOMPARE(Workspace(workspace_).list()->size(), 0u);
    }

    void the_index_changes_nothing_but_time() {
        make_studies(3);
        const std::string cold = listing();
        QVERIFY(fs::exists(workspace_ / "index.sqlite"));
        QCOMPARE(read_index(workspace_).size(), 3u);
        QCOMPARE(listing(), cold);
        fs::remove(workspace_ / "index.sqlite");
        QCOMPARE(listing(), cold);
    }

    void changes_are_seen_through_the_index() {
        make_studies(2);
        listing();
        QVERIFY(
            Journal::open(journal_path(workspace_ / "study0"))->append(to_json(event::Ended{StudyState::failed, ""})));
        TrialRecord record = make_trial(2, {});
        record.objective = -7;
        QVERIFY(write_trial_record(trial_folder(workspace_ / "study1", 2), record));
        const auto studies = Workspace(workspace_).list();
        QVERIFY(studies->at(1).state == StudyState::failed);
        QCOMPARE(studies->at(0).best_objective.value(), -7.0);
        fs::remove_all(workspace_ / "study1");
        QCOMPARE(Workspace(workspace_).list()->size(), 1u);
        QCOMPARE(read_index(workspace_).size(), 1u);
    }

    void a_running_study_is_seen_through_the_index() {
        make_studies(1);
        listing();
        const auto lock = StudyLock::try_lock(workspace_ / "study0");
        QVERIFY(Workspace(workspace_).list()->at(0).state == StudyState::running);
    }

    void a_moved_workspace_lists_its_new_place() {
        make_studies(1);
        listing();
        fs::rename(workspace_, workspace_.parent_path() / "moved");
        QCOMPARE(Workspace(workspace_.parent_path() / "moved").list()->at(0).folder.string(),
                 (workspace_.parent_path() / "moved" / "study0").string());
    }

    void a_damaged_index_is_made_anew() {
        make_studies(2);
        const std::string expected = listing();
        const std::string good = bytes_of(workspace_ / "index.sqlite");
        std::string torn = good.substr(0, good.size() / 2);
        std::string scrambled = good;
        for (std::size_t i = 100; i < scrambled.size(); i += 3) scrambled[i] = static_cast<char>(i);
        std::string older = good;
        older[63] = 99;  // user_version
        for (const std::string& bytes :
             {std::string("no database at all, just words"), torn, scrambled, older, std::string()}) {
            put_bytes(workspace_ / "index.sqlite", bytes);
            QCOMPARE(listing(), expected);
            QCOMPARE(listing(), expected);
            QCOMPARE(read_index(workspace_).size(), 2u);
        }
    }

    void an_index_that_is_a_folder_is_no_harm() {
        make_studies(1);
        fs::create_directories(workspace_ / "index.sqlite" / "x");
        QCOMPARE(Workspace(workspace_).list()->size(), 1u);
    }

    void many_readers_at_once_agree() {
        make_studies(8);
        std::set<std::string> answers;
        std::mutex mutex;
        {
            std::vector<std::jthread> readers;
            for (int i = 0; i < 8; ++i)
                readers.emplace_back([&] {
                    const std::string answer = listing();
                    const std::lock_guard hold(mutex);
                    answers.insert(answer);
                });
        }
        QCOMPARE(answers.size(), 1u);
        QCOMPARE(listing(), *answers.begin());
    }

    void a_read_only_workspace_is_listed() {
        if (::geteuid() == 0) QSKIP("root may write everywhere");
        make_studies(1);
        ::chmod(workspace_.c_str(), 0555);
        const auto studies = Workspace(workspace_).list();
        ::chmod(workspace_.c_str(), 0755);
        QCOMPARE(studies->size(), 1u);
    }

    void a_damaged_study_is_still_listed() {
        make_studies(1);
        put_bytes(journal_path(workspace_ / "study0"), "rubbish\n");
        const auto studies = Workspace(workspace_).list();
        QCOMPARE(studies->size(), 1u);
        QCOMPARE(studies->at(0).trials, 3);
        QCOMPARE(studies->at(0).name, std::string("study0"));
    }

    void studies_are_found_by_name_or_path() {
        make_studies(1);
        const Workspace workspace(workspace_);
        QCOMPARE(workspace.find("study0")->string(), (workspace_ / "study0").string());
        QCOMPARE(workspace.find("study0/trials/0001")->string(), (workspace_ / "study0/trials/0001").string());
        QCOMPARE(workspace.find((workspace_ / "study0").string() + "/")->string().substr(0, 5), std::string("/tmp/"));
        QVERIFY(!workspace.find("nothing"));
        QVERIFY(!workspace.find(""));
    }

    void study_folders_never_clash() {
        const Workspace workspace(workspace_);
        const auto nothing = [](const fs::path&) -> Result<void> { return {}; };
        std::set<fs::path> folders;
        for (int i = 0; i < 20; ++i) {
            const auto folder = workspace.add_study("a b/../c", nothing);
            QVERIFY(folder);
            QVERIFY(folder->parent_path() == workspace_);
            QVERIFY(folder->filename().string().starts_with("a_b_.._c-2"));
            folders.insert(*folder);
        }
        QCOMPARE(folders.size(), 20u);
        QVERIFY(workspace.add_study(std::string(4000, 'x'), nothing));
        QVERIFY(workspace.add_study("", nothing));
        QVERIFY(workspace.add_study("..", nothing)->filename().string().front() != '.');
    }

    void a_folder_is_a_study_or_a_trial() {
        make_studies(1);
        const fs::path study = workspace_ / "study0";
        QVERIFY(place_of(study).study == study && !place_of(study).trial);
        for (const char* name : {"trials/0001", "trials/0001/"}) {
            QVERIFY(place_of(study / name).study == study);
            QCOMPARE(place_of(study / name).trial, std::optional(1));
        }
        // A study that is called as a trial.
        fs::rename(study, workspace_ / "0003");
        QVERIFY(place_of(workspace_ / "0003").study == workspace_ / "0003" && !place_of(workspace_ / "0003").trial);
        QVERIFY(!place_of(workspace_ / "0003/trials").trial);
    }

    void a_study_appears_whole_or_not_at_all() {
        Workspace workspace(workspace_);
        make_studies(1);
        const auto before = workspace.list()->size();
        const auto count = [&] { return std::distance(fs::directory_iterator(workspace_), fs::directory_iterator()); };
        const auto files = count();
        fs::path hidden;
        const auto none = workspace.add_study("half", [&](const fs::path& made) -> Result<void> {
            hidden = made;
            if (auto done = write_file_atomically(made / "study.jsonl", "{}\n"); !done) return done;
            if (workspace.list()->size() != before) qFatal("it can be seen while it is made");
            return fail("the disk is full");
        });
        QVERIFY(!none);
        QCOMPARE(none.error().what, std::string("the disk is full"));
        QVERIFY(!fs::exists(hidden));
        QCOMPARE(count(), files);
        // What a crash has left goes when it is old; another process's new one stays.
        for (const char* name : {".new-study-old", ".new-study-now"}) fs::create_directories(workspace_ / name);
        fs::last_write_time(workspace_ / ".new-study-old", fs::file_time_type::clock::now() - std::chrono::hours(25));
        const auto whole = workspace.add_study(
            "whole", [](const fs::path& made) { return write_file_atomically(made / "study.jsonl", "{}\n"); });
        QVERIFY(whole && fs::exists(*whole / "study.jsonl"));
        QCOMPARE(fs::status(*whole).permissions() & fs::perms::owner_all, fs::perms::owner_all);
        QVERIFY(!fs::exists(workspace_ / ".new-study-old") && fs::exists(workspace_ / ".new-study-now"));
    }
};

LATHE_TEST(TestWorkspace)
#include "test_workspace.moc"
