#include "widgets/charts/curves_view.h"

#include <algorithm>

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QSlider>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/curves_export.h"
#include "widgets/charts/curves_legend.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

constexpr int frame = 33;  // ms between updates of the picture while points come in

QToolButton* makeButton(const QString& text, const char* name, const QString& tip, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

}  // namespace

class CurvesView::Impl {
  public:
    explicit Impl(CurvesView& view);

    void scheduleRefresh() {
        if (!timer_.isActive()) timer_.start();
    }
    void refreshNow();
    void refreshPlots();
    void showSecond(const QString& metric);
    void chooseMetric(const std::string& metric);
    void applySettings();
    void showGroupings();
    void applyGrouping();

    CurvesView& view_;
    CurveData data_;
    CurvesScene scene_{data_};
    CurvesScene secondScene_{data_};
    QComboBox* metric_ = nullptr;
    QSlider* smoothing_ = nullptr;
    QLabel* weight_ = nullptr;
    QLabel* secondLabel_ = nullptr;
    QToolButton* logY_ = nullptr;
    QComboBox* axis_ = nullptr;
    QComboBox* group_ = nullptr;
    QToolButton* fit_ = nullptr;
    QAction* logX_ = nullptr;
    QAction* outliers_ = nullptr;
    QListView* list_ = nullptr;
    CurvesLegend* legend_ = nullptr;
    CurvesPlot* plot_ = nullptr;
    CurvesPlot* second_ = nullptr;  // another metric below, over the same part of the x axis
    QTimer timer_;
    std::vector<CurveGrouping> groupings_;
    bool chosen_ = false;  // the metric, by the person or by setMetric()

  private:
    QLayout* makeBar();
    QToolButton* makeMenu();
    void makeLegend();
    void connectPlot(CurvesPlot* plot, CurvesPlot* other);
    void fillSecond(QMenu* menu);
};

CurvesView::Impl::Impl(CurvesView& view) : view_(view) {
    plot_ = new CurvesPlot(scene_, &view);
    second_ = new CurvesPlot(secondScene_, &view);
    second_->setObjectName(QStringLiteral("curvesSecondPlot"));
    second_->hide();
    auto* plots = new QSplitter(Qt::Vertical, &view);
    plots->setObjectName(QStringLiteral("curvesPlots"));
    plots->setHandleWidth(1);
    plots->setChildrenCollapsible(false);
    plots->addWidget(plot_);
    plots->addWidget(second_);
    makeLegend();
    auto* splitter = new QSplitter(&view);
    splitter->setObjectName(QStringLiteral("curvesSplitter"));
    splitter->setHandleWidth(1);
    splitter->addWidget(plots);
    splitter->addWidget(list_);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setCollapsible(0, false);
    splitter->setSizes({600, 132});
    auto* layout = new QVBoxLayout(&view);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(makeBar());
    layout->addWidget(splitter, 1);

    timer_.setSingleShot(true);
    timer_.setInterval(frame);
    QObject::connect(&timer_, &QTimer::timeout, &view, [this] { refreshNow(); });
    connectPlot(plot_, second_);
    connectPlot(second_, plot_);
    applySettings();
}

