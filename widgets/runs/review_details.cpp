// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_details.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QTabWidget>
#include <QVBoxLayout>

#include "core/search/better_way.h"
#include "widgets/charts/analysis_view.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/parallel_view.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/runs/compare_view.h"
#include "widgets/runs/config_view.h"
#include "widgets/runs/descent_view.h"
#include "widgets/runs/files_view.h"
#include "widgets/runs/log_view.h"
#include "widgets/runs/media_view.h"
#include "widgets/runs/note_view.h"
#include "widgets/runs/predictions_view.h"
#include "widgets/runs/record_display.h"
#include "widgets/runs/review_analysis.h"
#include "widgets/runs/review_tables.h"
#include "widgets/runs/study_table.h"
#include "widgets/runs/trial_properties.h"
#include "widgets/runs/trial_style.h"

namespace lathe::gui {

namespace {

bool isSingleRun(const StudyPtr& study) {
    return !study->is_search && study->trials.size() <= 1;
}

bool hasName(const store::StudyRecord& study, int trial) {
    return !study.marks.of_trial(trial).name.empty();
}

// Within its study: what a person called it, else its number.
QString ownLabel(const store::StudyRecord& study, int trial) {
    return hasName(study, trial) ? QString::fromStdString(study.marks.of_trial(trial).name)
                                 : ReviewDetails::tr("Trial %1").arg(trial);
}

// The one study or trial that is selected.
std::optional<RecordKey> recordOf(const ReviewSelection& selection) {
    const auto& trials = selection.trials;
    if (!selection.study || trials.size() > 1) return std::nullopt;
    return RecordKey{folderOf(selection.study),
                     trials.empty() ? std::nullopt : std::optional(trials.front().key.number)};
}

}  // namespace

ReviewDetails::ReviewDetails(QWidget* parent)
    : QWidget(parent),
      tabs_(new QTabWidget),
      curves_(new CurvesView),
      media_(new MediaView),
      parallel_(new ParallelView),
      analysis_(new AnalysisView),
      predictions_(new PredictionsView),
      compare_(new CompareView(QStringLiteral("reviewCompare"), tr("The selected trials side by side"))),
      config_(new ConfigView),
      log_(new LogView),
      descent_(new DescentView),
      note_(new NoteView),
      files_(new FilesView) {
    curves_->setObjectName(QStringLiteral("reviewCurves"));
    curves_->setAccessibleName(tr("Curves of the selected trials"));
    curves_->setIdleText(tr("Select trials or studies to see their curves."));
    parallel_->setObjectName(QStringLiteral("reviewParallel"));
    parallel_->setAccessibleName(tr("Parallel coordinates of the study"));
    analysis_->setObjectName(QStringLiteral("reviewAnalysis"));
    analysis_->setAccessibleName(tr("Analysis of the study"));
    predictions_->setObjectName(QStringLiteral("reviewPredictions"));
    predictions_->setAccessibleName(tr("What the test of the trial found"));
    media_->setObjectName(QStringLiteral("reviewMedia"));
    connect(media_, &MediaView::failed, this, &ReviewDetails::failed);
    files_->setObjectName(QStringLiteral("reviewFiles"));
    files_->setAccessibleName(tr("Files of the study or trial"));
    connect(files_, &FilesView::fileActivated, this, &ReviewDetails::fileActivated);
    buildTabs();
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
    connect(tabs_, &QTabWidget::currentChanged, this, [this] {
        fillAnalysis();
        fillComparison();
        Q_EMIT familyWanted();
    });
    pointsTimer_.setSingleShot(true);
    pointsTimer_.setInterval(100);
    connect(&pointsTimer_, &QTimer::timeout, this, [this] {
        fillAnalysis();
        fillComparison();
    });
    connect(note_, &NoteView::noteChanged, this, &ReviewDetails::noteChanged);
    connect(descent_, &DescentView::recordChosen, this, &ReviewDetails::recordChosen);
    connect(curves_, &CurvesView::selectedRunsChanged, this, &ReviewDetails::pickCurves);
    connect(curves_, &CurvesView::partsShown, this, &ReviewDetails::tellParts);
    connect(parallel_, &ParallelView::selectedRunsChanged, this, &ReviewDetails::pickLines);
    connect(analysis_, &AnalysisView::selectedRunsChanged, this, &ReviewDetails::pickLines);
}

ReviewDetails::~ReviewDetails() = default;

// The columns of the comparison have their lines in the colours of the theme.
void ReviewDetails::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) fillComparison();
}

