// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <set>

#include <QTest>

#include "core/search/tuners/sobol.h"
#include "tests/test_program.h"

using lathe::search::Sobol;

class TestSobol : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // The first points of the Joe-Kuo sequence (the same in every implementation that starts at 0).
    void starts_as_published() {
        const Sobol sobol(3, std::nullopt);
        const std::vector<std::vector<double>> first = {
            {0, 0, 0}, {0.5, 0.5, 0.5}, {0.75, 0.25, 0.25}, {0.25, 0.75, 0.75}, {0.375, 0.375, 0.625}};
        for (std::size_t i = 0; i < first.size(); ++i) QCOMPARE(sobol.point(static_cast<std::uint32_t>(i)), first[i]);
    }

    // Scrambled or not, the first 2^k points have one coordinate in each of 2^k parts, in every dimension: a digital
    // net.
    void every_dimension_is_stratified() {
        for (const auto seed :
             {std::optional<std::uint64_t>{}, std::optional<std::uint64_t>{1}, std::optional<std::uint64_t>{9}}) {
            const Sobol sobol(128, seed);
            for (std::size_t d = 0; d < 128; ++d) {
                std::set<int> parts;
                for (std::uint32_t i = 0; i < 64; ++i) parts.insert(static_cast<int>(sobol.point(i)[d] * 64));
                QCOMPARE(parts.size(), std::size_t{64});
            }
        }
    }

    void seeds_differ_and_repeat() {
        QVERIFY(Sobol(4, 1).point(5) != Sobol(4, 2).point(5));
        QCOMPARE(Sobol(4, 1).point(5), Sobol(4, 1).point(5));
    }

    void dimensions_beyond_the_table_are_in_range() {
        const auto point = Sobol(300, 1).point(17);
        QCOMPARE(point.size(), std::size_t{300});
        for (const double x : point) QVERIFY(x >= 0 && x < 1);
    }
};

LATHE_TEST(TestSobol)
#include "test_sobol.moc"