QLayout* CurvesView::Impl::makeBar() {
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 0);
    bar->setSpacing(8);

    metric_ = new QComboBox(&view_);
    metric_->setObjectName(QStringLiteral("curvesMetric"));
    metric_->setAccessibleName(tr("Metric"));
    metric_->setToolTip(tr("The metric whose curves are shown"));
    metric_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    metric_->setMinimumContentsLength(10);
    QObject::connect(metric_, &QComboBox::activated, &view_, [this](int index) {
        chosen_ = true;
        chooseMetric(metric_->itemText(index).toStdString());
    });
    bar->addWidget(metric_);
    secondLabel_ = new QLabel(&view_);
    secondLabel_->setObjectName(QStringLiteral("curvesSecondLabel"));
    secondLabel_->hide();
    bar->addWidget(secondLabel_);

    auto* label = new QLabel(tr("S&mooth"), &view_);
    smoothing_ = new QSlider(Qt::Horizontal, &view_);
    smoothing_->setObjectName(QStringLiteral("curvesSmoothing"));
    smoothing_->setAccessibleName(tr("Smoothing weight"));
    smoothing_->setToolTip(
        tr("Exponential moving average, debiased as TensorBoard's; the faint line is what was recorded"));
    smoothing_->setRange(0, 999);
    smoothing_->setPageStep(50);
    smoothing_->setSingleStep(10);
    smoothing_->setValue(600);
    smoothing_->setFixedWidth(96);
    label->setBuddy(smoothing_);
    weight_ = new QLabel(&view_);
    weight_->setMinimumWidth(weight_->fontMetrics().horizontalAdvance(QStringLiteral("0.999")));
    QObject::connect(smoothing_, &QSlider::valueChanged, &view_, [this] { applySettings(); });
    bar->addWidget(label);
    bar->addWidget(smoothing_);
    bar->addWidget(weight_);

    logY_ = makeButton(tr("log y"), "curvesLogY", tr("Logarithmic values"), &view_);
    logY_->setCheckable(true);
    QObject::connect(logY_, &QToolButton::toggled, &view_, [this] { applySettings(); });
    bar->addWidget(logY_);

    axis_ = new QComboBox(&view_);
    axis_->setObjectName(QStringLiteral("curvesXAxis"));
    axis_->setAccessibleName(tr("x axis"));
    axis_->setToolTip(tr("What the curves are drawn over"));
    axis_->addItem(tr("x: step"), static_cast<int>(CurveX::step));
    axis_->addItem(tr("x: epoch"), static_cast<int>(CurveX::epoch));
    axis_->addItem(tr("x: relative time"), static_cast<int>(CurveX::relative));
    axis_->addItem(tr("x: wall time"), static_cast<int>(CurveX::wall));
    QObject::connect(axis_, &QComboBox::currentIndexChanged, &view_, [this] {
        applySettings();
        plot_->resetZoom();
        second_->resetZoom();
    });
    bar->addWidget(axis_);

    group_ = new QComboBox(&view_);
    group_->setObjectName(QStringLiteral("curvesGroup"));
    group_->setAccessibleName(tr("Group the runs by"));
    group_->setToolTip(tr("Draws the mean of each group, and a band of one standard deviation around it"));
    group_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    QObject::connect(group_, &QComboBox::activated, &view_, [this] { refreshNow(); });
    showGroupings();
    bar->addWidget(group_);
    bar->addStretch(1);

    fit_ = makeButton(tr("Reset zoom"), "curvesResetZoom", tr("Show everything again (0, or a double click)"), &view_);
    fit_->setEnabled(false);
    QObject::connect(fit_, &QToolButton::clicked, &view_, [this] {
        plot_->resetZoom();
        second_->resetZoom();
    });
    bar->addWidget(fit_);
    bar->addWidget(makeMenu());
    return bar;
}

