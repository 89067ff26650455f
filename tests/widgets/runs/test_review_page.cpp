// SPDX-License-Identifier: GPL-3.0-or-later
// The Review room on study folders made by the record's own writers.
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/provenance/provenance.h"
#include "core/store/event_file.h"
#include "core/store/study_lock.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"
#include "widgets/charts/curves_view.h"
#include "widgets/common/theme.h"
#include "widgets/runs/compare_model.h"
#include "widgets/runs/descent_view.h"
#include "widgets/runs/log_view.h"
#include "widgets/runs/name_completer.h"
#include "widgets/runs/review_page.h"
#include "widgets/runs/review_reader.h"

using namespace lathe;
using namespace lathe::gui;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

namespace {

void writeTrialFiles(const fs::path& study, int number) {
    const fs::path folder = store::trial_folder(study, number);
    auto writer = store::EventFileWriter::create(folder);
    for (int step = 0; step < 600; step += 10) {
        const double loss =
            2.2 * std::exp(-0.004 * step * (1 + 0.3 * number)) + 0.3 + 0.05 * std::sin(step * 0.7 + number);
        writer->add_scalar("train_loss", {step, 1.7e9 + 0.1 * step, loss});
        if (step % 100 == 90) writer->add_scalar("val_loss", {step, 1.7e9 + 0.1 * step, loss + 0.05});
    }
    QVERIFY(writer->flush());
    put_bytes(
        folder / "config.yaml",
        fmt::format("train:\n  batch_size: 64\n  epochs: 3\nnetwork:\n  name: lenet\nopt:\n  name: Adam\n  lr: {}\n"
                    "seed: 42\n",
                    0.001 * (number + 1)));
    put_bytes(folder / "log.txt", fmt::format("epoch 1: val_loss 0.5\nepoch 2: val_loss 0.4\ntrial {} done\n", number));
}

}  // namespace

