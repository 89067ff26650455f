// SPDX-License-Identifier: GPL-3.0-or-later
// The main job through the real window and the real engine, on a few hundred real images: open the example, edit it,
// mark options as tunable, search, watch, close, come back and review.
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "app/gui/main_window.h"
#include "app/gui/session_controller.h"
#include "app/services.h"
#include "core/store/workspace.h"
#include "tests/test_program.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/parallel_table.h"
#include "widgets/common/theme.h"
#include "widgets/config/config_tree_model.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/train_page.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

QModelIndex cellOf(const QAbstractItemModel& model, const QString& path, int column, const QModelIndex& parent = {}) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex key = model.index(row, 0, parent);
        if (key.data(ConfigTreeModel::PathRole).toString() == path) return key.siblingAtColumn(column);
        if (const QModelIndex below = cellOf(model, path, column, key); below.isValid()) return below;
    }
    return {};
}

// A picture to look at: build/<preset>/screenshots/path-<platform>-<room>.png.
bool picture(MainWindow& window, const QString& room) {
    for (int i = 0; i < 5; ++i) QApplication::processEvents();  // layouts and replots that are queued
    const QString folder = QStringLiteral(LATHE_BINARY_DIR "/screenshots");
    const QString file = QStringLiteral("%1/path-%2-%3.png").arg(folder, QGuiApplication::platformName(), room);
    return QDir().mkpath(folder) && window.grab().save(file);
}

}  // namespace

class TestWholePath : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        if (!QFile::exists(QStringLiteral("/usr/share/datasets/fashion-mnist")))
            QSKIP("dataset-fashion-mnist is not installed");
        const auto engine = services_.engine();
        if (!engine) QSKIP(engine.error().what.c_str());
        applyTheme(*qApp, ThemeChoice::light);
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.filePath(QStringLiteral("settings")));
    }

    void aPersonSearchesClosesAndComesBack() {
        const QString workspace = folder_.filePath(QStringLiteral("runs"));
        {
            MainWindow window(
                Services::catalog(), services_.run(), [this] { return services_.engine(); }, workspace);
            window.show();
            window.findChild<QPushButton*>(QStringLiteral("newFromExampleActionStartButton"))->click();
            ConfigurePage* page = window.configurePage();
            QVERIFY(page->isOpen());

            auto* tree = window.findChild<QTreeView*>(QStringLiteral("configTree"));
            const std::pair<const char*, const char*> edits[] = {{"train.limit_train_batches", "6"},
                                                                 {"train.limit_val_batches", "2"},
                                                                 {"train.limit_test_batches", "1"},
                                                                 {"train.epochs", "2"},
                                                                 {"log.every_n_steps", "2"}};
            for (const auto& [key, value] : edits) {
                const QModelIndex cell = cellOf(*tree->model(), QLatin1String(key), ConfigTreeModel::ValueColumn);
                QVERIFY2(cell.isValid(), key);
                QVERIFY2(tree->model()->setData(cell, QLatin1String(value), Qt::EditRole), key);
            }
            auto* tune = window.findChild<QCheckBox*>(QStringLiteral("tuneCheck"));
            for (const char* key : {"network.version", "train.batch_size", "opt.lr"}) {
                page->showKey(QLatin1String(key));
                QVERIFY2(tune->isChecked(), key);
                tune->setChecked(false);
            }
            for (const char* key : {"opt.lr", "network.version"}) {
                page->showKey(QLatin1String(key));
                tune->setChecked(true);
            }
            const auto experiment = page->experiment(search::Purpose::search);
            QVERIFY2(experiment.has_value(), experiment ? "" : experiment.error().front().str().c_str());
            QCOMPARE(experiment->space.parameters().size(), std::size_t(2));
            QVERIFY(picture(window, QStringLiteral("configure")));

            window.findChild<QToolButton*>(QStringLiteral("startSearchActionTopButton"))->click();
            QCOMPARE(window.room(), MainWindow::Train);
            window.findChild<QSpinBox*>(QStringLiteral("limitTrials"))->setValue(2);
            auto* curves = window.findChild<CurvesView*>(QStringLiteral("trainCurves"));
            QTRY_VERIFY_WITH_TIMEOUT(curves->metrics().contains(QStringLiteral("train_loss")), 120'000);
            QTRY_COMPARE_WITH_TIMEOUT(window.trainPage()->status().state, run::SessionState::finished, 240'000);
            QTRY_VERIFY(curves->metrics().contains(QStringLiteral("val_loss")));

            const auto& status = window.trainPage()->status();
            QCOMPARE(status.trials.size(), std::size_t(2));
            std::vector<ParallelTrial> rows;
            for (const auto& trial : status.trials) {
                QVERIFY2(trial.state == search::TrialState::succeeded, trial.error.c_str());
                QVERIFY(trial.objective.has_value());
                rows.push_back({trial.number, trial.params, trial.objective});
            }
            const auto table = makeParallelTable(experiment->space, QStringLiteral("val_loss"), rows);
            QCOMPARE(table.rows.size(), std::size_t(2));
            QCOMPARE(table.axes.size(), std::size_t(3));
            QCOMPARE(window.findChild<QTableView*>(QStringLiteral("trialTable"))->model()->rowCount(), 2);
            QVERIFY(picture(window, QStringLiteral("train")));
            window.close();
            if (auto* discard = window.findChild<QPushButton*>(QStringLiteral("unsavedDiscard"))) discard->click();
            QTRY_VERIFY(!window.isVisible());
        }

        // Another day.
        MainWindow window(
            Services::catalog(), services_.run(), [this] { return services_.engine(); }, workspace);
        window.restoreSession(MainWindow::Reopen::lastFile);
        window.show();
        window.showRoom(MainWindow::Review);
        const auto studies = store::Workspace(workspace.toStdString()).list();
        QVERIFY(studies.has_value());
        QCOMPARE(studies->size(), std::size_t(1));
        QCOMPARE(studies->front().finished, 2);
        auto* list = window.findChild<QTreeView*>(QStringLiteral("reviewTree"));
        QVERIFY(list);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        const QModelIndex study = list->model()->index(0, 0);
        QTRY_COMPARE(list->model()->rowCount(study), 2);
        list->setCurrentIndex(list->model()->index(0, 0, study));
        auto* curves = window.findChild<CurvesView*>(QStringLiteral("reviewCurves"));
        QVERIFY(curves);
        QTRY_VERIFY(curves->metrics().contains(QStringLiteral("val_loss")));
        QVERIFY(picture(window, QStringLiteral("review")));
    }

  private:
    QTemporaryDir folder_;
    Services services_;
};

LATHE_WINDOW_TEST(TestWholePath)
#include "test_whole_path.moc"
