// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_view.h"

#include <algorithm>

#include <QEvent>
#include <QLabel>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include "widgets/charts/chart_exports.h"
#include "widgets/charts/chart_theme.h"
#include "widgets/charts/curves_bar.h"
#include "widgets/charts/curves_charts.h"
#include "widgets/charts/curves_export.h"
#include "widgets/charts/curves_legend.h"
#include "widgets/charts/curves_legend_list.h"
#include "widgets/charts/curves_pair.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/curves_tables.h"
#include "widgets/charts/curves_wall.h"
#include "widgets/charts/metric_choice.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

constexpr int refresh_ms = 33;  // ms between updates of the picture while points come in
constexpr int still_ms = 200;   // ms without a zoom or a move of the x axis, until what is seen is told

}  // namespace

class CurvesView::Impl {
  public:
    explicit Impl(CurvesView& view);

    void scheduleRefresh() {
        if (!timer_.isActive()) timer_.start();
    }
    void refreshNow();
    void refreshCharts();
    void showMetric();  // as it is chosen by now
    QStringList metricsOf(int run) const;
    void forgetMetrics(const QSet<QString>& some);
    void dropPoints(const QSet<int>& runs);
    void applySettings();
    void applyGrouping();
    void showNote();
    void tellParts();

    CurvesView& view_;
    CurveData data_;
    CurvesScene scene_{data_};
    CurvesBar* bar_ = nullptr;
    CurvesLegendList* list_ = nullptr;
    CurvesLegend* legend_ = nullptr;
    CurvesCharts* charts_ = nullptr;
    QTimer timer_;
    CurvesStyling styling_;
    QLabel* note_ = nullptr;
    QString own_note_;  // by setNote()
    MetricChoice choice_;
    QTimer still_;  // since the x axis was changed

  private:
    void makeBar();
    void makeLegend();
    void makeCharts();
    void hoverRun(int run);  // -1: none
    void clickRun(int run, bool toggle);
};

CurvesView::Impl::Impl(CurvesView& view) : view_(view) {
    makeCharts();
    makeLegend();
    auto* splitter = new QSplitter(&view);
    splitter->setObjectName(QStringLiteral("curvesSplitter"));
    splitter->setHandleWidth(1);
    splitter->addWidget(charts_);
    splitter->addWidget(list_);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setCollapsible(0, false);
    splitter->setSizes({600, 20 * spacing});
    auto* layout = new QVBoxLayout(&view);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing / 2);
    makeBar();
    layout->addWidget(bar_);
    note_ = new QLabel(&view);
    note_->setObjectName(QStringLiteral("curvesNote"));
    note_->setWordWrap(true);
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->setContentsMargins(spacing, 0, spacing, 0);
    note_->hide();
    layout->addWidget(note_);
    layout->addWidget(splitter, 1);

    timer_.setSingleShot(true);
    timer_.setInterval(refresh_ms);
    QObject::connect(&timer_, &QTimer::timeout, &view, [this] { refreshNow(); });
    still_.setSingleShot(true);
    still_.setInterval(still_ms);
    QObject::connect(&still_, &QTimer::timeout, &view, [this] { tellParts(); });
    applySettings();
}

void CurvesView::Impl::makeBar() {
    bar_ = new CurvesBar(&view_);
    QObject::connect(bar_, &CurvesBar::metricChosen, &view_, [this](const QString& metric) {
        choice_.choose(metric.toStdString());
        showMetric();
    });
    QObject::connect(bar_, &CurvesBar::wallToggled, &view_, [this](bool shown) {
        charts_->showWall(shown);
        refreshNow();
    });
    QObject::connect(bar_, &CurvesBar::secondMetricChosen, &view_, [this](const QString& metric) {
        charts_->pair().showSecond(metric);
        bar_->showSecond(metric);
        refreshNow();
    });
    QObject::connect(bar_, &CurvesBar::settingsChanged, &view_, [this] { applySettings(); });
    QObject::connect(bar_, &CurvesBar::xAxisChanged, &view_, [this] {
        applySettings();
        charts_->resetZoom();
    });
    QObject::connect(bar_, &CurvesBar::groupingChosen, &view_, [this] { refreshNow(); });
    QObject::connect(bar_, &CurvesBar::stylingChosen, &view_, [this] { refreshNow(); });
    QObject::connect(bar_, &CurvesBar::zoomResetRequested, charts_, &CurvesCharts::resetZoom);
    QObject::connect(bar_, &CurvesBar::legendToggled, list_, &QWidget::setVisible);
    QObject::connect(bar_, &CurvesBar::showAllRequested, &view_, [this] {
        scene_.hidden.clear();
        refreshNow();
    });
    QObject::connect(bar_, &CurvesBar::hideOthersRequested, &view_, [this] {
        for (const auto& [run, entry] : scene_.data.runs()) {
            if (!scene_.selected.contains(run)) scene_.hidden.insert(run);
        }
        refreshNow();
    });
    QObject::connect(bar_, &CurvesBar::tableRequested, &view_, [this] {
        showChartTables(&view_, tr("Curves of %1").arg(QString::fromStdString(scene_.metric)), curvesTables(scene_));
    });
    QObject::connect(bar_, &CurvesBar::exportRequested, &view_, [this] {
        if (charts_->showsWall()) return charts_->wall().askAndExport();
        const auto exported = [this] { return exportCurves(scene_, charts_->pair().first()); };
        ChartExports::of(view_).ask(view_, QString::fromStdString(scene_.metric), exported, pointsOf(scene_));
    });
}

