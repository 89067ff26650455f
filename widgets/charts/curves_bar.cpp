// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_bar.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QToolButton>

#include "widgets/charts/metric_cards.h"
#include "widgets/charts/number_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

// What the data of an item of the grouping list starts with.
constexpr QChar byNameMark = u'=';
constexpr QChar allMark = u'*';

// A curve of a few epochs hides its best point when it is smoothed.
constexpr std::size_t smoothFromPoints = 50;

// Of choices().
const QString wallKey = QStringLiteral("wall");
const QString logYKey = QStringLiteral("logY");
const QString logXKey = QStringLiteral("logX");
const QString axisKey = QStringLiteral("x");
const QString outliersKey = QStringLiteral("ignoreOutliers");
const QString legendKey = QStringLiteral("legend");
const QString smoothingKey = QStringLiteral("smoothing");

QToolButton* makeBarButton(const QString& text, const char* name, const QString& tip, QWidget* parent) {
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

CurvesBar::CurvesBar(QWidget* parent) : OverflowRow(parent) {
    setMargins(QMargins(spacing, spacing / 2, spacing, 0));
    makeMetric();
    makeSmoothing();
    makeAxes();
    addStretch();

    fit_ = makeBarButton(tr("Reset zoom"), "curvesResetZoom", tr("Show everything again (0, or a double click)"), this);
    fit_->setIcon(icon(QStringLiteral("reset")));
    fit_->setToolButtonStyle(Qt::ToolButtonIconOnly);
    fit_->setEnabled(false);
    connect(fit_, &QToolButton::clicked, this, &CurvesBar::zoomResetRequested);
    addWidget(fit_, Keep::longer);
    addWidget(makeMenu(), Keep::always);
}

void CurvesBar::makeMetric() {
    metric_ = new QComboBox(this);
    metric_->setObjectName(QStringLiteral("curvesMetric"));
    metric_->setAccessibleName(tr("Metric"));
    metric_->setToolTip(tr("The metric whose curves are shown"));
    metric_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    metric_->setMinimumContentsLength(8);
    metric_->setMaximumWidth(36 * spacing);
    connect(metric_, &QComboBox::activated, this, [this](int index) { Q_EMIT metricChosen(metric_->itemText(index)); });
    addWidget(metric_, Keep::always);
    wall_ = makeBarButton(tr("All metrics"), "curvesWallButton", tr("All metrics at once, each in a chart of its own"),
                          this);
    wall_->setIcon(icon(QStringLiteral("table")));
    wall_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    wall_->setCheckable(true);
    connect(wall_, &QToolButton::toggled, this, [this](bool shown) {
        metric_->setEnabled(!shown);
        Q_EMIT wallToggled(shown);
    });
    addWidget(wall_, Keep::longer);
    secondLabel_ = new QLabel(this);
    secondLabel_->setObjectName(QStringLiteral("curvesSecondLabel"));
    secondLabel_->hide();
    addWidget(secondLabel_, Keep::longer);
}

void CurvesBar::makeSmoothing() {
    auto* label = new QLabel(tr("S&mooth"), this);
    smoothing_ = new QSlider(Qt::Horizontal, this);
    smoothing_->setObjectName(QStringLiteral("curvesSmoothing"));
    smoothing_->setAccessibleName(tr("Smoothing weight"));
    smoothing_->setToolTip(
        tr("Exponential moving average, debiased as TensorBoard's; the faint line is what was recorded. Until it is "
           "moved, curves of fewer than %1 points are drawn as they were recorded.")
            .arg(smoothFromPoints));
    smoothing_->setRange(0, 999);
    smoothing_->setPageStep(50);
    smoothing_->setSingleStep(10);
    smoothing_->setValue(600);
    smoothing_->setFixedWidth(9 * spacing);
    label->setBuddy(smoothing_);
    weight_ = new QLabel(this);
    weight_->setMinimumWidth(weight_->fontMetrics().horizontalAdvance(QStringLiteral("0.999")));
    showWeight();
    connect(smoothing_, &QSlider::valueChanged, this, [this] {
        smoothingChosen_ = true;
        if (smoothByItself_) smoothByItself_->setChecked(false);
        showWeight();
        Q_EMIT settingsChanged();
    });
    addGroup({label, smoothing_, weight_});
}

void CurvesBar::makeAxes() {
    logY_ = makeBarButton(tr("log y"), "curvesLogY", tr("Logarithmic values"), this);
    logY_->setCheckable(true);
    connect(logY_, &QToolButton::toggled, this, &CurvesBar::settingsChanged);
    addWidget(logY_);

    axis_ = new QComboBox(this);
    axis_->setObjectName(QStringLiteral("curvesXAxis"));
    axis_->setAccessibleName(tr("x axis"));
    axis_->setToolTip(tr("What the curves are drawn over"));
    axis_->addItem(tr("x: step"), static_cast<int>(CurveX::step));
    axis_->addItem(tr("x: epoch"), static_cast<int>(CurveX::epoch));
    axis_->addItem(tr("x: relative time"), static_cast<int>(CurveX::relative));
    axis_->addItem(tr("x: wall time"), static_cast<int>(CurveX::wall));
    connect(axis_, &QComboBox::currentIndexChanged, this, &CurvesBar::xAxisChanged);
    addWidget(axis_);

    group_ = new QComboBox(this);
    group_->setObjectName(QStringLiteral("curvesGroup"));
    group_->setAccessibleName(tr("Group the runs by"));
    group_->setToolTip(tr("Draws the mean of each group, and a band of one standard deviation around it"));
    group_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    group_->setMaximumWidth(26 * spacing);
    setGroupings({});
    connect(group_, &QComboBox::activated, this, [this] {
        groupingChosen_ = true;
        Q_EMIT groupingChosen();
    });
    addWidget(group_);
}

QAction* CurvesBar::addToggle(QMenu* menu, const char* name, const QString& text) {
    QAction* action = menu->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setCheckable(true);
    return action;
}

QToolButton* CurvesBar::makeMenu() {
    auto* button = makeBarButton(tr("More"), "curvesMore", tr("More settings of the curves, and export"), this);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    logX_ = addToggle(menu, "curvesLogX", tr("Logarithmic &x axis"));
    connect(logX_, &QAction::toggled, this, &CurvesBar::settingsChanged);
    outliers_ = addToggle(menu, "curvesIgnoreOutliers", tr("&Ignore outliers in the range"));
    outliers_->setToolTip(tr("Fit the values between the 5th and the 95th percentile"));
    connect(outliers_, &QAction::toggled, this, &CurvesBar::settingsChanged);
    smoothByItself_ = addToggle(menu, "curvesSmoothLong", tr("S&mooth long curves only"));
    smoothByItself_->setChecked(true);
    connect(smoothByItself_, &QAction::toggled, this, [this](bool on) {
        smoothingChosen_ = !on;
        Q_EMIT settingsChanged();
    });
    legend_ = addToggle(menu, "curvesShowLegend", tr("Show &legend"));
    legend_->setChecked(true);
    connect(legend_, &QAction::toggled, this, &CurvesBar::legendToggled);
    QMenu* second = menu->addMenu(tr("&Second metric below"));
    second->setObjectName(QStringLiteral("curvesSecondMenu"));
    connect(second, &QMenu::aboutToShow, this, [this, second] { fillSecond(second); });
    addStyling(menu, "curvesColorMenu", tr("&Colour by"), &CurvesBar::colorBy_);
    addStyling(menu, "curvesDashMenu", tr("&Dash by"), &CurvesBar::dashBy_);
    menu->addSeparator();
    const auto add = [&](const char* name, const QString& text, auto signal) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, signal);
    };
    add("curvesShowAll", tr("Show &all runs"), &CurvesBar::showAllRequested);
    add("curvesHideOthers", tr("&Hide all runs but the selected"), &CurvesBar::hideOthersRequested);
    menu->addSeparator();
    add("curvesTable", tr("Show as &table"), &CurvesBar::tableRequested);
    add("curvesExport", tr("&Export as PNG, SVG, PDF or CSV…"), &CurvesBar::exportRequested);
    button->setMenu(menu);
    return button;
}

