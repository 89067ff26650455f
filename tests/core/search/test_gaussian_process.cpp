// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <Eigen/Dense>
#include <QTest>

#include "core/search/tuners/acquisition.h"
#include "core/search/tuners/gaussian_process.h"
#include "core/search/tuners/warp.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

space::Space unit_box(int count) {
    config::Dict all;
    for (int i = 0; i < count; ++i)
        all.emplace_back("x" + std::to_string(i), config::Dict{{"_type", "uniform"}, {"_value", config::List{0, 1}}});
    return space::Space::parse(config::Value(all)).value();
}

double bumpy(const space::Row& x) {
    return std::sin(6 * x[0]) + x[1] * x[1] - x[0] * x[1];
}

}  // namespace

class TestGaussianProcess : public QObject {
    Q_OBJECT

    space::Space space_ = unit_box(2);
    space::Layout layout_{space_};
    std::vector<space::Row> rows_;
    Eigen::VectorXd y_;

  private Q_SLOTS:
    void init() {
        Random random(3);
        rows_.clear();
        y_.resize(30);
        for (int i = 0; i < 30; ++i) {
            rows_.push_back(layout_.sample(random));
            y_[i] = bumpy(rows_.back());
        }
    }

    // The textbook's formula with dense matrices: k^T K^-1 y and k(x, x) - k^T K^-1 k.
    void predictions_are_those_of_the_dense_formula() {
        GaussianProcess gp(layout_, 2.5, 1e-6);
        GpHyperparameters h{Eigen::Vector2d(std::log(0.4), std::log(0.9)), std::log(1.5), std::log(1e-3)};
        gp.set(h);
        for (const auto& row : rows_) gp.add(row);
        gp.set_targets(y_);
        const auto k = [&](const space::Row& a, const space::Row& b) {
            const double r2 = std::pow((a[0] - b[0]) / 0.4, 2) + std::pow((a[1] - b[1]) / 0.9, 2);
            const double s = std::sqrt(5 * r2);
            return 1.5 * (1 + s + 5 * r2 / 3) * std::exp(-s);
        };
        Eigen::MatrixXd all(30, 30);
        for (int i = 0; i < 30; ++i)
            for (int j = 0; j < 30; ++j)
                all(i, j) = k(rows_[static_cast<std::size_t>(i)], rows_[static_cast<std::size_t>(j)]);
        all.diagonal().array() += 1e-3 + 1e-6;
        const space::Row at{0.3, 0.7};
        Eigen::VectorXd to(30);
        for (int i = 0; i < 30; ++i) to[i] = k(at, rows_[static_cast<std::size_t>(i)]);
        const auto p = gp.predict(at);
        QVERIFY(std::abs(p.mean - to.dot(all.ldlt().solve(y_))) < 1e-8);
        QVERIFY(std::abs(p.variance - (1.5 - to.dot(all.ldlt().solve(to)))) < 1e-8);
    }

    void derivatives_are_those_of_small_differences() {
        for (const double nu : {1.5, 2.5}) {
            GaussianProcess gp(layout_, nu, 1e-6);
            for (const auto& row : rows_) gp.add(row);
            gp.set_targets(y_);
            const space::Row at{0.42, 0.58};
            Eigen::VectorXd d_mean;
            Eigen::VectorXd d_variance;
            gp.predict(at, d_mean, d_variance);
            for (std::size_t c = 0; c < 2; ++c) {
                space::Row low = at;
                space::Row high = at;
                low[c] -= 1e-5;
                high[c] += 1e-5;
                const auto a = gp.predict(low);
                const auto b = gp.predict(high);
                const auto i = static_cast<Eigen::Index>(c);
                QVERIFY(std::abs((b.mean - a.mean) / 2e-5 - d_mean[i]) < 1e-4);
                QVERIFY(std::abs((b.variance - a.variance) / 2e-5 - d_variance[i]) < 1e-4);
            }
        }
    }

    void the_fit_tells_which_column_matters() {
        const space::Space wide = unit_box(4);
        const space::Layout layout(wide);
        Random random(1);
        std::vector<space::Row> rows;
        std::vector<double> values;
        for (int i = 0; i < 60; ++i) {
            rows.push_back(layout.sample(random));
            values.push_back(std::sin(7 * rows.back()[2]));
        }
        const GaussianProcess gp(layout, 2.5, 1e-6);
        const auto h = gp.fit({rows.begin(), rows.end()}, normal_scores(values));
        for (const int other : {0, 1, 3}) QVERIFY(h.log_scales[2] < h.log_scales[other] - 1);
    }

    void expected_improvement_is_smooth_into_its_tail() {
        // Against the plain formula where that is exact, and its own differences where it is not.
        const auto plain = [](double z) {
            return std::log(std::exp(-z * z / 2) / std::sqrt(2 * M_PI) + z * 0.5 * std::erfc(-z / std::sqrt(2.0)));
        };
        for (const double z : {-5.0, -1.0, 0.0, 2.0})
            QVERIFY(std::abs(log_expected_improvement(0, 1, z).value - plain(z)) < 1e-9);
        for (double z = -40; z < 5; z += 0.37) {
            const auto a = log_expected_improvement(0.2, 1.3, 0.2 + 1.3 * z);
            const double slope = (log_expected_improvement(0.2 + 1e-6, 1.3, 0.2 + 1.3 * z).value -
                                  log_expected_improvement(0.2 - 1e-6, 1.3, 0.2 + 1.3 * z).value) /
                                 2e-6;
            QVERIFY2(std::abs(slope - a.by_mean) < 1e-3 * (1 + std::abs(slope)), std::to_string(z).c_str());
            const double widening = (log_expected_improvement(0.2, 1.3 + 1e-6, 0.2 + 1.3 * z).value -
                                     log_expected_improvement(0.2, 1.3 - 1e-6, 0.2 + 1.3 * z).value) /
                                    2e-6;
            QVERIFY2(std::abs(widening - a.by_deviation) < 1e-3 * (1 + std::abs(widening)), std::to_string(z).c_str());
        }
    }

    void scores_keep_the_order_and_bear_any_loss() {
        const double infinity = std::numeric_limits<double>::infinity();
        const std::vector<double> losses = {3, 1e300, 2, infinity, -1e300, 2.5, 2.6, std::nan("")};
        const auto y = normal_scores(losses);
        QVERIFY(y.allFinite());
        QVERIFY(y[4] <= y[2] && y[2] <= y[5] && y[5] <= y[6] && y[6] <= y[0] && y[0] <= y[1] && y[1] <= y[3]);
        QVERIFY(normal_scores({1, 1, 1}).isZero());
        QVERIFY(normal_scores({infinity, infinity}).isZero());
    }
};

LATHE_TEST(TestGaussianProcess)
#include "test_gaussian_process.moc"