void CurvesView::Impl::makeLegend() {
    list_ = new CurvesLegendList(scene_, &view_);
    legend_ = list_->legend();
    QObject::connect(list_, &CurvesLegendList::shownChanged, &view_, [this] { scheduleRefresh(); });
    QObject::connect(list_, &CurvesLegendList::runEntered, &view_, [this](int run) { hoverRun(run); });
    QObject::connect(list_, &CurvesLegendList::runsSelected, &view_, [this](const QSet<int>& runs) {
        if (runs == scene_.selected) return;
        scene_.selected = runs;
        scheduleRefresh();
        Q_EMIT view_.selectedRunsChanged(runs);
    });
}

void CurvesView::Impl::makeCharts() {
    charts_ = new CurvesCharts(scene_, &view_);
    QObject::connect(charts_, &CurvesCharts::zoomedChanged, &view_, [this](bool zoomed) { bar_->setZoomed(zoomed); });
    QObject::connect(charts_, &CurvesCharts::keysEdited, &view_, [this] { still_.start(); });
    QObject::connect(charts_, &CurvesCharts::runHovered, &view_, [this](int run) { hoverRun(run); });
    QObject::connect(charts_, &CurvesCharts::runClicked, &view_,
                     [this](int run, bool toggle) { clickRun(run, toggle); });
    QObject::connect(&charts_->wall(), &CurvesWall::metricOpened, &view_, [this](const QString& metric) {
        choice_.choose(metric.toStdString());
        showMetric();
        bar_->setWall(false);
    });
}

void CurvesView::Impl::hoverRun(int run) {
    view_.setHighlightedRun(run >= 0 ? std::optional(run) : std::nullopt);
    Q_EMIT view_.runHovered(run);
}

void CurvesView::Impl::clickRun(int run, bool toggle) {
    QSet<int> runs = toggle ? scene_.selected : QSet<int>{};
    if (run >= 0 && toggle && runs.contains(run)) {
        runs.remove(run);
    } else if (run >= 0) {
        runs.insert(run);
    }
    if (runs == scene_.selected) return;
    view_.setSelectedRuns(runs);
    Q_EMIT view_.selectedRunsChanged(runs);
}

void CurvesView::Impl::tellParts() {
    const std::vector<ShownPart> parts = charts_->seenParts();
    if (!parts.empty()) Q_EMIT view_.partsShown(parts);
}

void CurvesView::Impl::refreshNow() {
    timer_.stop();
    applyGrouping();  // runs may have joined
    legend_->setDark(ChartTheme::of(view_.palette()).dark);
    legend_->refresh();
    refreshCharts();
}

void CurvesView::Impl::refreshCharts() {
    charts_->wall().setMetrics(bar_->metrics());
    charts_->refresh();
}

void CurvesView::Impl::showMetric() {
    if (scene_.metric != choice_.shown()) {
        scene_.metric = choice_.shown();
        scheduleRefresh();
    }
    bar_->showMetric(QString::fromStdString(scene_.metric));
    showNote();
}

QStringList CurvesView::Impl::metricsOf(int run) const {
    QStringList names;
    if (const auto found = data_.runs().find(run); found != data_.runs().end())
        for (const auto& [metric, curve] : found->second.metrics) names << QString::fromStdString(metric);
    return names;
}

