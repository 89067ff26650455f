// SPDX-License-Identifier: GPL-3.0-or-later
#include <torch/types.h>

#include <limits>

#include <QTest>

#include "core/train/error.h"
#include "core/train/loop/loss_guard.h"
#include "tests/test_program.h"

using lathe::train::LoopState;
using lathe::train::LossGuard;
using lathe::train::TrainError;

class TestLossGuard : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void says_where_the_loss_was_lost() {
        LossGuard guard(LossGuard::NonFinite::refused);
        LoopState state;
        state.step = 6;
        state.epoch = 2;
        guard.watch(torch::tensor(1.0), state);
        guard.check(state);
        try {
            guard.watch(torch::tensor(std::numeric_limits<double>::quiet_NaN()), state);
            QFAIL("a loss of NaN was accepted");
        } catch (const TrainError& error) {
            const std::string text = error.what();
            QVERIFY2(text.find("NaN at step 7 (epoch 2)") != std::string::npos, text.c_str());
        }
        QVERIFY_EXCEPTION_THROWN(guard.watch(torch::tensor(-std::numeric_limits<double>::infinity()), state),
                                 TrainError);
    }

    void accepted_where_the_person_said_so() {
        LossGuard guard(LossGuard::NonFinite::accepted);
        guard.watch(torch::tensor(std::numeric_limits<double>::infinity()), LoopState());
        guard.check(LoopState());
    }
};

LATHE_TEST(TestLossGuard)
#include "test_loss_guard.moc"