QToolButton* CurvesView::Impl::makeMenu() {
    auto* button = makeButton(tr("More"), "curvesMore", tr("More settings of the curves, and export"), &view_);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    logX_ = menu->addAction(tr("Logarithmic &x axis"));
    logX_->setObjectName(QStringLiteral("curvesLogX"));
    logX_->setCheckable(true);
    QObject::connect(logX_, &QAction::toggled, &view_, [this] { applySettings(); });
    outliers_ = menu->addAction(tr("&Ignore outliers in the range"));
    outliers_->setObjectName(QStringLiteral("curvesIgnoreOutliers"));
    outliers_->setToolTip(tr("Fit the values between the 5th and the 95th percentile"));
    outliers_->setCheckable(true);
    QObject::connect(outliers_, &QAction::toggled, &view_, [this] { applySettings(); });
    QAction* legend = menu->addAction(tr("Show &legend"));
    legend->setObjectName(QStringLiteral("curvesShowLegend"));
    legend->setCheckable(true);
    legend->setChecked(true);
    QObject::connect(legend, &QAction::toggled, list_, &QWidget::setVisible);
    QMenu* second = menu->addMenu(tr("&Second metric below"));
    second->setObjectName(QStringLiteral("curvesSecondMenu"));
    QObject::connect(second, &QMenu::aboutToShow, &view_, [this, second] { fillSecond(second); });
    menu->addSeparator();
    QAction* all = menu->addAction(tr("Show &all runs"));
    all->setObjectName(QStringLiteral("curvesShowAll"));
    QObject::connect(all, &QAction::triggered, &view_, [this] {
        scene_.hidden.clear();
        refreshNow();
    });
    QAction* none = menu->addAction(tr("&Hide all runs but the selected"));
    none->setObjectName(QStringLiteral("curvesHideOthers"));
    QObject::connect(none, &QAction::triggered, &view_, [this] {
        for (const auto& [run, entry] : scene_.data.runs()) {
            if (!scene_.selected.contains(run)) scene_.hidden.insert(run);
        }
        refreshNow();
    });
    menu->addSeparator();
    QAction* write = menu->addAction(tr("&Export as PNG, SVG, PDF or CSV…"));
    write->setObjectName(QStringLiteral("curvesExport"));
    QObject::connect(write, &QAction::triggered, &view_,
                     [this] { askAndWriteChart(&view_, exportCurves(scene_, *plot_)); });
    button->setMenu(menu);
    return button;
}

void CurvesView::Impl::makeLegend() {
    list_ = new QListView(&view_);
    list_->setObjectName(QStringLiteral("curvesLegend"));
    list_->setAccessibleName(tr("Legend"));
    list_->setToolTip(tr("Untick a run to hide its line"));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setUniformItemSizes(true);
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setMouseTracking(true);
    list_->setIconSize(QSize(22, 10));
    list_->setTextElideMode(Qt::ElideMiddle);
    list_->setMinimumWidth(96);
    legend_ = new CurvesLegend(scene_, &view_);
    list_->setModel(legend_);
    QObject::connect(legend_, &CurvesLegend::shownChanged, &view_, [this] { scheduleRefresh(); });
    QObject::connect(list_, &QListView::entered, &view_, [this](const QModelIndex& index) {
        const int run = index.data(CurvesLegend::runRole).toInt();
        view_.setHighlightedRun(run);
        Q_EMIT view_.runHovered(run);
    });
    QObject::connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, &view_, [this] {
        QSet<int> runs;
        for (const QModelIndex& index : list_->selectionModel()->selectedIndexes()) {
            runs.insert(index.data(CurvesLegend::runRole).toInt());
        }
        if (runs == scene_.selected) return;
        scene_.selected = runs;
        scheduleRefresh();
        Q_EMIT view_.selectedRunsChanged(runs);
    });
}

void CurvesView::Impl::connectPlot(CurvesPlot* plot, CurvesPlot* other) {
    QObject::connect(plot, &CurvesPlot::zoomedChanged, &view_,
                     [this] { fit_->setEnabled(plot_->isZoomed() || second_->isZoomed()); });
    QObject::connect(plot, &CurvesPlot::keysEdited, &view_, [plot, other] { other->takeKeys(*plot); });
    QObject::connect(plot, &CurvesPlot::runHovered, &view_, [this](int run) {
        view_.setHighlightedRun(run >= 0 ? std::optional(run) : std::nullopt);
        Q_EMIT view_.runHovered(run);
    });
    QObject::connect(plot, &CurvesPlot::runClicked, &view_, [this](int run, bool toggle) {
        QSet<int> runs = toggle ? scene_.selected : QSet<int>{};
        if (run >= 0 && toggle && runs.contains(run)) {
            runs.remove(run);
        } else if (run >= 0) {
            runs.insert(run);
        }
        if (runs == scene_.selected) return;
        view_.setSelectedRuns(runs);
        Q_EMIT view_.selectedRunsChanged(runs);
    });
}

