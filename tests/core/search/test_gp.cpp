// SPDX-License-Identifier: GPL-3.0-or-later
// What the GP tuner makes of noise.
#include <cmath>

#include <QTest>

#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

Study gp_study() {
    const auto entry = config::Dict{{"_type", "uniform"}, {"_value", config::List{0.0, 1.0}}};
    const config::Value space = config::Dict{{"x", entry}, {"y", entry}};
    return std::move(
        Study::make(space::Space::parse(space).value(), Mode::minimize, {"GP", config::Value(config::Dict{})}, {})
            .value());
}

double bowl(const Trial& trial) {
    return std::pow(trial.row[0] - 0.4, 2) + std::pow(trial.row[1] - 0.6, 2);
}

}  // namespace

class TestGp : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void noise_does_not_keep_it_from_the_valley() {
        double sum = 0;
        for (int seed = 0; seed < 4; ++seed) {
            Study study = gp_study();
            Random random(static_cast<std::uint64_t>(seed));
            for (int i = 0; i < 60; ++i) {
                const Trial* trial = study.ask();
                study.tell(i, TrialState::succeeded, bowl(*trial) + 0.05 * random.normal());
            }
            for (std::size_t i = 40; i < 60; ++i) sum += bowl(study.history().trials[i]) / 80;
        }
        // Random trials are 0.19 off on average.
        QVERIFY2(sum < 0.1, std::to_string(sum).c_str());
    }
};

LATHE_TEST(TestGp)
#include "test_gp.moc"