class TestReviewPage : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path workspace_;

    void makeWorkspace() {
        for (const auto& [name, trials] : std::map<std::string, int>{{"fashion-lenet", 6}, {"squeeze", 3}}) {
            Plan plan;
            plan.name = name;
            plan.trials = trials;
            plan.start = from_unix_seconds(name == "squeeze" ? 1.7e9 : 1.7e9 + 5000);
            const fs::path folder = workspace_ / (name + "-20231114-221320");
            write_study(folder, plan);
            for (int i = 0; i < trials; ++i) writeTrialFiles(folder, i);
        }
    }
    QTreeView* tree(ReviewPage& page) { return page.findChild<QTreeView*>(QStringLiteral("reviewTree")); }
    QString text(ReviewPage& page, const char* name) {
        return page.findChild<QPlainTextEdit*>(QString::fromLatin1(name))->toPlainText();
    }
    void open(ReviewPage& page) {
        page.resize(1376, 860);
        page.setWorkspace(QString::fromStdString(workspace_.string()));
        page.show();
        QTRY_COMPARE(tree(page)->model()->rowCount(), 2);
    }
    QModelIndex trial(ReviewPage& page, int study, int row) {
        return tree(page)->model()->index(row, 0, tree(page)->model()->index(study, 0));
    }
    void select(ReviewPage& page, const QList<QModelIndex>& rows) {
        QItemSelection selection;
        for (const auto& row : rows) selection.select(row, row);
        tree(page)->selectionModel()->select(selection,
                                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    void screenshot(QWidget& page, const QString& name) {
        QDir().mkpath(QStringLiteral(LATHE_BINARY_DIR "/screenshots"));
        QVERIFY(page.grab().save(QStringLiteral(LATHE_BINARY_DIR "/screenshots/%1.png").arg(name)));
    }

    // What a session leaves beside its trials, and which trials refer to it.
    void record(const std::string& name, const std::string& torch, std::initializer_list<int> trials) {
        const fs::path study = workspace_ / "fashion-lenet-20231114-221320";
        provenance::Provenance record;
        config::List libraries;
        for (const char* library : {"libopenblas", "libz", "libstdc++"})
            libraries.push_back(config::Dict{{"path", fmt::format("/usr/lib/x86_64-linux-gnu/{}.so.0", library)},
                                             {"package", library},
                                             {"version", "0.3.21+ds-4"}});
        record.environment = config::Dict{{"lathe", config::Dict{{"version", "0.1.0"}, {"build_type", "Release"}}},
                                          {"torch", config::Dict{{"version", torch}, {"blas", "OpenBLAS"}}},
                                          {"cpu", config::Dict{{"model", "A CPU with a name"},
                                                               {"instruction_sets", config::List{"avx2", "fma"}},
                                                               {"threads", 8}}},
                                          {"variables", config::Dict{{"OMP_NUM_THREADS", "4"}}},
                                          {"os", config::Dict{{"name", "Debian GNU/Linux 12 (bookworm)"}}},
                                          {"libraries", libraries}};
        provenance::RepositoryState code;
        code.root = "/home/somebody/paper";
        code.commit = "7c1e0a52";
        code.branch = "main";
        record.repositories.push_back(code);
        record.inputs["data.root"] = {"/data/cats", false, {{"a.png", 3, std::string(32, '1')}}, 0, {}};
        QVERIFY(record.save(study, name));
        for (const int number : trials) {
            const fs::path folder = store::trial_folder(study, number);
            auto trial = store::read_trial_record(folder);
            QVERIFY(trial.has_value());
            trial->facts.set("provenance", name);
            QVERIFY(store::write_trial_record(folder, *trial));
        }
    }
    QString value(ReviewPage& page, const QString& name, int column) {
        const auto* table = page.findChild<QTableView*>(QStringLiteral("reviewCompare"))->model();
        for (int row = 0; row < table->rowCount(); ++row)
            if (table->headerData(row, Qt::Vertical) == name) return table->index(row, column).data().toString();
        return QStringLiteral("(no row)");
    }
    QStringList shownRows(ReviewPage& page) {
        const auto* view = page.findChild<QTableView*>(QStringLiteral("reviewCompare"));
        const auto* model = static_cast<const CompareModel*>(view->model());
        QStringList rows;
        for (int row = 0; row < model->rowCount(); ++row)
            if (!view->isRowHidden(row) && !model->isSection(row))
                rows << model->headerData(row, Qt::Vertical).toString();
        return rows;
    }
    // Shows the comparison, of all sections or one.
    void compare(ReviewPage& page, const QString& section = {}) {
        auto* table = page.findChild<QTableView*>(QStringLiteral("reviewCompare"));
        page.findChild<QTabWidget*>(QStringLiteral("reviewTabs"))->setCurrentWidget(table->parentWidget());
        auto* sections = page.findChild<QComboBox*>(QStringLiteral("reviewCompareSection"));
        if (!section.isEmpty()) QTRY_VERIFY(sections->findData(section) > 0);
        sections->setCurrentIndex(std::max(0, sections->findData(section)));
    }
    QString label(ReviewPage& page, const char* name) {
        const auto* found = page.findChild<QLabel*>(QString::fromLatin1(name));
        return found->isHidden() ? QString() : found->text();
    }

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        workspace_ = fs::path(dir_->path().toStdString()) / "runs";
    }

    void anEmptyWorkspaceSaysWhatToDo() {
        ReviewPage page;
        page.resize(1376, 860);
        page.setWorkspace(QString::fromStdString(workspace_.string()));
        page.show();
        QSignalSpy opened(&page, &ReviewPage::openWorkspaceRequested);
        QCOMPARE(page.findChild<QStackedWidget*>()->currentIndex(), 0);
        page.findChild<QAction*>(QStringLiteral("reviewOpenWorkspace"))->trigger();
        QCOMPARE(opened.size(), 1);
        screenshot(page, QStringLiteral("review-empty"));
    }

    // A copy of another machine's workspace is empty until the first study has come.
    void anEmptyWorkspaceThatIsBeingFilledIsRead() {
        ReviewPage page;
        page.setWorkspace(QString::fromStdString(workspace_.string()));
        page.show();
        const auto title = [&] { return page.findChild<QLabel*>(QStringLiteral("emptyTitle"))->text(); };
        QTRY_COMPARE(title(), QStringLiteral("No studies here yet"));
        page.setFilling(true);
        QCOMPARE(title(), QStringLiteral("Reading the studies…"));
        const QSignalSpy read(page.findChild<ReviewReader*>(), &ReviewReader::workspaceRead);
        page.refresh();
        QTRY_VERIFY(!read.isEmpty());
        QCOMPARE(title(), QStringLiteral("Reading the studies…"));
        page.setFilling(false);
        QTRY_COMPARE(title(), QStringLiteral("No studies here yet"));
    }

    void studiesAreListedNewestFirstAndTheNewestIsShown() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        const auto* model = tree(page)->model();
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("fashion-lenet"));
        QCOMPARE(model->rowCount(model->index(0, 0)), 6);
        QVERIFY(tree(page)->selectionModel()->isSelected(model->index(0, 0)));
        QTRY_VERIFY(text(page, "reviewConfig").contains(QStringLiteral("name: fashion-lenet")));
        auto* curves = page.findChild<CurvesView*>(QStringLiteral("reviewCurves"));
        QTRY_COMPARE(curves->metrics().size(), 2);
    }

    void oneTrialShowsItsConfigAndLog() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 2)});
        QTRY_VERIFY(text(page, "reviewConfig").contains(QStringLiteral("lr: 0.003")));
        QVERIFY(text(page, "reviewLog").contains(QStringLiteral("trial 2 done")));
        compare(page);
        QCOMPARE(page.findChild<QTableView*>(QStringLiteral("reviewCompare"))->model()->columnCount(), 1);
        // All of it, as there is nothing to differ from.
        for (const char* row : {"opt.lr", "val_loss", "state", "train.epochs", "device"})
            QVERIFY2(shownRows(page).contains(QLatin1String(row)), row);
        QTRY_COMPARE(value(page, QStringLiteral("train_loss, best"), 0).isEmpty(), false);
    }

    void theEnvironmentOfATrialIsRead() {
        makeWorkspace();
        record("20260101-101010", "2.6.0", {0, 1});
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 0)});
        compare(page, QStringLiteral("Environment"));
        QTRY_COMPARE(value(page, QStringLiteral("torch.version"), 0), QStringLiteral("2.6.0"));
        QCOMPARE(value(page, QStringLiteral("code.paper.commit"), 0), QStringLiteral("7c1e0a52"));
        QCOMPARE(value(page, QStringLiteral("inputs[data.root].files"), 0), QStringLiteral("1"));
        QCOMPARE(label(page, "reviewCompareNote"), QString());
        screenshot(page, QStringLiteral("review-environment"));
        page.findChild<QLineEdit*>(QStringLiteral("reviewCompareFilter"))->setText(QStringLiteral("OPENBLAS"));
        QCOMPARE(shownRows(page),
                 QStringList({QStringLiteral("torch.blas"), QStringLiteral("libraries.libopenblas.path"),
                              QStringLiteral("libraries.libopenblas.package"),
                              QStringLiteral("libraries.libopenblas.version")}));
        page.findChild<QAction*>(QStringLiteral("reviewCompareCopy"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 5);
        page.findChild<QAction*>(QStringLiteral("reviewCompareCopyCsv"))->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("section,property,Trial 0\n")));
        page.findChild<QLineEdit*>(QStringLiteral("reviewCompareFilter"))->setText(QStringLiteral("no such thing"));
        QVERIFY(label(page, "reviewCompareHint").contains(QStringLiteral("no such thing")));
    }

    void ofSeveralTrialsOnlyWhatDiffersIsShown() {
        makeWorkspace();
        record("20260101-101010", "2.6.0", {0, 1});
        record("20260202-101010", "2.7.1", {2});
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 0), trial(page, 0, 2)});
        compare(page, QStringLiteral("Environment"));
        QTRY_COMPARE(shownRows(page), QStringList({QStringLiteral("provenance"), QStringLiteral("torch.version")}));
        QCOMPARE(value(page, QStringLiteral("torch.version"), 1), QStringLiteral("2.7.1"));
        screenshot(page, QStringLiteral("review-environment-differs"));
        select(page, {trial(page, 0, 0), trial(page, 0, 1)});
        QTRY_VERIFY(label(page, "reviewCompareHint").startsWith(QStringLiteral("No difference")));
        screenshot(page, QStringLiteral("review-environment-equal"));
    }

    void whatWasNotRecordedDiffersFromNothing() {
        makeWorkspace();
        record("20260101-101010", "2.6.0", {0});
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 3)});
        compare(page, QStringLiteral("Environment"));
        QTRY_VERIFY(label(page, "reviewCompareNote").contains(QStringLiteral("trial 3")));
        select(page, {trial(page, 0, 0), trial(page, 0, 3)});
        QTRY_COMPARE(value(page, QStringLiteral("torch.version"), 1), QStringLiteral("not recorded"));
        QCOMPARE(shownRows(page), QStringList{QStringLiteral("provenance")});
        QVERIFY(label(page, "reviewCompareNote").contains(QStringLiteral("trial 3")));
        // A record that cannot be read is no record that is missing.
        put_bytes(workspace_ / "fashion-lenet-20231114-221320/provenance/20260101-101010.json", "{");
        page.refresh();
        select(page, {trial(page, 0, 0)});
        QTRY_VERIFY(label(page, "reviewCompareNote").contains(QStringLiteral("20260101-101010.json")));
    }

    void aTrialThatWasReproducedSaysSo() {
        makeWorkspace();
        ReviewPage page;
        page.setReproductionText([](const fs::path& folder) {
            return store::trial_number(folder) == 2 ? QStringLiteral("equal: 66 scalars") : QString();
        });
        open(page);
        const auto* table = page.findChild<QTableView*>(QStringLiteral("reviewCompare"))->model();
        const auto row = [&] {
            for (int at = 0; at < table->rowCount(); ++at)
                if (table->headerData(at, Qt::Vertical).toString() == QStringLiteral("reproduced")) return at;
            return -1;
        };
        select(page, {trial(page, 0, 1), trial(page, 0, 2)});
        compare(page);
        QTRY_VERIFY(row() >= 0);
        QVERIFY(!table->index(row(), 0).data().toString().contains(QStringLiteral("equal")));
        QCOMPARE(table->index(row(), 1).data().toString(), QStringLiteral("equal: 66 scalars"));
        select(page, {trial(page, 0, 1)});
        QTRY_COMPARE(row(), -1);
    }

    void twoTrialsShowHowTheirConfigsDiffer() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 0), trial(page, 0, 3)});
        QTRY_VERIFY(text(page, "reviewConfig").contains(QStringLiteral("-  lr: 0.001\n+  lr: 0.004")));
        compare(page);
        QCOMPARE(page.findChild<QTableView*>(QStringLiteral("reviewCompare"))->model()->columnCount(), 2);
        // What is the same in both stands there only when it is asked for.
        QVERIFY(shownRows(page).contains(QStringLiteral("opt.lr")));
        QVERIFY(!shownRows(page).contains(QStringLiteral("train.epochs")));
        page.findChild<QCheckBox*>(QStringLiteral("reviewCompareDifferences"))->setChecked(false);
        QVERIFY(shownRows(page).contains(QStringLiteral("train.epochs")));
        screenshot(page, QStringLiteral("review-diff"));
    }

    void theFilterNarrowsAndSaysWhatIsWrong() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        auto* filter = page.findChild<QLineEdit*>(QStringLiteral("reviewFilter"));
        auto* error = page.findChild<QLabel*>(QStringLiteral("reviewFilterError"));
        filter->setText(QStringLiteral("val_loss < 1 and opt.lr > 1e-3"));
        QCOMPARE(tree(page)->model()->rowCount(), 2);
        QCOMPARE(tree(page)->model()->rowCount(tree(page)->model()->index(0, 0)), 1);
        filter->setText(QStringLiteral("val_loss >"));
        QVERIFY(!error->isHidden());
        QVERIFY(error->text().contains(QStringLiteral("value")));
        filter->setText(QStringLiteral("squeeze"));
        QVERIFY(error->isHidden());
        QCOMPARE(tree(page)->model()->rowCount(), 1);
        filter->clear();
        QCOMPARE(tree(page)->model()->rowCount(), 2);
    }

    void anyNumberOfTrialsOfAnyStudyAreCompared() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        auto* compareTrials = page.findChild<QAction*>(QStringLiteral("reviewCompareTrials"));
        QVERIFY(!compareTrials->isEnabled());
        tree(page)->expandAll();
        select(page, {trial(page, 1, 2), trial(page, 0, 1), trial(page, 0, 4)});
        QVERIFY(compareTrials->isEnabled());
        compareTrials->trigger();
        auto* table = page.findChild<QTableView*>(QStringLiteral("reviewCompare"));
        QVERIFY(table->isVisible());
        const auto* model = table->model();
        QCOMPARE(model->columnCount(), 3);
        // In natural order, each with its line.
        QCOMPARE(model->headerData(0, Qt::Horizontal).toString(),
                 QStringLiteral("fashion-lenet-20231114-221320, trial 1"));
        QCOMPARE(model->headerData(2, Qt::Horizontal).toString(), QStringLiteral("squeeze-20231114-221320, trial 2"));
        QVERIFY(!model->headerData(0, Qt::Horizontal, Qt::DecorationRole).isNull());
        QCOMPARE(value(page, QStringLiteral("opt.lr"), 2), QStringLiteral("0.003"));
        QTRY_VERIFY(text(page, "reviewLog").contains(QStringLiteral("trial 1 done")));
        QVERIFY(text(page, "reviewLog1").contains(QStringLiteral("trial 4 done")));
        QVERIFY(text(page, "reviewLog2").contains(QStringLiteral("trial 2 done")));
        // Of whole studies the best of each.
        const auto* studies = tree(page)->model();
        select(page, {studies->index(0, 0), studies->index(1, 0)});
        QTRY_COMPARE(model->columnCount(), 2);
        QVERIFY(model->headerData(1, Qt::Horizontal).toString().contains(QStringLiteral("trial 1")));
    }

    void severalStudiesAreDrawnTogether() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        const auto* studies = tree(page)->model();
        select(page, {studies->index(0, 0), studies->index(1, 0)});
        auto* legend = page.findChild<QListView*>(QStringLiteral("curvesLegend"))->model();
        QTRY_COMPARE(legend->rowCount(), 9);
        // As a mean and a band for each, until the person wants the lines.
        auto* groups = page.findChild<QComboBox*>(QStringLiteral("curvesGroup"));
        QCOMPARE(groups->currentText(), QStringLiteral("mean by study"));
        QTest::qWait(100);
        screenshot(page, QStringLiteral("review-studies"));
        select(page, {studies->index(0, 0)});
        QTRY_COMPARE(legend->rowCount(), 6);
        QCOMPARE(groups->currentIndex(), 0);
        select(page, {studies->index(0, 0), studies->index(1, 0)});
        groups->setCurrentIndex(0);
        Q_EMIT groups->activated(0);
        select(page, {studies->index(1, 0)});
        select(page, {studies->index(0, 0), studies->index(1, 0)});
        QCOMPARE(groups->currentIndex(), 0);
    }

    void aTrialHasItsColourWhateverWasSelectedBefore() {
        makeWorkspace();
        const auto swatchOf = [&](const QList<QPair<int, int>>& before) {
            ReviewPage page;
            open(page);
            tree(page)->expandAll();
            for (const auto& [study, row] : before) select(page, {trial(page, study, row)});
            select(page, {trial(page, 0, 3)});
            auto* legend = page.findChild<QListView*>(QStringLiteral("curvesLegend"))->model();
            static_cast<void>(QTest::qWaitFor([&] { return legend->rowCount() == 1; }));
            return legend->index(0, 0).data(Qt::DecorationRole).value<QPixmap>().toImage();
        };
        const QImage first = swatchOf({});
        QVERIFY(!first.isNull());
        QCOMPARE(swatchOf({{1, 2}, {0, 5}, {1, 0}}), first);
        // The one that a person gave it outranks that.
        const fs::path study = workspace_ / "fashion-lenet-20231114-221320";
        QVERIFY(store::change_marks(study, [](store::StudyMarks& marks) { marks.trials[3].color = "#ff0000"; }));
        const QImage red = swatchOf({});
        QVERIFY(red != first);
        QCOMPARE(red.pixelColor(4, 10), QColor(Qt::red));
    }

    void aMetricThatNobodyRecordedIsSaid() {
        makeWorkspace();
        const fs::path study = workspace_ / "squeeze-20231114-221320";
        fs::remove(store::journal_path(study));
        QVERIFY(
            write_file_atomically(study / "experiment.yaml",
                                  "lathe: 1\nname: squeeze\nsearch:\n  objective: {metric: val_f1, mode: maximize}\n"));
        ReviewPage page;
        open(page);
        const auto* studies = tree(page)->model();
        int row = 0;
        while (row < 2 && !studies->index(row, 0).data().toString().contains(QStringLiteral("squeeze"))) ++row;
        select(page, {studies->index(row, 0)});
        auto* metric = page.findChild<QComboBox*>(QStringLiteral("curvesMetric"));
        QTRY_COMPARE(metric->currentText(), QStringLiteral("train_loss"));
        QTRY_VERIFY(label(page, "curvesNote").contains(QStringLiteral("val_f1")));
        screenshot(page, QStringLiteral("review-other-metric"));
    }

    void namesAreCompletedInTheFilter() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        page.activateWindow();
        auto* filter = page.findChild<QLineEdit*>(QStringLiteral("reviewFilter"));
        filter->setFocus();
        QTest::keyClicks(filter, QStringLiteral("state = FAILED or VAL"));
        auto* popup = filter->findChild<NameCompleter*>()->findChild<QCompleter*>()->popup();
        QTRY_VERIFY(popup->isVisible());
        QVERIFY(filter->findChild<NameCompleter*>()->offered().contains(QStringLiteral("val_loss")));
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(filter->text(), QStringLiteral("state = FAILED or val_loss"));
        // What stands after a comparison is a value.
        QTest::keyClicks(filter, QStringLiteral(" < tra"));
        QVERIFY(!popup->isVisible());
        QCOMPARE(NameCompleter::startOfWord(QStringLiteral("a and (opt.l"), 12), 7);
    }

    void groupsAndSortingAreChosenByKeyboard() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        page.findChild<QAction*>(QStringLiteral("reviewTrialsView"))->trigger();
        auto* table = page.findChild<QTreeView*>(QStringLiteral("reviewTrials"));
        QTRY_COMPARE(table->model()->rowCount(), 9);
        auto* menu = page.findChild<QMenu*>(QStringLiteral("reviewColumnsMenu"));
        QVERIFY(page.findChild<QToolButton*>(QStringLiteral("reviewColumnsButton"))->focusPolicy() & Qt::TabFocus);
        const auto choose = [&](const QString& group, const QString& entry) {
            Q_EMIT menu->aboutToShow();
            for (QAction* action : menu->actions()) {
                if (!action->menu() || action->text() != group) continue;
                for (QAction* one : action->menu()->actions())
                    if (one->text() == entry) return one->trigger();
            }
            QFAIL(qPrintable(group + u' ' + entry));
        };
        choose(QStringLiteral("Sort by"), QStringLiteral("opt.lr, downwards"));
        QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("0.006"));
        choose(QStringLiteral("Group by"), QStringLiteral("opt.lr"));
        QCOMPARE(table->model()->rowCount(), 6);
        // The mean and the deviation of each number, and how many there are.
        int row = 0;
        while (row < 6 && !table->model()->index(row, 0).data().toString().contains(QStringLiteral("0.001"))) ++row;
        QCOMPARE(table->model()->index(row, 0).data().toString(), QStringLiteral("opt.lr = 0.001 (2)"));
        QCOMPARE(table->model()->index(row, 1).data().toString(), QStringLiteral("1.5"));
        choose(QStringLiteral("Group by"), QStringLiteral("Nothing"));
        QCOMPARE(table->model()->rowCount(), 9);
    }

  private:
    // Runs that came from one another, the second and third from the first.
    void makeFamily() {
        const auto write = [&](const std::string& name, const std::string& id, std::optional<search::Origin> from,
                               const std::string& config, double start) {
            const fs::path folder = workspace_ / name;
            fs::create_directories(store::trial_folder(folder, 0));
            put_bytes(folder / "experiment.yaml", "lathe: 1\nname: demo\n");
            auto journal = store::Journal::open(store::journal_path(folder));
            store::event::Created created;
            created.name = "demo";
            created.metric = "val_loss";
            created.id = id;
            created.from = std::move(from);
            Json json = store::to_json(created);
            json["time"] = to_iso8601(from_unix_seconds(start));
            QVERIFY(journal->append(json));
            Plan plan;
            plan.start = from_unix_seconds(start);
            auto trial = make_trial(0, plan);
            trial.params = config::Value(config::Dict{});
            QVERIFY(store::write_trial_record(store::trial_folder(folder, 0), trial));
            put_bytes(store::trial_folder(folder, 0) / "config.yaml", config);
            QVERIFY(journal->append(store::to_json(store::event::Ended{store::StudyState::finished, ""})));
        };
        const search::Origin parent{{}, "first", "aa", {}};
        write("first", "aa", {}, "opt: {lr: 0.1, momentum: 0.9}\nseed: 1\ntrain: {epochs: 3}\n", 1.7e9);
        write("second", "bb", parent, "opt: {lr: 0.2, momentum: 0.9}\nseed: 2\ntrain: {epochs: 3}\n", 1.7e9 + 100);
        write("third", "cc", parent, "opt: {lr: 0.4, momentum: 0.9}\nseed: 1\ntrain: {epochs: 5}\n", 1.7e9 + 200);
        write("fourth", "dd", search::Origin{{}, "second", "bb", 0},
              "opt: {lr: 0.2, momentum: 0.5}\nseed: 2\ntrain: {epochs: 3}\n", 1.7e9 + 300);
        write("fifth", "ee", search::Origin{{}, "elsewhere-20260101-000000", "ff", 7}, "seed: 1\n", 1.7e9 + 400);
    }
    QModelIndex studyNamed(ReviewPage& page, const QString& folder) {
        const auto* model = tree(page)->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, 0).data(Qt::ToolTipRole).toString().startsWith(folder)) return model->index(row, 0);
        return {};
    }
    void openFamily(ReviewPage& page) {
        makeFamily();
        page.resize(1376, 860);
        page.setWorkspace(QString::fromStdString(workspace_.string()));
        page.show();
        QTRY_COMPARE(tree(page)->model()->rowCount(), 5);
    }
    QTreeWidget* descent(ReviewPage& page) {
        auto* found = page.findChild<QTreeWidget*>(QStringLiteral("reviewDescentTree"));
        page.findChild<QTabWidget*>(QStringLiteral("reviewTabs"))
            ->setCurrentWidget(page.findChild<QWidget*>(QStringLiteral("reviewDescent")));
        return found;
    }

  private Q_SLOTS:
    // What is selected is read when the tab is looked at.
    void aFamilyThatIsBeingReadSaysSo() {
        DescentView view;
        const auto* hint = view.findChild<QLabel*>(QStringLiteral("reviewDescentHint"));
        QVERIFY(hint->text().startsWith(QStringLiteral("Select a study")));
        view.setReading();
        QCOMPARE(hint->text(), QStringLiteral("Reading…"));
        ReviewPage page;
        openFamily(page);
        QTRY_COMPARE(page.findChild<QLabel*>(QStringLiteral("reviewDescentHint"))->text(), QStringLiteral("Reading…"));
    }

    void logsThatAreNotShownAreCounted() {
        LogView view;
        const auto* leftOut = view.findChild<QLabel*>(QStringLiteral("reviewLogsLeftOut"));
        const std::vector<LogView::Log> ten(10, {QStringLiteral("Trial"), QStringLiteral("text")});
        view.showLogs(ten, 12);
        QVERIFY(!leftOut->isHidden());
        QVERIFY2(leftOut->text().startsWith(QStringLiteral("4 more log")), qPrintable(leftOut->text()));
        view.showLogs({ten.front(), ten.back()}, 2);
        QVERIFY(leftOut->isHidden());
    }

    void whoCameFromWhomIsATree() {
        for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
            applyTheme(*qApp, choice);
            init();
            ReviewPage page;
            openFamily(page);
            select(page, {studyNamed(page, QStringLiteral("second"))});
            auto* family = descent(page);
            QTRY_COMPARE(family->topLevelItemCount(), 1);
            auto* first = family->topLevelItem(0);
            QCOMPARE(first->text(0), QStringLiteral("first"));
            QCOMPARE(first->childCount(), 2);
            QCOMPARE(first->child(0)->text(0), QStringLiteral("second"));
            QCOMPARE(first->child(0)->text(1), QStringLiteral("run again"));
            QCOMPARE(first->child(0)->text(3), QStringLiteral("opt.lr 0.1 \u2192 0.2, seed 1 \u2192 2"));
            QCOMPARE(first->child(0)->child(0)->text(0), QStringLiteral("fourth"));
            QCOMPARE(family->currentItem(), first->child(0));
            auto* changes = page.findChild<QTreeWidget*>(QStringLiteral("reviewDescentChanges"));
            QCOMPARE(changes->topLevelItemCount(), 2);
            QCOMPARE(changes->topLevelItem(0)->text(2), QStringLiteral("0.2"));
            QTest::qWait(50);
            screenshot(page, QStringLiteral("review-descent-%1").arg(nameOf(choice)));
            // Enter shows the record that stands there.
            family->setCurrentItem(first->child(1));
            QTest::keyClick(family, Qt::Key_Return);
            QTRY_VERIFY(tree(page)->selectionModel()->isSelected(studyNamed(page, QStringLiteral("third"))));
            // A parent that is not on this disk is named.
            select(page, {studyNamed(page, QStringLiteral("fifth"))});
            QTRY_VERIFY(family->topLevelItemCount() == 1 && family->topLevelItem(0)->text(0).startsWith(
                                                                QStringLiteral("elsewhere-20260101-000000, trial 7")));
            auto* filter = page.findChild<QLineEdit*>(QStringLiteral("reviewFilter"));
            filter->setText(QStringLiteral("from ~ first"));
            QCOMPARE(tree(page)->model()->rowCount(), 2);
        }
        applyTheme(*qApp, ThemeChoice::light);
    }

    void twoChildrenAreComparedWithWhatBothCameFrom() {
        for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
            applyTheme(*qApp, choice);
            init();
            ReviewPage page;
            openFamily(page);
            tree(page)->expandAll();
            const auto trialOf = [&](const char* study) {
                return tree(page)->model()->index(0, 0, studyNamed(page, QLatin1String(study)));
            };
            select(page, {trialOf("fourth"), trialOf("third")});
            auto* table = page.findChild<QTableView*>(QStringLiteral("reviewAncestorTable"));
            page.findChild<QTabWidget*>(QStringLiteral("reviewTabs"))
                ->setCurrentWidget(
                    page.findChild<QComboBox*>(QStringLiteral("reviewConfigForm"))->parentWidget()->parentWidget());
            QTRY_COMPARE(table->model()->rowCount(), 4);
            QVERIFY(table->isVisible());
            QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("first"));
            QMap<QString, QStringList> rows;
            for (int row = 0; row < 4; ++row) {
                QStringList cells;
                for (int column = 1; column < 4; ++column)
                    cells << table->model()->index(row, column).data().toString();
                rows[table->model()->index(row, 0).data().toString()] = cells;
            }
            QCOMPARE(rows[QStringLiteral("opt.lr")], QStringList({"0.1", "0.2", "0.4"}));
            QCOMPARE(rows[QStringLiteral("seed")], QStringList({"1", "2", "1"}));
            QCOMPARE(rows[QStringLiteral("train.epochs")], QStringList({"3", "3", "5"}));
            // Both changed the learning rate, differently.
            QVERIFY(label(page, "reviewAncestorSummary").contains(QStringLiteral("1 of them")));
            QTest::qWait(50);
            screenshot(page, QStringLiteral("review-ancestor-%1").arg(nameOf(choice)));
            // A child and its parent have no third to be compared with.
            select(page, {trialOf("second"), trialOf("fourth")});
            QTRY_VERIFY(!table->isVisible());
            QTRY_VERIFY(text(page, "reviewConfig").contains(QStringLiteral("momentum: 0.5")));
        }
        applyTheme(*qApp, ThemeChoice::light);
    }

    void aStudyThatRunsElsewhereIsFollowed() {
        makeWorkspace();
        const fs::path study = workspace_ / "squeeze-20231114-221320";
        ReviewPage page;
        open(page);
        const auto lock = store::StudyLock::try_lock(study);  // as another process would
        page.refresh();
        QTRY_COMPARE(tree(page)->model()->index(1, 1).data().toString(), QStringLiteral("Running"));
        select(page, {tree(page)->model()->index(1, 0)});
        auto journal = store::Journal::open(store::journal_path(study));
        QVERIFY(journal->append(store::to_json(store::event::Asked{3, make_trial(3, {}).params})));
        auto writer = store::EventFileWriter::create(store::trial_folder(study, 2));
        writer->add_scalar("new_metric", {700, 1.7e9, 0.5});
        QVERIFY(writer->flush());
        QTRY_COMPARE(tree(page)->model()->rowCount(tree(page)->model()->index(1, 0)), 4);
        auto* curves = page.findChild<CurvesView*>(QStringLiteral("reviewCurves"));
        QTRY_VERIFY(curves->metrics().contains(QStringLiteral("new_metric")));
        QVERIFY(tree(page)->selectionModel()->isSelected(tree(page)->model()->index(1, 0)));
    }

    void actionsNameTheirFiles() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        QSignalSpy experiment(&page, &ReviewPage::openExperimentRequested);
        QSignalSpy again(&page, &ReviewPage::runAgainRequested);
        QSignalSpy folder(&page, &ReviewPage::showInFolderRequested);
        select(page, {trial(page, 0, 1)});
        page.findChild<QToolButton*>(QStringLiteral("reviewOpenExperimentButton"))->click();
        page.findChild<QToolButton*>(QStringLiteral("reviewRunAgainButton"))->click();
        page.findChild<QAction*>(QStringLiteral("reviewShowInFolder"))->trigger();
        const QString study = QString::fromStdString((workspace_ / "fashion-lenet-20231114-221320").string());
        QCOMPARE(experiment.at(0).at(0).toString(), study + QStringLiteral("/trials/0001"));
        QCOMPARE(again.at(0).at(0).toString(), study + QStringLiteral("/trials/0001"));
        QCOMPARE(folder.at(0).at(0).toString(), study + QStringLiteral("/trials/0001"));
        select(page, {tree(page)->model()->index(0, 0)});
        page.findChild<QToolButton*>(QStringLiteral("reviewRunAgainButton"))->click();
        QCOMPARE(again.at(1).at(0).toString(), study);
        const auto record = store::read_study(study.toStdString());
        const auto* best = record->best();
        QVERIFY(best);
        page.findChild<QAction*>(QStringLiteral("reviewOpenBest"))->trigger();
        QCOMPARE(experiment.at(1).at(0).toString(),
                 QString::fromStdString(store::trial_folder(study.toStdString(), best->number).string()));
    }

    void whatCannotBeDoneSaysWhy() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        const auto* again = page.findChild<QAction*>(QStringLiteral("reviewRunAgain"));
        const auto* resume = page.findChild<QAction*>(QStringLiteral("reviewResume"));
        QVERIFY(again->isEnabled());
        const bool finished =
            store::read_study(workspace_ / "fashion-lenet-20231114-221320")->state == store::StudyState::finished;
        QCOMPARE(resume->isEnabled(), !finished);
        select(page, {trial(page, 0, 0), trial(page, 0, 1)});
        QVERIFY(!again->isEnabled());
        QVERIFY(again->toolTip().contains(QStringLiteral("one trial")));
        select(page, {trial(page, 0, 0)});
        page.setStartBlocked(QStringLiteral("not now"));
        QVERIFY(!again->isEnabled() && !resume->isEnabled());
        QVERIFY(again->toolTip().contains(QStringLiteral("not now")));
        page.setStartBlocked({});
        QVERIFY(again->isEnabled());
        tree(page)->clearSelection();
        QVERIFY(!again->isEnabled() && !resume->isEnabled());
    }

    void everyControlHasANameAndIsReachable() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        for (auto* button : page.findChildren<QToolButton*>(QRegularExpression(QStringLiteral("^review.*Button$")))) {
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
        for (const char* name :
             {"reviewTree", "reviewFilter", "reviewTabs", "reviewConfig", "reviewLog", "reviewFiles"})
            QVERIFY2(!page.findChild<QWidget*>(QString::fromLatin1(name))->accessibleName().isEmpty(), name);
    }

    void screenshots() {
        makeWorkspace();
        for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
            applyTheme(*qApp, choice);
            ReviewPage page;
            open(page);
            auto* curves = page.findChild<CurvesView*>(QStringLiteral("reviewCurves"));
            QTRY_COMPARE(curves->metrics().size(), 2);
            auto* tabs = page.findChild<QTabWidget*>(QStringLiteral("reviewTabs"));
            QTest::qWait(100);
            screenshot(page, QStringLiteral("review-curves-%1").arg(nameOf(choice)));
            select(page, {trial(page, 0, 0), trial(page, 0, 1), trial(page, 0, 3)});
            for (int tab = 1; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QTest::qWait(50);
                screenshot(page, QStringLiteral("review-tab%1-%2").arg(tab).arg(nameOf(choice)));
            }
        }
        applyTheme(*qApp, ThemeChoice::light);
    }
};

LATHE_WINDOW_TEST(TestReviewPage)
#include "test_review_page.moc"