void CurvesView::Impl::refreshNow() {
    timer_.stop();
    applyGrouping();  // runs may have joined
    legend_->setDark(ChartTheme::of(view_.palette()).dark);
    legend_->refresh();
    refreshPlots();
}

void CurvesView::Impl::refreshPlots() {
    plot_->refresh();
    if (second_->isHidden()) return;
    secondScene_.follow(scene_);
    secondScene_.companion = scene_.metric;
    second_->refresh();
}

// Empty: none. The left borders of both plots are made equal, so that what is at the same x stands one over the other.
void CurvesView::Impl::showSecond(const QString& metric) {
    secondScene_.metric = scene_.companion = metric.toStdString();
    second_->setVisible(!metric.isEmpty());
    second_->setAccessibleName(metric.isEmpty() ? tr("Curves") : tr("Curves of %1").arg(metric));
    secondLabel_->setVisible(!metric.isEmpty());
    secondLabel_->setText(tr("below: %1").arg(metric));
    const int left = metric.isEmpty() ? 8 : 64;
    for (CurvesPlot* plot : {plot_, second_}) plot->axisRect()->setMinimumMargins(QMargins(left, 8, 16, 8));
    secondScene_.follow(scene_);
    second_->setAxisKinds();
    second_->takeKeys(*plot_);
    second_->refresh();  // also when it is hidden: its lines must not outlive the points
    refreshNow();
}

void CurvesView::Impl::fillSecond(QMenu* menu) {
    menu->clear();
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& text, const QString& metric) {
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(metric.toStdString() == secondScene_.metric);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &view_, [this, metric] { showSecond(metric); });
    };
    add(tr("None"), {});
    for (int i = 0; i < metric_->count(); ++i)
        add(metric_->itemText(i).replace(u'&', QStringLiteral("&&")), metric_->itemText(i));
}

void CurvesView::Impl::chooseMetric(const std::string& metric) {
    if (scene_.metric == metric) return;
    scene_.metric = metric;
    scheduleRefresh();
}

void CurvesView::Impl::applySettings() {
    const double weight = smoothing_->value() / 1000.0;
    weight_->setText(numberText(weight, 3));
    const auto x = static_cast<CurveX>(axis_->currentData().toInt());
    scene_.settings = {x, weight, logY_->isChecked()};
    scene_.logX = logX_ && logX_->isChecked();
    scene_.ignoreOutliers = outliers_ && outliers_->isChecked();
    plot_->setAxisKinds();
    secondScene_.follow(scene_);
    second_->setAxisKinds();
    scheduleRefresh();
}

void CurvesView::Impl::showGroupings() {
    const QString chosen = group_->currentData().toString();
    group_->clear();
    group_->addItem(tr("no groups"), QString());
    group_->addItem(tr("mean of all"), QStringLiteral("*"));
    for (const CurveGrouping& grouping : groupings_)
        group_->addItem(tr("mean by %1").arg(grouping.name), QStringLiteral("=") + grouping.name);
    group_->setCurrentIndex(std::max(0, group_->findData(chosen)));
}

void CurvesView::Impl::applyGrouping() {
    scene_.groups.clear();
    scene_.groupNames.clear();
    const QString chosen = group_->currentData().toString();
    if (chosen == QLatin1String("*")) {
        scene_.groupNames.push_back(tr("all runs"));
        for (const auto& [run, entry] : scene_.data.runs()) scene_.groups[run] = 0;
    }
    for (const CurveGrouping& grouping : groupings_) {
        if (chosen != QStringLiteral("=") + grouping.name) continue;
        std::map<QString, int> places;
        for (const auto& [run, value] : grouping.groupOf) {
            const auto [place, isNew] = places.try_emplace(value, static_cast<int>(places.size()));
            if (isNew) scene_.groupNames.push_back(QStringLiteral("%1 = %2").arg(grouping.name, value));
            scene_.groups[run] = place->second;
        }
    }
}

