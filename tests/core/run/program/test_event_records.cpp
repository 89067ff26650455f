// SPDX-License-Identifier: GPL-3.0-or-later
// Event files of a program in several folders: what their series are called, now and when the trial goes on.
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/run/program/event_records.h"
#include "core/run/program/event_series_names.h"
#include "core/store/event_file.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
namespace fs = std::filesystem;

namespace {

void write_events(const fs::path& folder, const std::string& tag, const std::vector<double>& values,
                  double wall_time = 1.0) {
    fs::create_directories(folder);
    auto file = store::EventFileWriter::create(folder).value();
    for (std::size_t step = 0; step < values.size(); ++step)
        file.add_scalar(tag, {static_cast<std::int64_t>(step), wall_time, values[step]});
    if (!file.flush()) qFatal("the event file cannot be written");
}

using Series = std::map<std::string, std::vector<double>>;

// All that is there, as a program that has ended gives it.
Series all_of(EventRecords& records) {
    records.end();
    Series series;
    while (const auto some = records.poll())
        for (const auto& record : *some)
            for (const auto& [name, value] : record.metrics) series[name].push_back(value);
    return series;
}

}  // namespace

class TestEventRecords : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // As Keras writes them.
    void one_tag_of_two_folders_is_two_series() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        write_events(folder / "logs" / "train", "epoch_loss", {3, 2});
        EventRecords records(folder);
        QCOMPARE(all_of(records), (Series{{"epoch_loss", {3, 2}}}));
        write_events(folder / "logs" / "validation", "epoch_loss", {4, 5});
        write_events(folder / "logs" / "validation", "epoch_acc", {0.5});
        QCOMPARE(all_of(records), (Series{{"validation/epoch_loss", {4, 5}}, {"epoch_acc", {0.5}}}));
        const auto problems = records.take_problems();
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front(), std::string("'epoch_loss' of logs/validation is called 'validation/epoch_loss': "
                                               "logs/train writes one, too"));
    }

    void names_are_kept_when_the_trial_goes_on() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        fs::create_directories(folder / ".lathe");
        // The second folder's name comes first in the alphabet.
        write_events(folder / "fold_b", "loss", {1});
        {
            EventRecords records(folder);
            all_of(records);
            write_events(folder / "fold_a", "loss", {2});
            QCOMPARE(all_of(records), (Series{{"fold_a/loss", {2}}}));
        }
        EventRecords again(folder);
        QCOMPARE(all_of(again), (Series{{"loss", {1}}, {"fold_a/loss", {2}}}));
    }

    // As Lightning's version_1 after version_0, or SummaryWriter's folders with the time in their names.
    void a_new_folder_goes_on_with_the_series() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        fs::create_directories(folder / ".lathe");
        write_events(folder / "version_0", "loss", {1});
        {
            EventRecords records(folder);
            all_of(records);
        }
        write_events(folder / "version_1", "loss", {2});
        EventRecords again(folder);
        QCOMPARE(all_of(again), (Series{{"loss", {1, 2}}}));
    }

    // As a cross-validation: one fold is done, one goes on, and the next one follows.
    void a_folder_beside_one_that_goes_on_is_a_series_of_its_own() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        fs::create_directories(folder / ".lathe");
        write_events(folder / "fold_0", "loss", {1});
        {
            EventRecords records(folder);
            all_of(records);
            write_events(folder / "fold_1", "loss", {2});
            QCOMPARE(all_of(records), (Series{{"fold_1/loss", {2}}}));
        }
        constexpr double later = 1e10;  // than now
        EventRecords again(folder);
        QCOMPARE(all_of(again), (Series{{"loss", {1}}, {"fold_1/loss", {2}}}));
        write_events(folder / "fold_1", "loss", {3}, later);
        QCOMPARE(all_of(again), (Series{{"fold_1/loss", {3}}}));
        write_events(folder / "fold_2", "loss", {4}, later);
        QCOMPARE(all_of(again), (Series{{"fold_2/loss", {4}}}));
    }

    void each_series_has_a_name_of_its_own() {
        EventSeriesNames names({});
        std::set<std::string> all;
        for (const char* folder : {".", "a", "b", "a/b", "b/a", "c/a/b"})
            for (const char* tag : {"loss", "a/loss", "b/loss", "program/loss"}) all.insert(names.name(folder, tag));
        QCOMPARE(all.size(), std::size_t{6 * 4});
        QCOMPARE(names.name(".", "loss"), std::string("loss"));
    }

    // It looks again and again, and a log takes a hundred problems.
    void too_many_folders_are_told_once() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        for (int i = 0; i < 257; ++i) write_events(folder / std::to_string(i), "loss" + std::to_string(i), {1});
        EventRecords records(folder);
        QCOMPARE(all_of(records).size(), std::size_t{256});
        all_of(records);
        QCOMPARE(records.take_problems().size(), std::size_t{1});
    }

    void files_that_are_written_elsewhere_are_found() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        const auto before = fs::file_time_type::clock::now() - std::chrono::hours(1);
        QVERIFY(event_file_elsewhere(folder, before).empty());
        write_events(folder / "study" / "trials" / "0000", "loss", {1});
        QVERIFY(write_file_atomically(folder / "study" / "study.jsonl", ""));
        QVERIFY(event_file_elsewhere(folder, before).empty());
        write_events(folder / "runs" / "today", "loss", {1});
        QCOMPARE(event_file_elsewhere(folder, before).parent_path(), fs::path("runs/today"));
        QVERIFY(event_file_elsewhere(folder, fs::file_time_type::clock::now() + std::chrono::hours(1)).empty());
    }
};

LATHE_CORE_TEST(TestEventRecords)
#include "test_event_records.moc"
