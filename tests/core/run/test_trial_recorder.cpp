// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics from the training thread into the files: all of them, in order, whatever happens to the disk.
#include <cmath>
#include <fstream>
#include <map>
#include <thread>

#include <QTemporaryDir>
#include <QtTest>

#include "core/run/record_writer.h"
#include "tests/core/run/file_calls.h"
#include "tests/core/run/file_size_limit.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

std::string text_of(const std::filesystem::path& file) {
    return read_file(file).value_or("");
}

}  // namespace

class TestTrialRecorder : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<Mailbox> mailbox_;

    std::filesystem::path folder() const { return dir_->path().toStdString(); }
    std::shared_ptr<TrialRecorder> open(bool resume = false) {
        auto recorder = TrialRecorder::open(7, folder(), resume, *mailbox_);
        return recorder ? std::move(*recorder) : nullptr;
    }
    std::vector<store::ScalarPoint> recorded(const std::string& tag) {
        return store::EventFolderReader(folder()).poll()[tag];
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        mailbox_ = std::make_unique<Mailbox>();
    }

    void a_million_scalars_and_none_lost() {
        constexpr int n = 1'000'000;
        {
            RecordWriter writer;
            const auto recorder = open();
            writer.add(recorder);
            const auto loss = recorder->series("loss");
            std::thread([&] {
                for (int i = 0; i < n; ++i) recorder->report(loss, i, i % 1024);
            }).join();
            writer.remove(recorder);
            QVERIFY(recorder->flush());
        }
        const auto points = recorded("loss");
        QCOMPARE(points.size(), std::size_t{n});
        for (int i = 0; i < n; ++i) {
            const auto& point = points[static_cast<std::size_t>(i)];
            if (point.step != i || point.value != i % 1024) QFAIL(qPrintable(QString("point %1").arg(i)));
        }
    }

    void values_of_a_step_share_a_row() {
        const auto recorder = open();
        const auto loss = recorder->series("train_loss");
        const auto lr = recorder->series("lr");
        QCOMPARE(recorder->series("train_loss"), loss);
        recorder->report(loss, 50, 0.1);
        recorder->drain();  // the writer may come in between, and find nothing the second time
        recorder->drain();
        QCOMPARE(recorded("train_loss").size(), 1u);  // what others follow does not wait for the row
        recorder->report(lr, 50, 1e-3);
        recorder->report(loss, 100, std::nan(""));
        QVERIFY(recorder->flush());
        std::istringstream csv(text_of(folder() / "metrics.csv"));
        std::string header, first, second, rest;
        std::getline(csv, header);
        std::getline(csv, first);
        std::getline(csv, second);
        QCOMPARE(header, std::string("lr,step,train_loss"));
        QCOMPARE(first, std::string("0.001,50,0.1"));
        QVERIFY2(second.starts_with(",100,"), second.c_str());
        QVERIFY(!std::getline(csv, rest));
        QVERIFY(std::isnan(recorded("train_loss").at(1).value));
    }

    void the_mailbox_and_the_log_get_them_too() {
        const auto recorder = open();
        recorder->report(recorder->series("x"), 1, 2.5);
        recorder->log("hello");
        recorder->log("twice\n");
        QVERIFY(recorder->flush());
        const auto batch = mailbox_->drain();
        QCOMPARE(batch.points.at({7, "x"}).at(0).value, 2.5);
        QCOMPARE(batch.log.size(), 2u);
        QCOMPARE(batch.log[0].first, 7);
        const std::string log = text_of(folder() / "log.txt");
        QVERIFY(log.find("Z hello\n") != std::string::npos);
        QVERIFY(log.ends_with("Z twice\n"));
    }

    void a_resumed_series_does_not_repeat_itself() {
        {
            const auto recorder = open();
            for (int step = 1; step <= 5; ++step) recorder->report(recorder->series("x"), step, step);
            recorder->report(recorder->series("y"), 2, 0);
            QVERIFY(recorder->flush());
        }
        const auto recorder = open(true);  // from a checkpoint at step 3
        for (int step = 4; step <= 7; ++step) {
            recorder->report(recorder->series("x"), step, step);
            recorder->report(recorder->series("y"), step, 0);
        }
        QVERIFY(recorder->flush());
        const auto points = recorded("x");
        QCOMPARE(points.size(), 7u);
        for (int i = 0; i < 7; ++i) QCOMPARE(points[static_cast<std::size_t>(i)].step, i + 1);
        QCOMPARE(recorded("y").size(), 5u);
        const std::string csv = text_of(folder() / "metrics.csv");
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 1 + 6 + 4);  // the header; 1..5 and y at 2; 4..7
    }

    // Killed between the two files: metrics.csv gets the rows that it misses, the event files none twice.
    void a_torn_pair_of_files_is_completed() {
        {
            const auto recorder = open();
            for (int step = 1; step <= 3; ++step) recorder->report(recorder->series("x"), step, step);
            recorder->drain();  // the row of step 3 waits for step 4, which never comes
        }
        QVERIFY(text_of(folder() / "metrics.csv").ends_with("2,2\n"));
        const auto recorder = open(true);
        for (int step = 2; step <= 4; ++step) recorder->report(recorder->series("x"), step, step);
        QVERIFY(recorder->flush());
        QCOMPARE(text_of(folder() / "metrics.csv"), std::string("step,x\n1,1\n2,2\n3,3\n4,4\n"));
        QCOMPARE(recorded("x").size(), 4u);
    }

    void a_full_disk_is_remembered_and_blocks_nobody() {
        const auto recorder = open();
        int told = 0;
        recorder->on_error([&](const Error&) { ++told; });
        const auto x = recorder->series("x");
        for (int i = 0; i < 1000; ++i) recorder->report(x, i, i);
        recorder->drain();
        QVERIFY(!recorder->error());
        {
            const FileSizeLimit full(8192);
            for (int i = 1000; i < 200'000; ++i) recorder->report(x, i, i);  // far more than the ring holds
            QVERIFY(!recorder->flush());
        }
        QCOMPARE(told, 1);
        const auto points = recorded("x");  // what came before is whole
        QVERIFY(points.size() >= 999);
        for (std::size_t i = 0; i < points.size(); ++i) QCOMPARE(points[i].step, static_cast<std::int64_t>(i));
    }

    // After a power cut a trial that says it has ended still has its curves; while it is trained, nobody waits for the
    // disk.
    void curves_are_on_the_disk_when_the_record_is_closed() {
        const auto calls = file_calls_of([&] {
            const auto recorder = open();
            const auto x = recorder->series("x");
            for (int step = 1; step <= 3; ++step) {
                recorder->report(x, step, step);
                if (!recorder->flush()) return false;
            }
            recorder->report(x, 4, 4);
            return recorder->close().has_value();
        });
        if (!calls) QSKIP("no process may be traced here");
        std::map<std::string, std::vector<bool>> synced;
        for (const FileCall& call : *calls)
            if (call.file == "metrics.csv" || call.file.starts_with("events.out.tfevents."))
                synced[call.file].push_back(call.is_sync);
        QCOMPARE(synced.size(), std::size_t{2});
        for (const auto& [file, order] : synced) {
            QVERIFY2(order.size() > 4 && order.back(), file.c_str());
            QCOMPARE(std::count(order.begin(), order.end(), true), 1);
        }
        QVERIFY(text_of(folder() / "metrics.csv").ends_with("4,4\n"));
    }

    void a_folder_that_is_not_there_is_refused() {
        const auto recorder = TrialRecorder::open(0, folder() / "missing", false, *mailbox_);
        QVERIFY(!recorder);
        QVERIFY(!recorder.error().file.empty());
    }
};

LATHE_TEST(TestTrialRecorder)
#include "test_trial_recorder.moc"
