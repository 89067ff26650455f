// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that is full, as RLIMIT_FSIZE makes it: a clear error, and what was written stays whole.
#include <sys/resource.h>
#include <csignal>

#include <QTemporaryDir>
#include <QTest>

#include "core/store/event_file.h"
#include "core/store/journal.h"
#include "core/store/metrics_csv.h"
#include "fixtures.h"
#include "tests/test_program.h"

using namespace lathe::store;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

namespace {

class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

  private:
    rlimit before_{};
};

}  // namespace

class TestFullDisk : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;

  private Q_SLOTS:
    void initTestCase() { std::signal(SIGXFSZ, SIG_IGN); }
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = dir_->path().toStdString();
    }

    void the_journal_keeps_its_lines() {
        auto journal = Journal::open(folder_ / "study.jsonl");
        const lathe::Json line{{"event", "reported"}, {"trial", 1}, {"step", 1}, {"value", 0.5}};
        QVERIFY(journal->append(line));
        const auto size = fs::file_size(folder_ / "study.jsonl");
        {
            const FileSizeLimit limit(size + 20);
            const auto result = journal->append(line);
            QVERIFY(!result);
            QVERIFY(result.error().str().find("study.jsonl") != std::string::npos);
            QCOMPARE(fs::file_size(folder_ / "study.jsonl"), size);
        }
        QVERIFY(journal->append(line));
        const auto contents = Journal::read(folder_ / "study.jsonl");
        QCOMPARE(contents->events.size(), 2u);
        QVERIFY(contents->warnings.empty() && !contents->torn);
    }

    void event_files_keep_their_records_and_the_rest_can_be_written_later() {
        auto writer = EventFileWriter::create(folder_);
        writer->add_scalar("x", {1, 1, 1});
        QVERIFY(writer->flush());
        for (int i = 2; i <= 50; ++i) writer->add_scalar("x", {i, 1, 1});
        {
            const FileSizeLimit limit(fs::file_size(writer->path()) + 100);
            QVERIFY(!writer->flush());
            EventFolderReader reader(folder_);
            QCOMPARE(reader.poll().at("x").size(), 1u);
            QVERIFY(reader.warnings().empty());
        }
        QVERIFY(writer->flush());
        QCOMPARE(EventFolderReader(folder_).poll().at("x").size(), 50u);
    }

    void metrics_csv_keeps_its_rows() {
        auto csv = MetricsCsv::open(folder_ / "metrics.csv");
        add_row(*csv, 1, {{"x", 1}});
        QVERIFY(csv->flush());
        const std::string before = bytes_of(folder_ / "metrics.csv");
        add_row(*csv, 2, {{"x", 1}, {"a_new_column", 2}});
        {
            const FileSizeLimit limit(before.size());
            QVERIFY(!csv->flush());
            QCOMPARE(bytes_of(folder_ / "metrics.csv"), before);
        }
        QVERIFY(csv->flush());
        QCOMPARE(bytes_of(folder_ / "metrics.csv"), std::string("a_new_column,step,x\n,1,1\n2,2,1\n"));
    }

    void a_trial_record_stays_as_it_was() {
        const TrialRecord before = make_trial(1, {});
        QVERIFY(write_trial_record(folder_, before));
        TrialRecord after = before;
        after.error = std::string(5000, 'x');
        {
            const FileSizeLimit limit(1000);
            QVERIFY(!write_trial_record(folder_, after));
        }
        QVERIFY(lathe::store::to_json(*read_trial_record(folder_)) == lathe::store::to_json(before));
        QCOMPARE(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
    }
};

LATHE_TEST(TestFullDisk)
#include "test_full_disk.moc"