// Those that no run has any more: another study's charts would stay empty.
void CurvesView::Impl::forgetMetrics(const QSet<QString>& some) {
    for (const QString& metric : some) {
        const bool isKnown = std::ranges::any_of(
            data_.runs(), [name = metric.toStdString()](const auto& run) { return run.second.metrics.contains(name); });
        if (!isKnown) bar_->removeMetric(metric);
    }
    bar_->showMetric(QString::fromStdString(scene_.metric));
}

void CurvesView::Impl::applySettings() {
    scene_.settings = bar_->settings();
    scene_.logX = bar_->logX();
    scene_.ignoreOutliers = bar_->ignoresOutliers();
    charts_->setAxisKinds();
    scheduleRefresh();
}

void CurvesView::Impl::applyGrouping() {
    scene_.groups.clear();
    scene_.groupNames.clear();
    scene_.groupStyles = {};
    if (bar_->grouping() == CurvesBar::Grouping::all) {
        scene_.groupNames.push_back(tr("all runs"));
        for (const auto& [run, entry] : scene_.data.runs()) scene_.groups[run] = 0;
    }
    if (bar_->grouping() == CurvesBar::Grouping::byName) styling_.group(scene_, bar_->groupingName());
    styling_.style(scene_, bar_->colorBy(), bar_->dashBy());
}

void CurvesView::Impl::showNote() {
    QStringList notes;
    if (!own_note_.isEmpty()) notes << own_note_;
    if (const std::string missing = choice_.missing(); !missing.empty())
        notes << tr("No trial shown here has recorded \u201c%1\u201d.").arg(QString::fromStdString(missing));
    note_->setText(notes.join(QLatin1Char(' ')));
    note_->setVisible(!notes.isEmpty());
}

CurvesView::CurvesView(QWidget* parent) : QWidget(parent), impl_(std::make_unique<Impl>(*this)) {
    setObjectName(QStringLiteral("curvesView"));
}

CurvesView::~CurvesView() = default;

// The legend's swatches are painted in the colours of the theme.
void CurvesView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && impl_) impl_->scheduleRefresh();
}

void CurvesView::addPoints(int run, const QString& metric, const std::vector<store::ScalarPoint>& points) {
    impl_->scene_.data.add(run, metric.toStdString(), points);
    if (!impl_->bar_->hasMetric(metric)) {
        impl_->bar_->addMetric(metric);
        impl_->choice_.arrive(metric.toStdString());
        impl_->showMetric();
    }
    impl_->scheduleRefresh();
}

void CurvesView::setRunLabel(int run, const QString& label) {
    impl_->scene_.labels[run] = label;
    impl_->scheduleRefresh();
}

void CurvesView::setRunState(int run, search::TrialState state) {
    impl_->scene_.states[run] = state;
    impl_->scheduleRefresh();
}

void CurvesView::restartRun(int run) {
    impl_->scene_.data.restart(run);
}

void CurvesView::setBestRun(std::optional<int> run) {
    if (impl_->scene_.best == run) return;
    impl_->scene_.best = run;
    impl_->scheduleRefresh();
}

void CurvesView::setVisibleRuns(const std::optional<QSet<int>>& runs) {
    if (impl_->scene_.visible == runs) return;
    impl_->scene_.visible = runs;
    impl_->scheduleRefresh();
}

void CurvesView::clearPoints(int run) {
    impl_->dropPoints({run});
    impl_->scheduleRefresh();
}

// All at once: each time every chart of the wall lets go of its lines.
void CurvesView::Impl::dropPoints(const QSet<int>& runs) {
    const QSet<int> hidden = scene_.hidden;
    // The lines point into the data: they go first.
    scene_.hidden += runs;
    refreshCharts();
    charts_->wall().forgetLines();
    for (const int run : runs) scene_.data.remove(run);
    scene_.hidden = hidden;
}

void CurvesView::removeRun(int run) {
    removeRuns({run});
}

void CurvesView::removeRuns(const QSet<int>& runs) {
    if (runs.isEmpty()) return;
    CurvesScene& scene = impl_->scene_;
    QSet<QString> own;
    for (const int run : runs) {
        scene.labels.erase(run);
        scene.states.erase(run);
        if (scene.best == run) scene.best.reset();
        if (scene.highlighted == run) scene.highlighted.reset();
        for (const QString& metric : impl_->metricsOf(run)) own.insert(metric);
    }
    scene.selected -= runs;
    impl_->dropPoints(runs);
    impl_->forgetMetrics(own);
    scene.hidden -= runs;
    impl_->refreshNow();
}

