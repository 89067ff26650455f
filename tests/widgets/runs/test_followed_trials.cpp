// SPDX-License-Identifier: GPL-3.0-or-later
// Points are drawn only for the trials that are followed now, and only those read since then.
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/runs/followed_trials.h"

using namespace lathe::gui;

class TestFollowedTrials : public QObject {
    Q_OBJECT

    QList<QList<TrialKey>> asked_;

    FollowedTrials::Follow reader() {
        return [this](const QList<TrialKey>& trials) {
            asked_.append(trials);
            return static_cast<int>(asked_.size());
        };
    }

    static TrialKey key(int number) { return {QStringLiteral("study"), number}; }
    static TrialPoints points(int number, int since, std::optional<std::int64_t> restartedAt = std::nullopt) {
        TrialPoints points;
        points.key = key(number);
        points.since = since;
        points.restartedAt = restartedAt;
        return points;
    }

  private Q_SLOTS:
    void init() { asked_.clear(); }

    void theSameTrialsAreNotAskedForTwice() {
        FollowedTrials followed(reader());
        followed.set({key(0), key(1)});
        followed.set({key(1), key(0)});
        QCOMPARE(asked_.size(), 1);
        followed.set({key(1)});
        QCOMPARE(asked_.size(), 2);
    }

    void pointsOfAnEarlierTimeAreLeftOut() {
        FollowedTrials followed(reader());
        followed.set({key(0)});
        followed.set({key(0), key(1)});
        const std::vector<TrialPoints> sent{points(0, 1), points(0, 2), points(1, 1), points(1, 2), points(2, 2)};
        const auto taken = followed.take(sent);
        QCOMPARE(taken.points, (std::vector<const TrialPoints*>{&sent[0], &sent[3]}));
        QVERIFY(taken.restarted.isEmpty());
    }

    void aTrialThatWentOnFromACheckpointIsReadAnew() {
        FollowedTrials followed(reader());
        followed.set({key(0), key(1)});
        const std::vector<TrialPoints> sent{points(0, 1), points(1, 1, 40)};
        const auto taken = followed.take(sent);
        QCOMPARE(taken.points, (std::vector<const TrialPoints*>{&sent[0]}));
        QCOMPARE(taken.restarted, QList<TrialKey>{key(1)});
        QCOMPARE(asked_.mid(1), (QList<QList<TrialKey>>{{key(0)}, {key(0), key(1)}}));
        // What was under way before is void; what comes now counts.
        const std::vector<TrialPoints> late{points(1, 1), points(1, 3), points(0, 1)};
        QCOMPARE(followed.take(late).points, (std::vector<const TrialPoints*>{&late[1], &late[2]}));
    }

    void aRestartAtTheBeginningChangesNothing() {
        FollowedTrials followed(reader());
        followed.set({key(0)});
        const std::vector<TrialPoints> sent{points(0, 1, 0)};
        QCOMPARE(followed.take(sent).points.size(), std::size_t{1});
        QCOMPARE(asked_.size(), 1);
    }
};

LATHE_TEST(TestFollowedTrials)
#include "test_followed_trials.moc"
