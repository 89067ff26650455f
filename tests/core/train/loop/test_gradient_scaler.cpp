// SPDX-License-Identifier: GPL-3.0-or-later
// The factor of float16's gradients, by the rules of torch.cuda.amp.GradScaler.
#include <QtTest>

#include <cmath>

#include "tests/core/train/loop/loop_probe.h"
#include "tests/test_program.h"

using namespace lathe;

class TestGradientScaler : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void bad_gradients_halve_it() {
        QCOMPARE(test::scaler_factors("gbbg", false), (std::vector<double>{65536, 32768, 16384, 16384}));
    }

    void two_thousand_good_steps_double_it() {
        for (const bool reloads : {false, true}) {
            const auto factors = test::scaler_factors(std::string(2000, 'g'), reloads);
            QCOMPARE(factors[1998], 65536.0);
            QCOMPARE(factors[1999], 131072.0);
            const auto later = test::scaler_factors("gggb" + std::string(2000, 'g'), reloads);  // they count from there
            QCOMPARE(later[3 + 1999], 32768.0);
            QCOMPARE(later[3 + 2000], 65536.0);
        }
    }

    void a_loss_of_16_bits_is_not_scaled_beyond_them() { QCOMPARE(test::scaled(1.5), 98304.0); }

    void gradients_are_divided_or_the_step_is_left_out() {
        QCOMPARE(test::unscale({65536, -131072, 0}), (std::vector<double>{1, -2, 0}));
        QVERIFY(test::unscale({65536, INFINITY}).empty());
        QVERIFY(test::unscale({NAN, 65536}).empty());
    }
};

LATHE_TEST(TestGradientScaler)
#include "test_gradient_scaler.moc"
