// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/store/study_lock.h"
#include "core/store/trash.h"
#include "core/store/workspace.h"
#include "fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestTrash : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path workspace_;
    fs::path study_;

    // Each file below the folder with its bytes.
    static std::map<std::string, std::string> files_of(const fs::path& folder) {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file() && entry.path().filename() != "marks.lock")
                files[entry.path().lexically_relative(folder).string()] = bytes_of(entry.path());
        return files;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        workspace_ = fs::path(dir_->path().toStdString()) / "runs";
        study_ = workspace_ / "demo";
        write_study(study_, {});
    }

    void a_study_goes_and_comes_back() {
        const auto before = files_of(study_);
        const Trash trash(workspace_);
        const auto entry = trash.remove(study_);
        QVERIFY(entry);
        QVERIFY(Workspace(workspace_).list()->empty());
        QCOMPARE(trash.list().size(), 1u);
        QCOMPARE(trash.list().front().where(), std::string("demo"));
        QVERIFY(trash.restore(entry->id));
        QVERIFY(files_of(study_) == before);
        QVERIFY(trash.list().empty());
    }

    void a_trial_leaves_its_result() {
        const fs::path trial = trial_folder(study_, 1);
        put_bytes(trial / "log.txt", "a log");
        fs::create_directories(trial / "checkpoints");
        put_bytes(trial / "checkpoints" / "last.pt", "weights");
        const auto before = files_of(trial);
        const Trash trash(workspace_);
        const auto entry = trash.remove(trial);
        QVERIFY2(entry.has_value(), entry ? "" : entry.error().str().c_str());
        QVERIFY(!fs::exists(trial / "log.txt"));
        QVERIFY(!fs::exists(trial / "checkpoints"));
        const auto study = read_study(study_);
        QCOMPARE(study->trials.size(), 3u);
        QCOMPARE(study->best()->number, 1);  // the search goes by it still
        QVERIFY(study->marks.of_trial(1).deleted);
        QVERIFY(trash.restore(entry->id));
        QVERIFY(files_of(trial) == before);
        QVERIFY(!read_study(study_)->marks.of_trial(1).deleted);
    }

    void what_runs_stays() {
        const auto lock = StudyLock::try_lock(study_);
        QVERIFY(lock);
        QVERIFY(!Trash(workspace_).remove(study_).has_value());
        QVERIFY(!Trash(workspace_).remove(trial_folder(study_, 1)).has_value());
        QVERIFY(fs::exists(trial_folder(study_, 1) / "trial.json"));
        QVERIFY(Trash(workspace_).list().empty());
    }

    void nothing_is_put_over_another() {
        const Trash trash(workspace_);
        const auto first = trash.remove(study_);
        write_study(study_, {.trials = 1});
        const auto second = trash.remove(study_);
        QVERIFY(second);
        QVERIFY(first->id != second->id);
        write_study(study_, {.trials = 2});
        QVERIFY(!trash.restore(first->id).has_value());
        QCOMPARE(read_study(study_)->trials.size(), 2u);
        QCOMPARE(trash.list().size(), 2u);
        QCOMPARE(trash.empty().value(), 2);
        QVERIFY(trash.list().empty());
        QCOMPARE(read_study(study_)->trials.size(), 2u);
    }

    void only_what_the_workspace_has() {
        const Trash trash(workspace_);
        QVERIFY(!trash.remove(workspace_).has_value());
        QVERIFY(!trash.remove(study_ / "trials").has_value());
        QVERIFY(!Trash(workspace_ / "demo").remove(study_).has_value());
        QVERIFY(!trash.restore("../demo").has_value());
        QVERIFY(!trash.restore("").has_value());
        // An entry that would lead out of the workspace.
        put_bytes(workspace_ / ".trash" / "bad" / "entry.json",
                  R"({"study": "../out", "time": "2026-01-01T00:00:00Z"})");
        fs::create_directories(workspace_ / ".trash" / "bad" / "files");
        QVERIFY(trash.list().empty());
        QVERIFY(!trash.restore("bad").has_value());
    }
};

LATHE_TEST(TestTrash)
#include "test_trash.moc"