void CurvesBar::fillSecond(QMenu* menu) {
    menu->clear();
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& text, const QString& metric) {
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(metric == second_);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, metric] { Q_EMIT secondMetricChosen(metric); });
    };
    add(tr("None"), {});
    for (const QString& metric : metrics()) add(menuText(metric), metric);
}

void CurvesBar::addStyling(QMenu* menu, const char* name, const QString& title, QString CurvesBar::*chosen) {
    QMenu* choices = menu->addMenu(title);
    choices->setObjectName(QString::fromLatin1(name));
    connect(choices, &QMenu::aboutToShow, this, [this, choices, chosen] { fillStyling(choices, chosen); });
}

void CurvesBar::fillStyling(QMenu* menu, QString CurvesBar::*chosen) {
    menu->clear();
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& text, const QString& name) {
        QAction* action = menu->addAction(menuText(text));
        action->setCheckable(true);
        action->setChecked(name == this->*chosen);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen, name] {
            this->*chosen = name;
            Q_EMIT stylingChosen();
        });
    };
    add(tr("each trial its own"), {});
    for (const QString& name : std::as_const(properties_)) add(name, name);
}

void CurvesBar::showWeight() {
    weight_->setText(numberText(smoothing_->value() / 1000.0, 3));
}

void CurvesBar::addMetric(const QString& metric) {
    int at = 0;
    while (at < metric_->count() && metricBefore(metric_->itemText(at), metric)) ++at;
    metric_->insertItem(at, metric);
}