void ReviewDetails::buildTabs() {
    tabs_->setObjectName(QStringLiteral("reviewTabs"));
    tabs_->setAccessibleName(tr("What is known of the selection"));
    tabs_->setDocumentMode(true);
    const auto add = [this](QWidget* view, const char* iconName, const QString& title, const QString& tip) {
        tabs_->setTabToolTip(tabs_->addTab(view, icon(QString::fromLatin1(iconName)), title), tip);
    };
    add(curves_, "curves", tr("Curves"), tr("Metrics of the selected trials and studies, in one chart or in many"));
    add(parallel_, "parallel", tr("Parallel"), tr("All parameters of the study's trials as parallel coordinates"));
    add(analysis_, "find", tr("Analysis"), tr("History, importance, slices and more of the study"));
    add(predictions_, "data", tr("Predictions"), tr("What the test of the trial got right and wrong"));
    add(media_, "eye", tr("Media"), tr("Images, histograms, sounds and texts that the selected trials recorded"));
    add(compare_, "compare", tr("Compare"),
        tr("Parameters, metrics, config and environment of the selected trials, side by side"));
    add(config_, "settings", tr("Config"), tr("The config of a trial, or how those of two differ"));
    add(log_, "log", tr("Log"), tr("What the selected trials wrote, side by side"));
    add(descent_, "group", tr("Descent"), tr("Who the selected record came from, who came from it, and what changed"));
    add(note_, "note", tr("Note"), tr("What people wrote down of it"));
    add(files_, "file", tr("Files"), tr("The files of the study or trial"));
}

QString ReviewDetails::labelOf(const SelectedTrial& trial) const {
    const QString own = ownLabel(*trial.study, trial.key.number);
    if (!severalStudies_) return own;
    const QString study = names_.of(*trial.study);
    if (hasName(*trial.study, trial.key.number)) return QStringLiteral("%1, %2").arg(study, own);
    return isSingleRun(trial.study) ? study : tr("%1, trial %2").arg(study).arg(trial.key.number);
}

const TrialTexts* ReviewDetails::textsOf(const TrialKey& trial) const {
    const auto found = std::ranges::find(details_.trials, trial, &TrialTexts::key);
    return found != details_.trials.end() ? &*found : nullptr;
}

void ReviewDetails::setSelection(const ReviewSelection& selection) {
    const StudyPtr before = selection_.study;
    const bool otherStudy = !before || !selection.study || before->folder != selection.study->folder;
    const bool otherRecord = recordOf(selection_) != recordOf(selection);
    selection_ = selection;
    severalStudies_ = areOfSeveralStudies(selection.drawn) || areOfSeveralStudies(selection.compared);
    std::vector<SelectedTrial> shown = selection.drawn;
    shown.insert(shown.end(), selection.compared.begin(), selection.compared.end());
    names_ = studyNamesOf(shown);
    if (otherStudy) details_ = {};
    fillCurves();
    fillComparison();
    fillParallel();
    fillAnalysis();
    fillTexts();
    fillPredictions();
    if (otherRecord && recordOf(selection)) descent_->setReading();
    else if (otherRecord) descent_->setFamily(nullptr);
    QString folder;
    const auto& trials = selection.trials;
    if (selection.study)
        folder = QString::fromStdString(
            (trials.size() == 1 ? store::trial_folder(trials.front().study->folder, trials.front().key.number)
                                : selection.study->folder)
                .string());
    files_->setFolder(folder);
}

void ReviewDetails::setDetails(const Details& details) {
    details_ = details;
    fillComparison();
    fillParallel();
    fillAnalysis();
    fillTexts();
    fillPredictions();
    if (details.family) descent_->setFamily(details.family);
}

std::optional<RecordKey> ReviewDetails::wantsFamilyOf() const {
    return descent_->isVisible() ? recordOf(selection_) : std::nullopt;
}

void ReviewDetails::showComparison() {
    tabs_->setCurrentWidget(compare_);
    compare_->focusTable();
}

