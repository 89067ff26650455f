// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cmath>
#include <cstdint>

#include <QTest>

#include "core/base/random.h"
#include "tests/test_program.h"

class TestRandom : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // The first outputs of Vigna's splitmix64.c with x = 1234567.
    void splitmix_as_published() {
        std::uint64_t state = 1234567;
        for (const std::uint64_t expected : {6457827717110365317ull, 3203168211198807973ull, 9817491932198370423ull,
                                             4593380528125082431ull, 16408922859458223821ull})
            QCOMPARE(lathe::splitmix64(state), expected);
    }

    // Studies are replayed from seeds: these numbers may never change.
    void a_seed_gives_the_same_for_ever() {
        lathe::Random random(42);
        QCOMPARE(random.next(), 1546998764402558742ull);
        QCOMPARE(random.next(), 6990951692964543102ull);
        lathe::Random again(42);
        QCOMPARE(again.next(), 1546998764402558742ull);
        QVERIFY(lathe::mix_seeds(1, 2) != lathe::mix_seeds(2, 1));
        QVERIFY(lathe::mix_seeds(0, 0) != lathe::mix_seeds(0, 1));
    }

    void numbers_stay_in_range() {
        lathe::Random random(1);
        std::array<int, 7> counts{};
        for (int i = 0; i < 7000; ++i) {
            const double u = random.uniform();
            QVERIFY(u >= 0 && u < 1);
            const double v = random.uniform(-3, 5);
            QVERIFY(v >= -3 && v < 5);
            const auto n = random.below(counts.size());
            QVERIFY(n < counts.size());
            ++counts[n];
        }
        for (const int count : counts) QVERIFY(count > 850 && count < 1150);  // 1000, five deviations each way
        QCOMPARE(random.below(1), 0ull);
    }

    void normal_numbers_have_their_moments() {
        lathe::Random random(7);
        constexpr int n = 20000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; ++i) {
            const double x = random.normal();
            sum += x;
            squares += x * x;
        }
        QVERIFY(std::abs(sum / n) < 0.03);
        QVERIFY(std::abs(squares / n - 1) < 0.05);
    }
};

LATHE_TEST(TestRandom)
#include "test_random.moc"