void CurvesBar::removeMetric(const QString& metric) {
    if (const int at = metric_->findText(metric); at >= 0) metric_->removeItem(at);
}

bool CurvesBar::hasMetric(const QString& metric) const {
    return metric_->findText(metric) >= 0;
}

QStringList CurvesBar::metrics() const {
    QStringList names;
    for (int i = 0; i < metric_->count(); ++i) names << metric_->itemText(i);
    return names;
}

void CurvesBar::clearMetrics() {
    metric_->clear();
}

void CurvesBar::showMetric(const QString& metric) {
    const int at = metric_->findText(metric);
    metric_->setCurrentIndex(at);
    // What is waited for has no points yet; the box says what that is.
    metric_->setPlaceholderText(at < 0 ? metric : QString());
}

void CurvesBar::showSecond(const QString& metric) {
    second_ = metric;
    secondLabel_->setVisible(!metric.isEmpty());
    secondLabel_->setText(tr("below: %1").arg(metric));
}

QVariantMap CurvesBar::choices() const {
    QVariantMap choices{{wallKey, wall_->isChecked()},         {logYKey, logY_->isChecked()},
                        {logXKey, logX_->isChecked()},         {axisKey, axis_->currentData()},
                        {outliersKey, outliers_->isChecked()}, {legendKey, legend_->isChecked()}};
    if (smoothingChosen_) choices[smoothingKey] = smoothing_->value();
    return choices;
}

void CurvesBar::setChoices(const QVariantMap& choices) {
    logY_->setChecked(choices.value(logYKey).toBool());
    logX_->setChecked(choices.value(logXKey).toBool());
    axis_->setCurrentIndex(std::max(0, axis_->findData(choices.value(axisKey).toInt())));
    outliers_->setChecked(choices.value(outliersKey).toBool());
    legend_->setChecked(choices.value(legendKey, true).toBool());
    if (choices.contains(smoothingKey)) {
        smoothing_->setValue(choices.value(smoothingKey).toInt());
        smoothByItself_->setChecked(false);
    }
    setWall(choices.value(wallKey).toBool());
}

CurveSettings CurvesBar::settings() const {
    return {static_cast<CurveX>(axis_->currentData().toInt()), smoothing_->value() / 1000.0, logY_->isChecked(),
            smoothingChosen_ ? 0 : smoothFromPoints};
}

bool CurvesBar::logX() const {
    return logX_->isChecked();
}

bool CurvesBar::ignoresOutliers() const {
    return outliers_->isChecked();
}

void CurvesBar::setGroupings(const std::vector<CurveGrouping>& groupings) {
    const QString chosen = group_->currentData().toString();
    group_->clear();
    group_->addItem(tr("no groups"), QString());
    group_->addItem(tr("mean of all"), QString(allMark));
    for (const CurveGrouping& grouping : groupings)
        group_->addItem(tr("mean by %1").arg(grouping.name), byNameMark + grouping.name);
    group_->setCurrentIndex(std::max(0, group_->findData(chosen)));
    applyPreferred();
}

void CurvesBar::preferGrouping(const QString& name) {
    preferred_ = name;
    applyPreferred();
}

void CurvesBar::applyPreferred() {
    if (groupingChosen_) return;
    const int at = preferred_.isEmpty() ? 0 : group_->findData(QString(byNameMark + preferred_));
    group_->setCurrentIndex(std::max(0, at));
}

CurvesBar::Grouping CurvesBar::grouping() const {
    const QString chosen = group_->currentData().toString();
    if (chosen.isEmpty()) return Grouping::none;
    return chosen.front() == allMark ? Grouping::all : Grouping::byName;
}

QString CurvesBar::groupingName() const {
    return group_->currentData().toString().mid(1);
}

void CurvesBar::setWall(bool shown) {
    wall_->setChecked(shown);
}

void CurvesBar::setZoomed(bool zoomed) {
    fit_->setEnabled(zoomed);
}

}  // namespace lathe::gui