// Of the one trial that is selected.
void ReviewDetails::fillPredictions() {
    if (selection_.trials.size() != 1)
        return predictions_->showNothing(tr("Select one trial to see what its test found."));
    if (const TrialTexts* texts = textsOf(selection_.trials.front().key)) return predictions_->setFacts(texts->test);
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

void ReviewDetails::fillCurves() {
    QSet<int> visible;
    QList<TrialKey> drawn;
    std::optional<int> best;
    for (const auto& trial : selection_.drawn) {
        const int run = ids_.idOf(trial.key);
        visible.insert(run);
        drawn.append(trial.key);
        curves_->setRunLabel(run, labelOf(trial));
        curves_->setRunState(run, trial.trial->state);
        if (!severalStudies_ && trial.trial == trial.study->best()) best = run;
    }
    QList<TrialKey> gone;
    for (const TrialKey& key : std::as_const(drawn_))
        if (!visible.contains(ids_.idOf(key))) gone.append(key);
    forget(gone);
    drawn_ = drawn;
    curves_->setBestRun(best);
    const StudyPtr& study = selection_.study;
    if (study && !study->metric.empty() && folderOf(study) != metricOf_) {
        metricOf_ = folderOf(study);
        curves_->setMetric(QString::fromStdString(study->metric));
    }
    fillStyles();
    curves_->setNote(selection_.notDrawn > 0 ? tr("%n more trial(s) are not drawn: select those that you want to see.",
                                                  nullptr, selection_.notDrawn)
                                             : QString());
    // Of studies that are overlaid as a whole the mean and the band say more than all their lines.
    curves_->preferGrouping(selection_.studies.size() > 1 ? studyProperty() : QString());
    QSet<int> selected;
    for (const auto& trial : selection_.trials) selected.insert(ids_.idOf(trial.key));
    curves_->setSelectedRuns(selected.size() == visible.size() ? QSet<int>() : selected);
}

// A trial has its colour wherever it is shown: a person's, else one by the name of its study and its number.
void ReviewDetails::fillStyles() {
    RunStyles styles;
    for (const auto& trial : selection_.drawn) styles.set(ids_.idOf(trial.key), styleOf(trial));
    if (const StudyPtr& study = selection_.study)  // whose parallel coordinates are shown
        for (const auto& trial : study->trials)
            styles.set(ids_.idOf({folderOf(study), trial.number}), styleOf(*study, trial.number));
    curves_->setRunStyles(styles);
    parallel_->setRunStyles(styles);
    curves_->setProperties(propertiesOf(selection_.drawn, ids_));
    if (severalStudies_) curves_->setGroupings(groupingsOf(selection_.drawn, ids_));
}

void ReviewDetails::fillComparison() {
    if (!compare_->isVisible()) return;
    const bool dark = isDark(palette());
    std::vector<CompareColumn> columns;
    RunStyles styles;
    for (const auto& trial : selection_.compared) {
        styles.set(0, styleOf(trial));
        columns.push_back({labelOf(trial), styles.pen(0, dark)});
    }
    compare_->setRows(columns, comparisonRows(selection_.compared, details_.trials, metrics_));
    QString note = whatIsNotRecorded(selection_.compared, details_.trials);
    const int unread = static_cast<int>(selection_.compared.size()) - ReviewSelection::mostTexts;
    if (unread > 0)
        note += (note.isEmpty() ? QString() : QStringLiteral("\n")) +
                tr("Config and environment are those of the first %n trial(s).", nullptr, ReviewSelection::mostTexts);
    if (selection_.notCompared > 0)
        note += QLatin1Char('\n') + tr("%n more trial(s) are not compared: select those that you want to see.", nullptr,
                                       selection_.notCompared);
    compare_->setNote(note);
}

// Empty until it was read, and where it cannot be.
space::Space ReviewDetails::spaceOfStudy() const {
    return details_.folder == folderOf(selection_.study) ? details_.space : space::Space();
}

void ReviewDetails::fillParallel() {
    if (!selection_.study) return parallel_->setTable({});
    const QString folder = QString::fromStdString(selection_.study->folder.string());
    for (const auto& trial : selection_.study->trials)
        parallel_->setRunLabel(ids_.idOf({folder, trial.number}), ownLabel(*selection_.study, trial.number));
    parallel_->setMinimizing(selection_.study->mode == search::Mode::minimize);
    ParallelTable table = tableOfStudy(*selection_.study, spaceOfStudy(), ids_);
    if (!severalStudies_) curves_->setGroupings(groupingsOf(table));
    parallel_->setTable(std::move(table));
    QSet<int> selected;
    for (const auto& trial : selection_.trials)
        if (trial.key.folder == folder) selected.insert(ids_.idOf(trial.key));
    parallel_->setSelectedRuns(selected);
    analysis_->setSelectedRuns(selected);
}

// Only while it is looked at.
void ReviewDetails::fillAnalysis() {
    if (!analysis_->isVisible()) return;
    if (!selection_.study) return analysis_->setInput({});
    const store::StudyRecord& study = *selection_.study;
    const space::Space space = spaceOfStudy();
    analysis_->setInput(analysisOf(study, space, tableOfStudy(study, space, ids_), ids_, reports_));
}

void ReviewDetails::fillTexts() {
    const auto& compared = selection_.compared;
    std::vector<ConfigView::Config> configs;
    std::vector<LogView::Log> logs;
    std::vector<MediaTrial> media;
    for (const auto& trial : compared) {
        const TrialTexts* texts = textsOf(trial.key);
        if (!texts) continue;
        configs.push_back({labelOf(trial), texts->config, texts->values});
        logs.push_back({labelOf(trial), texts->log});
        media.push_back({labelOf(trial), texts->media});
    }
    const bool reading =
        configs.size() < std::min<std::size_t>(compared.size(), std::size_t(ReviewSelection::mostTexts));
    if (reading && compared.size() <= 2) config_->showText({});
    else if (configs.size() == 2) config_->showPair(configs[0], configs[1], details_.ancestor);
    else if (configs.size() == 1) config_->showText(configs.front().text);
    else if (compared.empty()) config_->showText(details_.experiment);
    else
        config_->showHint(
            tr("Select one trial to read its config, or two to see how they differ. Compare shows those "
               "of more, side by side."));
    if (compared.empty()) log_->showText(tr("Select a trial to read its log."));
    else log_->showLogs(logs, compared.size() + static_cast<std::size_t>(selection_.notCompared));
    media_->setTrials(media, reading ? MediaView::Reading::goesOn : MediaView::Reading::done);
}

void ReviewDetails::addPoints(const TrialPoints& points) {
    if (!drawn_.contains(points.key)) return;
    const int run = ids_.idOf(points.key);
    const StudyPtr& study = selection_.study;
    for (const auto& [tag, series] : points.series) {
        curves_->addPoints(run, QString::fromStdString(tag), series);
        summarise(points.key, tag, series);
        if (!study || tag != study->metric) continue;
        for (const auto& point : series) reports_[run].emplace_back(static_cast<double>(point.step), point.value);
    }
    if (!pointsTimer_.isActive()) pointsTimer_.start();
}

void ReviewDetails::summarise(const TrialKey& key, const std::string& tag,
                              const std::vector<store::ScalarPoint>& series) {
    const auto trial = std::ranges::find(selection_.drawn, key, &SelectedTrial::key);
    if (trial == selection_.drawn.end()) return;
    store::MetricSummary& summary = metrics_[key][tag];
    const auto way = tag == trial->study->metric ? std::optional(trial->study->mode) : search::better_way(tag);
    for (const auto& point : series) summary.add(point.step, point.value, way);
}

void ReviewDetails::pointsAreThere() {
    curves_->showWhatThereIs();
}

void ReviewDetails::forget(const QList<TrialKey>& trials) {
    QSet<int> runs;
    for (const TrialKey& key : trials) {
        const int run = ids_.idOf(key);
        runs.insert(run);
        reports_.erase(run);
        metrics_.erase(key);
    }
    curves_->removeRuns(runs);
}

void ReviewDetails::setLacks(const QString& lacks) {
    curves_->setLacks(lacks);
}

void ReviewDetails::forgetPoints(const TrialKey& key) {
    curves_->clearPoints(ids_.idOf(key));
    reports_.erase(ids_.idOf(key));
    metrics_.erase(key);
}

void ReviewDetails::tellParts(const std::vector<ShownPart>& parts) {
    std::vector<ShownTrialPart> told;
    for (const ShownPart& part : parts)
        if (const auto key = ids_.keyOf(part.run))
            told.push_back({*key, part.metric, part.from, part.to, part.columns});
    if (!told.empty()) Q_EMIT partsShown(told);
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