void CurvesView::clear() {
    CurvesScene& scene = impl_->scene_;
    scene.visible = QSet<int>{};
    impl_->refreshCharts();
    impl_->charts_->wall().forgetLines();
    scene.data.clear();
    scene.labels.clear();
    scene.states.clear();
    scene.best.reset();
    scene.highlighted.reset();
    scene.selected.clear();
    scene.visible.reset();
    scene.hidden.clear();
    impl_->bar_->clearMetrics();
    impl_->choice_.clear();
    impl_->showMetric();
    impl_->charts_->resetZoom();
    impl_->refreshNow();
}

void CurvesView::setGroupings(std::vector<CurveGrouping> groupings) {
    const auto same = [](const CurveGrouping& a, const CurveGrouping& b) { return a.name == b.name; };
    const auto& before = impl_->styling_.groupings();
    const bool renamed = !std::equal(groupings.begin(), groupings.end(), before.begin(), before.end(), same);
    impl_->styling_.setGroupings(std::move(groupings));
    if (renamed) impl_->bar_->setGroupings(impl_->styling_.groupings());
    if (impl_->scene_.grouped() || renamed) impl_->scheduleRefresh();
}

void CurvesView::preferGrouping(const QString& name) {
    impl_->bar_->preferGrouping(name);
    impl_->scheduleRefresh();
}

void CurvesView::setRunStyles(const RunStyles& styles) {
    impl_->styling_.setStyles(styles);
    impl_->scheduleRefresh();
}

void CurvesView::setProperties(std::vector<CurveProperty> properties) {
    QStringList names;
    for (const CurveProperty& property : properties) names << property.name;
    impl_->styling_.setProperties(std::move(properties));
    impl_->bar_->setProperties(names);
    impl_->scheduleRefresh();
}

void CurvesView::setLacks(const QString& lacks) {
    impl_->scene_.lacks = lacks;
    impl_->scheduleRefresh();
}

void CurvesView::setIdleText(const QString& text) {
    impl_->scene_.idle = text;
    impl_->scheduleRefresh();
}

void CurvesView::setNote(const QString& note) {
    impl_->own_note_ = note;
    impl_->showNote();
}

void CurvesView::showWall(bool shown) {
    impl_->bar_->setWall(shown);
}

void CurvesView::setMetric(const QString& metric) {
    impl_->choice_.want(metric.toStdString());
    impl_->showMetric();
}

void CurvesView::showWhatThereIs() {
    std::vector<std::string> all;
    for (const QString& name : metrics()) all.push_back(name.toStdString());
    impl_->choice_.settle(impl_->data_, all);
    impl_->showMetric();
}

QVariantMap CurvesView::saveLayout() const {
    QVariantMap layout = impl_->bar_->choices();
    const CurvesWall& wall = impl_->charts_->wall();
    layout[QStringLiteral("pinned")] = QStringList(wall.pinned().values());
    layout[QStringLiteral("wallFilter")] = wall.filter();
    return layout;
}

void CurvesView::restoreLayout(const QVariantMap& layout) {
    if (layout.isEmpty()) return;
    const QStringList pinned = layout.value(QStringLiteral("pinned")).toStringList();
    CurvesWall& wall = impl_->charts_->wall();
    wall.setPinned(QSet<QString>(pinned.begin(), pinned.end()));
    wall.setFilter(layout.value(QStringLiteral("wallFilter")).toString());
    impl_->bar_->setChoices(layout);
}

QString CurvesView::metric() const {
    return QString::fromStdString(impl_->scene_.metric);
}

QStringList CurvesView::metrics() const {
    return impl_->bar_->metrics();
}

void CurvesView::setHighlightedRun(std::optional<int> run) {
    if (impl_->scene_.highlighted == run) return;
    impl_->scene_.highlighted = run;
    impl_->charts_->setHighlightedRun(run);
}

void CurvesView::setSelectedRuns(const QSet<int>& runs) {
    CurvesScene& scene = impl_->scene_;
    if (scene.selected == runs) return;
    scene.selected = runs;
    impl_->scheduleRefresh();
    impl_->list_->selectRuns(runs);
}

}  // namespace lathe::gui
