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
#include <QSvgGenerator>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/curves_legend.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/number_text.h"
#include "widgets/charts/series_style.h"

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
    void chooseMetric(const std::string& metric);
    void applySettings();
    ChartExport exported() const;

    CurvesView& view_;
    CurvesScene scene_;
    QComboBox* metric_ = nullptr;
    QSlider* smoothing_ = nullptr;
    QLabel* weight_ = nullptr;
    QToolButton* logY_ = nullptr;
    QComboBox* axis_ = nullptr;
    QToolButton* fit_ = nullptr;
    QAction* logX_ = nullptr;
    QAction* outliers_ = nullptr;
    QListView* list_ = nullptr;
    CurvesLegend* legend_ = nullptr;
    CurvesPlot* plot_ = nullptr;
    QTimer timer_;
    bool chosen_ = false;  // the metric, by the person or by setMetric()

  private:
    QLayout* makeBar();
    QToolButton* makeMenu();
    void makeLegend();
    void connectPlot();
    void paintTo(QPaintDevice* device, const QSize& plotSize, const QSize& size) const;
    QString csv() const;
    std::vector<int> shownRuns() const;
};

CurvesView::Impl::Impl(CurvesView& view) : view_(view) {
    plot_ = new CurvesPlot(scene_, &view);
    makeLegend();
    auto* splitter = new QSplitter(&view);
    splitter->setObjectName(QStringLiteral("curvesSplitter"));
    splitter->setHandleWidth(1);
    splitter->addWidget(plot_);
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
    connectPlot();
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
    });
    bar->addWidget(axis_);
    bar->addStretch(1);

    fit_ = makeButton(tr("Reset zoom"), "curvesResetZoom", tr("Show everything again (0, or a double click)"), &view_);
    fit_->setEnabled(false);
    QObject::connect(fit_, &QToolButton::clicked, &view_, [this] { plot_->resetZoom(); });
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
    QObject::connect(write, &QAction::triggered, &view_, [this] { askAndWriteChart(&view_, exported()); });
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

void CurvesView::Impl::connectPlot() {
    QObject::connect(plot_, &CurvesPlot::zoomedChanged, &view_, [this] { fit_->setEnabled(plot_->isZoomed()); });
    QObject::connect(plot_, &CurvesPlot::runHovered, &view_, [this](int run) {
        view_.setHighlightedRun(run >= 0 ? std::optional(run) : std::nullopt);
        Q_EMIT view_.runHovered(run);
    });
    QObject::connect(plot_, &CurvesPlot::runClicked, &view_, [this](int run, bool toggle) {
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
    legend_->setDark(ChartTheme::of(view_.palette()).dark);
    legend_->refresh();
    plot_->refresh();
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
    scheduleRefresh();
}

std::vector<int> CurvesView::Impl::shownRuns() const {
    std::vector<int> runs;
    for (const auto& [run, entry] : scene_.data.runs()) {
        if (scene_.shows(run) && entry.metrics.count(scene_.metric) > 0) runs.push_back(run);
    }
    return runs;
}

// The plot with its metric as the title above, and the legend below, in columns.
void CurvesView::Impl::paintTo(QPaintDevice* device, const QSize& plotSize, const QSize& size) const {
    const ChartTheme theme = ChartTheme::of(view_.palette());
    QCPPainter painter(device);
    const bool vector = device->devType() != QInternal::Image;
    if (vector) painter.setMode(QCPPainter::pmVectorized);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.background);
    painter.drawRect(QRect(QPoint(), size));
    const QFontMetrics metrics(view_.font());
    const int line = metrics.height() + 6;
    painter.save();
    painter.translate(0, line);
    plot_->toPainter(&painter, plotSize.width(), plotSize.height());
    painter.restore();
    painter.setFont(view_.font());
    painter.setPen(theme.text);
    painter.drawText(QRect(16, 0, size.width() - 32, line), Qt::AlignLeft | Qt::AlignBottom,
                     QString::fromStdString(scene_.metric));
    const int cell = 160;
    const int columns = std::max(1, (size.width() - 32) / cell);
    int at = 0;
    for (const int run : shownRuns()) {
        const QPoint corner(16 + at % columns * cell, line + plotSize.height() + at / columns * line);
        painter.setPen(seriesPen(run, theme.dark, 2));
        painter.drawLine(corner + QPoint(0, line / 2), corner + QPoint(20, line / 2));
        painter.setPen(theme.text);
        painter.drawText(QRect(corner + QPoint(26, 0), QSize(cell - 34, line)), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(scene_.label(run), Qt::ElideMiddle, cell - 34));
        ++at;
    }
}

QString CurvesView::Impl::csv() const {
    QString text = QStringLiteral("run,label,metric,step,wall_time,value\n");
    for (const int run : shownRuns()) {
        const QString head = QStringLiteral("%1,%2,%3,")
                                 .arg(run)
                                 .arg(csvField(scene_.label(run)), csvField(QString::fromStdString(scene_.metric)));
        for (const store::ScalarPoint& point : scene_.data.runs().at(run).metrics.at(scene_.metric).points()) {
            text += head + QString::number(point.step) + u',' + csvNumber(point.wall_time) + u',' +
                    csvNumber(point.value) + u'\n';
        }
    }
    return text;
}

ChartExport CurvesView::Impl::exported() const {
    const QSize plotSize = plot_->size();
    const int line = QFontMetrics(view_.font()).height() + 6;
    const int columns = std::max(1, (plotSize.width() - 32) / 160);
    const int rows = (static_cast<int>(shownRuns().size()) + columns - 1) / columns;
    const QSize size(plotSize.width(), plotSize.height() + (rows + 1) * line + 8);
    return {QString::fromStdString(scene_.metric), size,
            [this, plotSize, size](QPaintDevice* device) { paintTo(device, plotSize, size); },
            [this] { return csv(); }};
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
    impl_->plot_->refresh();
    scene.data.remove(run);
    scene.hidden.remove(run);
    impl_->refreshNow();
}

void CurvesView::clear() {
    CurvesScene& scene = impl_->scene_;
    scene.visible = QSet<int>{};
    impl_->plot_->refresh();
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
    impl_->refreshNow();
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
