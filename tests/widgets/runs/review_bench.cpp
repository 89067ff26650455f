// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/runs/review_bench.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QItemSelection>
#include <QLabel>
#include <QList>
#include <QModelIndex>
#include <QPlainTextEdit>
#include <QString>
#include <QStringList>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "core/provenance/provenance.h"
#include "core/store/event_file.h"
#include "tests/core/store/fixtures.h"
#include "widgets/common/theme.h"
#include "widgets/runs/compare_model.h"
#include "widgets/runs/review_page.h"

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

namespace lathe::gui {

void ReviewBench::initTestCase() {
    applyTheme(*qApp, ThemeChoice::light);
}

void ReviewBench::init() {
    dir_ = std::make_unique<QTemporaryDir>();
    workspace_ = fs::path(dir_->path().toStdString()) / "runs";
}

void ReviewBench::makeWorkspace() {
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

void ReviewBench::record(const std::string& name, const std::string& torch, std::initializer_list<int> trials) {
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

void ReviewBench::makeFamily() {
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

void ReviewBench::open(ReviewPage& page) {
    page.resize(1376, 860);
    page.setWorkspace(QString::fromStdString(workspace_.string()));
    page.show();
    QTRY_COMPARE(tree(page)->model()->rowCount(), 2);
}

void ReviewBench::openFamily(ReviewPage& page) {
    makeFamily();
    page.resize(1376, 860);
    page.setWorkspace(QString::fromStdString(workspace_.string()));
    page.show();
    QTRY_COMPARE(tree(page)->model()->rowCount(), 5);
}

QTreeView* ReviewBench::tree(ReviewPage& page) {
    return page.findChild<QTreeView*>(QStringLiteral("reviewTree"));
}

QString ReviewBench::text(ReviewPage& page, const char* name) {
    return page.findChild<QPlainTextEdit*>(QString::fromLatin1(name))->toPlainText();
}

QString ReviewBench::label(ReviewPage& page, const char* name) {
    const auto* found = page.findChild<QLabel*>(QString::fromLatin1(name));
    return found->isHidden() ? QString() : found->text();
}

QString ReviewBench::value(ReviewPage& page, const QString& name, int column) {
    const auto* table = page.findChild<QTableView*>(QStringLiteral("reviewCompare"))->model();
    for (int row = 0; row < table->rowCount(); ++row)
        if (table->headerData(row, Qt::Vertical) == name) return table->index(row, column).data().toString();
    return QStringLiteral("(no row)");
}

QStringList ReviewBench::shownRows(ReviewPage& page) {
    const auto* view = page.findChild<QTableView*>(QStringLiteral("reviewCompare"));
    const auto* model = static_cast<const CompareModel*>(view->model());
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row)
        if (!view->isRowHidden(row) && !model->isSection(row)) rows << model->headerData(row, Qt::Vertical).toString();
    return rows;
}

QModelIndex ReviewBench::trial(ReviewPage& page, int study, int row) {
    return tree(page)->model()->index(row, 0, tree(page)->model()->index(study, 0));
}

QModelIndex ReviewBench::studyNamed(ReviewPage& page, const QString& folder) {
    const auto* model = tree(page)->model();
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, 0).data(Qt::ToolTipRole).toString().startsWith(folder)) return model->index(row, 0);
    return {};
}

void ReviewBench::select(ReviewPage& page, const QList<QModelIndex>& rows) {
    QItemSelection selection;
    for (const auto& row : rows) selection.select(row, row);
    tree(page)->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void ReviewBench::compare(ReviewPage& page, const QString& section) {
    auto* table = page.findChild<QTableView*>(QStringLiteral("reviewCompare"));
    page.findChild<QTabWidget*>(QStringLiteral("reviewTabs"))->setCurrentWidget(table->parentWidget());
    auto* sections = page.findChild<QComboBox*>(QStringLiteral("reviewCompareSection"));
    if (!section.isEmpty()) QTRY_VERIFY(sections->findData(section) > 0);
    sections->setCurrentIndex(std::max(0, sections->findData(section)));
}

QTreeWidget* ReviewBench::descent(ReviewPage& page) {
    auto* found = page.findChild<QTreeWidget*>(QStringLiteral("reviewDescentTree"));
    page.findChild<QTabWidget*>(QStringLiteral("reviewTabs"))
        ->setCurrentWidget(page.findChild<QWidget*>(QStringLiteral("reviewDescent")));
    return found;
}

void ReviewBench::screenshot(QWidget& page, const QString& name) {
    QDir().mkpath(QStringLiteral(LATHE_BINARY_DIR "/screenshots"));
    QVERIFY(page.grab().save(QStringLiteral(LATHE_BINARY_DIR "/screenshots/%1.png").arg(name)));
}

}  // namespace lathe::gui