CurvesView::CurvesView(QWidget* parent) : QWidget(parent), impl_(std::make_unique<Impl>(*this)) {
    setObjectName(QStringLiteral("curvesView"));
}

CurvesView::~CurvesView() = default;

void CurvesView::addPoints(int run, const QString& metric, const std::vector<store::ScalarPoint>& points) {
    impl_->scene_.data.add(run, metric.toStdString(), points);
    if (impl_->metric_->findText(metric) < 0) {
        impl_->metric_->addItem(metric);
        impl_->metric_->model()->sort(0);
        const QString shown = QString::fromStdString(impl_->scene_.metric);
        if (!impl_->chosen_ && shown.isEmpty() && metric != QLatin1String("epoch"))
            impl_->scene_.metric = metric.toStdString();
        impl_->metric_->setCurrentIndex(impl_->metric_->findText(QString::fromStdString(impl_->scene_.metric)));
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

void CurvesView::removeRun(int run) {
    CurvesScene& scene = impl_->scene_;
    scene.labels.erase(run);
    scene.states.erase(run);
    scene.hidden.remove(run);
    if (scene.best == run) scene.best.reset();
    if (scene.highlighted == run) scene.highlighted.reset();
    if (scene.selected.contains(run)) scene.selected.remove(run);
    // The lines point into the data: they go first.
    scene.hidden.insert(run);
    impl_->refreshPlots();
    scene.data.remove(run);
    scene.hidden.remove(run);
    impl_->refreshNow();
}

void CurvesView::clear() {
    CurvesScene& scene = impl_->scene_;
    scene.visible = QSet<int>{};
    impl_->refreshPlots();
    scene.data.clear();
    scene.labels.clear();
    scene.states.clear();
    scene.best.reset();
    scene.highlighted.reset();
    scene.selected.clear();
    scene.visible.reset();
    scene.hidden.clear();
    impl_->metric_->clear();
    if (!impl_->chosen_) scene.metric.clear();
    impl_->plot_->resetZoom();
    impl_->second_->resetZoom();
    impl_->refreshNow();
}

void CurvesView::setGroupings(std::vector<CurveGrouping> groupings) {
    const auto same = [](const CurveGrouping& a, const CurveGrouping& b) { return a.name == b.name; };
    const bool renamed =
        !std::equal(groupings.begin(), groupings.end(), impl_->groupings_.begin(), impl_->groupings_.end(), same);
    impl_->groupings_ = std::move(groupings);
    if (renamed) impl_->showGroupings();
    if (impl_->scene_.grouped() || renamed) impl_->scheduleRefresh();
}

void CurvesView::setMetric(const QString& metric) {
    if (impl_->chosen_) return;
    impl_->chooseMetric(metric.toStdString());
    impl_->metric_->setCurrentIndex(impl_->metric_->findText(metric));
}

QString CurvesView::metric() const {
    return QString::fromStdString(impl_->scene_.metric);
}

QStringList CurvesView::metrics() const {
    QStringList names;
    for (int i = 0; i < impl_->metric_->count(); ++i) names << impl_->metric_->itemText(i);
    return names;
}

void CurvesView::setHighlightedRun(std::optional<int> run) {
    if (impl_->scene_.highlighted == run) return;
    impl_->scene_.highlighted = run;
    impl_->plot_->updateHighlight();
    impl_->secondScene_.highlighted = run;
    impl_->second_->updateHighlight();
}

void CurvesView::setSelectedRuns(const QSet<int>& runs) {
    CurvesScene& scene = impl_->scene_;
    if (scene.selected == runs) return;
    scene.selected = runs;
    impl_->scheduleRefresh();
    QItemSelection selection;
    for (const int run : runs) {
        const int row = impl_->legend_->rowOf(run);
        if (row >= 0) selection.select(impl_->legend_->index(row), impl_->legend_->index(row));
    }
    const QSignalBlocker quiet(impl_->list_->selectionModel());
    impl_->list_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    impl_->list_->viewport()->update();
}

}  // namespace lathe::gui
