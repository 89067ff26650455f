// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include "core/store/marks.h"
#include "core/store/workspace.h"
#include "fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestMarks : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path study_;

    Result<StudyMarks> tag(const std::string& tag) {
        return change_marks(study_, [&](StudyMarks& marks) { marks.study.tags.insert(tag); });
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        study_ = fs::path(dir_->path().toStdString()) / "runs" / "demo";
        write_study(study_, {});
    }

    void what_is_written_is_read() {
        const auto written = change_marks(study_, [](StudyMarks& marks) {
            marks.study = {"a name", "# A note\n\nwith two lines, \xea\xb0\x80\n", {"paper", "b"}, "#00ff7f", true,
                           true};
            marks.trials[2].starred = true;
            marks.trials[7];  // nothing said of it
        });
        QVERIFY(written);
        const auto read = read_marks(study_);
        QVERIFY(read);
        QVERIFY(*read == *written);
        QCOMPARE(read->trials.size(), 1u);
        QVERIFY(read->of_trial(2).starred);
        QVERIFY(read->of_trial(7) == Marks());
    }

    void no_file_is_no_marks() {
        QVERIFY(*read_marks(study_) == StudyMarks());
        QVERIFY(change_marks(study_, [](StudyMarks&) {}));
        QVERIFY(!fs::exists(study_ / marks_name));
    }

    void what_cannot_be_a_mark_is_refused() {
        QVERIFY(tag("good"));
        for (const char* bad : {"", "two words", "a,b", "line\nbreak"}) QVERIFY2(!tag(bad).has_value(), bad);
        const auto colored = change_marks(study_, [](StudyMarks& marks) { marks.study.color = "red"; });
        QVERIFY(!colored.has_value());
        QVERIFY(QString::fromStdString(colored.error().str()).contains("#rrggbb"));
        QVERIFY(
            !change_marks(study_, [](StudyMarks& marks) { marks.trials[1].name = std::string(201, 'x'); }).has_value());
        QCOMPARE(read_marks(study_)->study.tags, std::set<std::string>{"good"});
    }

    void a_damaged_file_is_named_and_kept() {
        for (const char* bad : {"{", "[]", "{}", R"({"format": 2})", R"({"format": 1, "study": {"tags": "x"}})",
                                R"({"format": 1, "trials": {"x": {}}})", R"({"format": 1, "trials": {"-1": {}}})"}) {
            put_bytes(study_ / marks_name, bad);
            const auto read = read_marks(study_);
            QVERIFY2(!read.has_value(), bad);
            QCOMPARE(read.error().file, (study_ / marks_name).string());
            QVERIFY(!tag("x").has_value());
            QCOMPARE(bytes_of(study_ / marks_name), std::string(bad));
            const auto study = read_study(study_);  // readable all the same
            QVERIFY(study);
            QCOMPARE(study->trials.size(), 3u);
            QCOMPARE(study->warnings.size(), 1u);
        }
    }

    void changes_at_once_are_all_there() {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([this, i] {
                for (int j = 0; j < 10; ++j) static_cast<void>(tag("t" + std::to_string(10 * i + j)));
            });
        for (auto& thread : threads) thread.join();
        QCOMPARE(read_marks(study_)->study.tags.size(), 40u);
    }

    void the_index_follows() {
        Workspace workspace(study_.parent_path());
        QVERIFY(workspace.list()->front().marks == Marks());
        QVERIFY(tag("paper"));
        QCOMPARE(workspace.list()->front().marks.tags, std::set<std::string>{"paper"});
        QCOMPARE(workspace.list()->front().marks.tags, std::set<std::string>{"paper"});  // now from the index
        QVERIFY(is_of_record(marks_name));
    }
};

LATHE_TEST(TestMarks)
#include "test_marks.moc"
