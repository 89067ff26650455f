// SPDX-License-Identifier: GPL-3.0-or-later
// Points of the trials that Review draws, read on another thread.
#include <filesystem>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "core/store/study_record.h"
#include "tests/test_program.h"
#include "widgets/runs/followed_trials.h"
#include "widgets/runs/review_reader.h"

using namespace lathe;
using namespace lathe::gui;

class TestReviewReader : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // It was read anew without end, because its files say so each time that they are read from their start.
    void aTrialThatHadGoneOnFromACheckpointIsDrawn() {
        const QTemporaryDir dir;
        const auto trial = store::trial_folder(dir.path().toStdString(), 0);
        std::filesystem::create_directories(trial);
        write(trial, {1, 2, 3}, std::nullopt);
        write(trial, {2, 3, 4}, 2);
        ReviewReader reader;
        int asked = 0;
        FollowedTrials followed([&](const QList<TrialKey>& trials) {
            ++asked;
            return reader.follow(trials);
        });
        std::vector<std::int64_t> steps;
        int restarts = 0;
        connect(&reader, &ReviewReader::pointsRead, this, [&](const auto& points) {
            const auto taken = followed.take(*points);
            restarts += static_cast<int>(taken.restarted.size());
            if (!taken.restarted.isEmpty()) steps.clear();
            for (const TrialPoints* one : taken.points)
                for (const auto& point : one->series.at("loss")) steps.push_back(point.step);
        });
        followed.set({{dir.path(), 0}});
        QTRY_COMPARE(steps, (std::vector<std::int64_t>{1, 2, 3, 4}));
        QCOMPARE(restarts, 0);
        QCOMPARE(asked, 1);
        // And goes on once more, while it is drawn.
        write(trial, {4, 5}, 4);
        reader.poll();
        QTRY_COMPARE(steps, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
        QCOMPARE(restarts, 1);
        reader.poll();
        QTest::qWait(50);
        QCOMPARE(restarts, 1);
    }

  private:
    static void write(const std::filesystem::path& trial, const std::vector<std::int64_t>& steps,
                      std::optional<std::int64_t> from) {
        auto writer = store::EventFileWriter::create(trial, from).value();
        for (const auto step : steps) writer.add_scalar("loss", {step, 1.0, 0.5});
        QVERIFY(writer.flush());
    }
};

LATHE_CORE_TEST(TestReviewReader)
#include "test_review_reader.moc"
