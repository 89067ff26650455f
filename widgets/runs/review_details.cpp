// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_details.h"

#include <algorithm>
#include <utility>

#include <QFileSystemModel>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/charts/analysis_view.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/parallel_view.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/runs/compare_view.h"
#include "widgets/runs/diff_highlighter.h"
#include "widgets/runs/images_view.h"
#include "widgets/runs/line_diff.h"
#include "widgets/runs/note_view.h"
#include "widgets/runs/predictions_view.h"
#include "widgets/runs/review_analysis.h"
#include "widgets/runs/review_tables.h"

namespace lathe::gui {

namespace {

// Replaces the text where it changed; who reads the end goes on seeing the end, everyone else stays where they are.
void setTextKeepingPlace(QPlainTextEdit* edit, const QString& text) {
    if (edit->toPlainText() == text) return;
    QScrollBar* bar = edit->verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    const int place = bar->value();
    edit->setPlainText(text);
    bar->setValue(atEnd ? bar->maximum() : place);
}

}  // namespace

ReviewDetails::ReviewDetails(QWidget* parent)
    : QWidget(parent),
      tabs_(new QTabWidget),
      curves_(new CurvesView),
      images_(new ImagesView),
      parallel_(new ParallelView),
      analysis_(new AnalysisView),
      predictions_(new PredictionsView),
      parameters_(
          new CompareView(QStringLiteral("reviewParameters"), tr("Parameters and metrics of the selected trials"))),
      environment_(new CompareView(QStringLiteral("reviewEnvironment"), tr("Environment of the selected trials"))),
      config_(makeText(QStringLiteral("reviewConfig"), tr("Config"))),
      diff_(new DiffHighlighter(config_->document())),
      log_(makeText(QStringLiteral("reviewLog"), tr("Log"))),
      note_(new NoteView),
      files_(new QTreeView),
      fileModel_(new QFileSystemModel(this)) {
    curves_->setObjectName(QStringLiteral("reviewCurves"));
    curves_->setAccessibleName(tr("Curves of the selected trials"));
    parallel_->setObjectName(QStringLiteral("reviewParallel"));
    parallel_->setAccessibleName(tr("Parallel coordinates of the study"));
    analysis_->setObjectName(QStringLiteral("reviewAnalysis"));
    analysis_->setAccessibleName(tr("Analysis of the study"));
    predictions_->setObjectName(QStringLiteral("reviewPredictions"));
    predictions_->setAccessibleName(tr("What the test of the trial found"));
    environment_->showOnlyDifferences();
    buildFiles();
    tabs_->setObjectName(QStringLiteral("reviewTabs"));
    tabs_->setAccessibleName(tr("What is known of the selection"));
    tabs_->setDocumentMode(true);
    tabs_->addTab(curves_, icon(QStringLiteral("curves")), tr("Curves"));
    images_->setObjectName(QStringLiteral("reviewImages"));
    tabs_->addTab(parallel_, icon(QStringLiteral("parallel")), tr("Parallel"));
    tabs_->addTab(analysis_, icon(QStringLiteral("find")), tr("Analysis"));
    tabs_->addTab(predictions_, icon(QStringLiteral("data")), tr("Predictions"));
    tabs_->addTab(parameters_, icon(QStringLiteral("table")), tr("Parameters"));
    tabs_->addTab(config_, icon(QStringLiteral("compare")), tr("Config"));
    tabs_->addTab(environment_, icon(QStringLiteral("cpu")), tr("Environment"));
    tabs_->addTab(log_, icon(QStringLiteral("log")), tr("Log"));
    tabs_->addTab(note_, icon(QStringLiteral("note")), tr("Note"));
    connect(note_, &NoteView::noteChanged, this, &ReviewDetails::noteChanged);
    tabs_->addTab(files_, icon(QStringLiteral("file")), tr("Files"));
    tabs_->addTab(images_, icon(QStringLiteral("eye")), tr("Images"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tabs_);
    const auto highlight = [this](int run) {
        const auto chosen = run < 0 ? std::nullopt : std::optional(run);
        curves_->setHighlightedRun(chosen);
        parallel_->setHighlightedRun(chosen);
        analysis_->setHighlightedRun(chosen);
    };
    connect(curves_, &CurvesView::runHovered, this, highlight);
    connect(parallel_, &ParallelView::runHovered, this, highlight);
    connect(analysis_, &AnalysisView::runHovered, this, highlight);
    connect(tabs_, &QTabWidget::currentChanged, this, &ReviewDetails::fillAnalysis);
    analysisTimer_.setSingleShot(true);
    analysisTimer_.setInterval(100);
    connect(&analysisTimer_, &QTimer::timeout, this, &ReviewDetails::fillAnalysis);
    connect(curves_, &CurvesView::selectedRunsChanged, this, &ReviewDetails::pickCurves);
    connect(parallel_, &ParallelView::selectedRunsChanged, this, &ReviewDetails::pickLines);
    connect(analysis_, &AnalysisView::selectedRunsChanged, this, &ReviewDetails::pickLines);
}

ReviewDetails::~ReviewDetails() = default;

QPlainTextEdit* ReviewDetails::makeText(const QString& name, const QString& title) {
    auto* edit = new QPlainTextEdit;
    edit->setObjectName(name);
    edit->setAccessibleName(title);
    edit->setReadOnly(true);
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setFont(monospaceFont());
    edit->setFrameShape(QFrame::NoFrame);
    edit->document()->setDocumentMargin(spacing);
    return edit;
}

void ReviewDetails::buildFiles() {
    fileModel_->setReadOnly(true);
    files_->setObjectName(QStringLiteral("reviewFiles"));
    files_->setAccessibleName(tr("Files of the study or trial"));
    files_->setModel(fileModel_);
    files_->setFrameShape(QFrame::NoFrame);
    files_->setUniformRowHeights(true);
    files_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    files_->header()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
    files_->header()->setStretchLastSection(false);
    files_->setColumnHidden(2, true);  // the kind says nothing that the name does not
    connect(files_, &QTreeView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT fileActivated(fileModel_->filePath(index)); });
}

QString ReviewDetails::labelOf(const SelectedTrial& trial) const {
    const QString number = tr("Trial %1").arg(trial.key.number);
    if (!severalStudies_) return number;
    return tr("%1, trial %2")
        .arg(QString::fromStdString(trial.study->folder.filename().string()))
        .arg(trial.key.number);
}

void ReviewDetails::setSelection(const StudyPtr& study, const std::vector<SelectedTrial>& trials,
                                 const std::vector<SelectedTrial>& shown) {
    const bool otherStudy = !study_ || !study || study_->folder != study->folder;
    study_ = study;
    trials_ = trials;
    severalStudies_ = std::any_of(shown.begin(), shown.end(),
                                  [&](const auto& trial) { return trial.key.folder != shown.front().key.folder; });
    if (otherStudy) details_ = {};
    fillCurves(shown);
    fillTables(trials);
    fillParallel();
    fillAnalysis();
    fillTexts();
    fillPredictions();
    QString folder;
    if (study)
        folder = QString::fromStdString(
            (trials.size() == 1 ? store::trial_folder(trials.front().study->folder, trials.front().key.number)
                                : study->folder)
                .string());
    if (!folder.isEmpty() && fileModel_->rootPath() != folder) files_->setRootIndex(fileModel_->setRootPath(folder));
}

void ReviewDetails::setDetails(const Details& details) {
    const auto tell = [](const TrialTexts& a, const TrialTexts& b) {
        return a.key == b.key && a.reproduction == b.reproduction && a.record == b.record &&
               a.recordError == b.recordError;
    };
    const bool other = !std::ranges::equal(details_.trials, details.trials, tell);
    details_ = details;
    if (other) fillTables(trials_);
    fillParallel();
    fillAnalysis();
    fillTexts();
    fillPredictions();
}

// Of the one trial that is selected.
void ReviewDetails::fillPredictions() {
    if (trials_.size() != 1) return predictions_->showNothing(tr("Select one trial to see what its test found."));
    for (const TrialTexts& texts : details_.trials)
        if (texts.key == trials_.front().key) return predictions_->setFacts(texts.test);
    predictions_->showNothing({});  // it is being read
}

void ReviewDetails::showPredictions() {
    tabs_->setCurrentWidget(predictions_);
}

void ReviewDetails::setNoteOf(const std::optional<MarkedRecord>& record) {
    note_->setRecord(record);
}

void ReviewDetails::setNoteEditable(bool editable) {
    note_->setEditable(editable);
}

void ReviewDetails::editNote() {
    tabs_->setCurrentWidget(note_);
    note_->edit();
}

void ReviewDetails::fillCurves(const std::vector<SelectedTrial>& shown) {
    QSet<int> visible;
    QList<TrialKey> drawn;
    std::optional<int> best;
    for (const auto& trial : shown) {
        const int run = ids_.idOf(trial.key);
        visible.insert(run);
        drawn.append(trial.key);
        curves_->setRunLabel(run, labelOf(trial));
        curves_->setRunState(run, trial.trial->state);
        if (!severalStudies_ && trial.trial == trial.study->best()) best = run;
    }
    for (const TrialKey& key : std::as_const(drawn_))
        if (!visible.contains(ids_.idOf(key))) forget(key);
    drawn_ = drawn;
    curves_->setBestRun(best);
    if (study_ && !study_->metric.empty() && curves_->metric().isEmpty())
        curves_->setMetric(QString::fromStdString(study_->metric));
    QSet<int> selected;
    for (const auto& trial : trials_) selected.insert(ids_.idOf(trial.key));
    curves_->setSelectedRuns(selected.size() == visible.size() ? QSet<int>() : selected);
}

void ReviewDetails::fillTables(const std::vector<SelectedTrial>& trials) {
    QStringList names;
    for (const auto& trial : trials) names.append(labelOf(trial));
    parameters_->setRows(names, parameterRows(trials, details_.trials));
    environment_->setRows(names, environmentRows(trials, details_.trials));
    environment_->setNote(whatIsNotRecorded(trials, details_.trials));
}

ParallelTable ReviewDetails::tableOfStudy() {
    const QString folder = QString::fromStdString(study_->folder.string());
    std::vector<ParallelTrial> rows;
    for (const auto& trial : study_->trials)
        rows.push_back({ids_.idOf({folder, trial.number}), trial.params, trial.objective});
    const QString metric = QString::fromStdString(study_->metric);
    const bool known = details_.folder == folder && !details_.space.empty();
    ParallelTable table = known ? makeParallelTable(details_.space, metric, rows) : tableFromParams(metric, rows);
    for (std::size_t i = 1; i < study_->objectives.size(); ++i) {
        std::vector<std::optional<double>> values;
        for (const auto& trial : study_->trials)
            values.push_back(i < trial.objectives.size() ? std::optional(trial.objectives[i]) : std::nullopt);
        const auto& [name, mode] = study_->objectives[i];
        addObjectiveAxis(table, QString::fromStdString(name), mode == search::Mode::minimize, values);
    }
    return table;
}

void ReviewDetails::fillParallel() {
    if (!study_) return parallel_->setTable({});
    const QString folder = QString::fromStdString(study_->folder.string());
    for (const auto& trial : study_->trials)
        parallel_->setRunLabel(ids_.idOf({folder, trial.number}), tr("Trial %1").arg(trial.number));
    parallel_->setMinimizing(study_->mode == search::Mode::minimize);
    ParallelTable table = tableOfStudy();
    curves_->setGroupings(severalStudies_ ? groupingsOfStudies() : groupingsOf(table));
    parallel_->setTable(std::move(table));
    QSet<int> selected;
    for (const auto& trial : trials_)
        if (trial.key.folder == folder) selected.insert(ids_.idOf(trial.key));
    parallel_->setSelectedRuns(selected);
    analysis_->setSelectedRuns(selected);
}

std::vector<CurveGrouping> ReviewDetails::groupingsOfStudies() {
    CurveGrouping grouping{tr("study"), {}};
    for (const TrialKey& key : std::as_const(drawn_)) grouping.groupOf[ids_.idOf(key)] = key.folder.section(u'/', -1);
    return {std::move(grouping)};
}

// Only while it is looked at.
void ReviewDetails::fillAnalysis() {
    if (!analysis_->isVisible()) return;
    if (!study_) return analysis_->setInput({});
    const bool known = details_.folder == QString::fromStdString(study_->folder.string());
    analysis_->setInput(analysisOf(*study_, known ? details_.space : space::Space(), tableOfStudy(), ids_, reports_));
}

void ReviewDetails::fillTexts() {
    std::vector<const TrialTexts*> texts;
    for (const auto& selected : trials_)
        for (const auto& trial : details_.trials)
            if (trial.key == selected.key) texts.push_back(&trial);
    diff_->setActive(texts.size() == 2);
    if (texts.size() == 2) {
        const std::string a = texts[0]->config.toStdString(), b = texts[1]->config.toStdString();
        const std::string diff =
            unified_diff(a, b, labelOf(trials_[0]).toStdString(), labelOf(trials_[1]).toStdString());
        setTextKeepingPlace(config_, diff.empty() ? tr("The two configs are equal.") : QString::fromStdString(diff));
    } else if (texts.size() == 1) {
        setTextKeepingPlace(config_, texts[0]->config);
    } else if (trials_.empty()) {
        setTextKeepingPlace(config_, details_.experiment);
    } else {
        setTextKeepingPlace(config_, tr("Select one trial to read its config, or two to see how they differ."));
    }
    QString log;
    for (const auto* text : texts) {
        if (texts.size() > 1) log += QStringLiteral("── %1 ──\n").arg(tr("Trial %1").arg(text->key.number));
        log += text->log;
    }
    std::vector<ImagesView::Trial> images;
    for (const auto& selected : trials_)
        for (const auto* text : texts)
            if (text->key == selected.key) images.push_back({labelOf(selected), text->images});
    images_->setTrials(std::move(images));
    setTextKeepingPlace(log_, trials_.empty() ? tr("Select a trial to read its log.") : log);
}

void ReviewDetails::addPoints(const TrialPoints& points) {
    if (!drawn_.contains(points.key)) return;
    const int run = ids_.idOf(points.key);
    for (const auto& [tag, series] : points.series) {
        curves_->addPoints(run, QString::fromStdString(tag), series);
        if (!study_ || tag != study_->metric) continue;
        for (const auto& point : series) reports_[run].emplace_back(static_cast<double>(point.step), point.value);
    }
    if (!analysisTimer_.isActive()) analysisTimer_.start();
}

void ReviewDetails::forget(const TrialKey& key) {
    curves_->removeRun(ids_.idOf(key));
    reports_.erase(ids_.idOf(key));
}

// Choosing among the curves must not take the other curves away: the selection stays, the trial is pointed at.
void ReviewDetails::pickCurves(const QSet<int>& runs) {
    parallel_->setSelectedRuns(runs);
    if (runs.size() != 1) return;
    if (const auto key = ids_.keyOf(*runs.begin())) Q_EMIT trialPointedAt(*key);
}

void ReviewDetails::pickLines(const QSet<int>& runs) {
    QList<TrialKey> keys;
    for (const int run : runs)
        if (const auto key = ids_.keyOf(run)) keys.append(*key);
    Q_EMIT trialsPicked(keys);
}

}  // namespace lathe::gui
