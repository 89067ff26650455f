// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/analysis_view.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPointer>
#include <QSignalBlocker>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/charts/chart_canvas.h"
#include "widgets/charts/chart_exports.h"
#include "widgets/charts/chart_menu.h"
#include "widgets/charts/chart_table.h"
#include "widgets/charts/number_text.h"
#include "widgets/common/overflow_row.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

constexpr int refreshMilliseconds = 100;

}  // namespace

AnalysisView::AnalysisView(QWidget* parent) : QWidget(parent), canvas_(new ChartCanvas(this)) {
    setObjectName(QStringLiteral("analysisView"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(makeBar());
    layout->addWidget(canvas_, 1);
    timer_.setSingleShot(true);
    timer_.setInterval(refreshMilliseconds);
    connect(&timer_, &QTimer::timeout, this, [this] { refresh(ChartCanvas::Zoom::keep); });
    canvas_->setDescriber([this](int run) { return describe(run); });
    connect(canvas_, &ChartCanvas::runHovered, this, &AnalysisView::runHovered);
    connect(canvas_, &ChartCanvas::selectedRunsChanged, this, &AnalysisView::selectedRunsChanged);
    connect(canvas_, &ChartCanvas::zoomedChanged, this, [this] { fit_->setEnabled(canvas_->isZoomed()); });
    chooseChart();
}

QComboBox* AnalysisView::makeCombo(const char* name, const QString& accessible) {
    auto* combo = new QComboBox(this);
    combo->setObjectName(QString::fromLatin1(name));
    combo->setAccessibleName(accessible);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setMinimumContentsLength(8);
    return combo;
}

QToolButton* AnalysisView::makeButton(const char* name, const QString& text, const QString& tip, bool checkable) {
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setCheckable(checkable);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QWidget* AnalysisView::makeBar() {
    chart_ = makeCombo("analysisChart", tr("Chart"));
    for (const AnalysisChart& chart : analysisCharts()) {
        chart_->addItem(chart.name(), QString::fromLatin1(chart.id));
        chart_->setItemData(chart_->count() - 1, chart.doc(), Qt::ToolTipRole);
    }
    first_ = makeCombo("analysisX", tr("Along the x axis"));
    second_ = makeCombo("analysisY", tr("Along the y axis"));
    firstLabel_ = new QLabel(tr("&x"), this);
    secondLabel_ = new QLabel(tr("&y"), this);
    firstLabel_->setBuddy(first_);
    secondLabel_->setBuddy(second_);
    maximizeFirst_ = makeButton("analysisMaximizeX", {}, tr("More of what is along x is better"), true);
    maximizeSecond_ = makeButton("analysisMaximizeY", {}, tr("More of what is along y is better"), true);
    logY_ = makeButton("analysisLogY", tr("log y"), tr("Logarithmic values"), true);
    fit_ = makeButton("analysisResetZoom", tr("Reset zoom"), tr("Show everything again (0, or a double click)"), false);
    fit_->setEnabled(false);
    auto* table = makeButton("analysisTable", tr("Table"), tr("Show the chart as a table"), false);
    export_ = makeButton("analysisExport", tr("Export…"), tr("Export as PNG, SVG, PDF or CSV"), false);

    using Keep = OverflowRow::Keep;
    auto* bar = new OverflowRow(this);
    bar->setMargins(QMargins(spacing, spacing / 2, spacing, 0));
    for (QComboBox* combo : {chart_, first_, second_}) combo->setMaximumWidth(30 * spacing);
    bar->addWidget(chart_, Keep::always);
    bar->addGroup({firstLabel_, first_, maximizeFirst_}, Keep::longer);
    bar->addGroup({secondLabel_, second_, maximizeSecond_}, Keep::longer);
    bar->addWidget(logY_);
    bar->addStretch();
    bar->addWidget(fit_);
    bar->addWidget(table);
    bar->addWidget(export_);

    connect(chart_, &QComboBox::currentIndexChanged, this, &AnalysisView::chooseChart);
    for (QComboBox* combo : {first_, second_})
        connect(combo, &QComboBox::activated, this, [this, combo] {
            auto* button = combo == first_ ? maximizeFirst_ : maximizeSecond_;
            const QSignalBlocker quiet(button);
            button->setChecked(moreIsBetter(*input_, combo->currentText()));
            showDirections();
            refresh(ChartCanvas::Zoom::reset);
        });
    for (QToolButton* button : {maximizeFirst_, maximizeSecond_, logY_})
        connect(button, &QToolButton::toggled, this, [this] {
            showDirections();
            refresh(ChartCanvas::Zoom::reset);
        });
    connect(fit_, &QToolButton::clicked, canvas_, &ChartCanvas::resetZoom);
    connect(table, &QToolButton::clicked, this, [this] {
        showChartTables(this, current().name(), {{current().name(), chartCsv(canvas_->picture())}});
    });
    connect(export_, &QToolButton::clicked, this,
            [this] { ChartExports::of(*this).ask(*this, chart(), [this] { return exported(); }); });
    new ChartMenu(*canvas_, [this](QMenu& menu) {
        ChartMenu::addExport(menu, *canvas_, chart(), [this] { return exported(); });
    });
    return bar;
}

const AnalysisChart& AnalysisView::current() const {
    return analysisCharts()[static_cast<std::size_t>(std::max(0, chart_->currentIndex()))];
}

QString AnalysisView::chart() const {
    return QString::fromLatin1(current().id);
}

void AnalysisView::showChart(const QString& id) {
    chart_->setCurrentIndex(std::max(0, chart_->findData(id)));
}

void AnalysisView::chooseChart() {
    const AnalysisChart& chart = current();
    const bool metrics = chart.needs == AnalysisChart::twoMetrics;
    const bool method = chart.needs == AnalysisChart::methodAndMetric;
    const bool two = chart.needs == AnalysisChart::twoParameters || metrics || method;
    const bool one = two || chart.needs == AnalysisChart::oneParameter;
    firstLabel_->setText(method ? tr("&method") : tr("&x"));
    secondLabel_->setText(method ? tr("&for") : tr("&y"));
    first_->setAccessibleName(method ? tr("Method") : tr("Along the x axis"));
    second_->setAccessibleName(method ? tr("Metric that the parameters matter for") : tr("Along the y axis"));
    maximizeSecond_->setToolTip(method ? tr("More of the metric is better") : tr("More of what is along y is better"));
    maximizeSecond_->setAccessibleName(maximizeSecond_->toolTip());
    firstLabel_->setVisible(one);
    first_->setVisible(one);
    secondLabel_->setVisible(two);
    second_->setVisible(two);
    maximizeFirst_->setVisible(metrics);
    maximizeSecond_->setVisible(metrics || method);
    logY_->setVisible(chart.hasLogY);
    chart_->setToolTip(chart.doc());
    canvas_->setAccessibleName(chart.name());
    first_->clear();
    second_->clear();
    fillChoices();
    refresh(ChartCanvas::Zoom::reset);
}

// Names that are there stay chosen; what has none gets the first two that differ.
void AnalysisView::fillChoices() {
    const AnalysisChart& chart = current();
    const bool metrics = chart.needs == AnalysisChart::twoMetrics;
    const bool method = chart.needs == AnalysisChart::methodAndMetric;
    for (QComboBox* combo : {first_, second_}) {
        const QStringList names = method && combo == first_ ? importanceMethods()
                                  : method || metrics       ? input_->metrics()
                                                            : input_->parameters();
        QStringList shown;
        for (int i = 0; i < combo->count(); ++i) shown << combo->itemText(i);
        if (shown == names) continue;
        const QString chosen = combo->currentText();
        combo->clear();
        combo->addItems(names);
        int index = combo->findText(chosen);
        const bool isNew = index < 0;
        if (isNew) index = combo == second_ && !method && names.size() > 1 ? 1 : 0;
        combo->setCurrentIndex(index);
        if (!isNew) continue;
        auto* button = combo == first_ ? maximizeFirst_ : maximizeSecond_;
        const QSignalBlocker quiet(button);
        button->setChecked(moreIsBetter(*input_, combo->currentText()));
    }
    showDirections();
}

void AnalysisView::showDirections() {
    for (QToolButton* button : {maximizeFirst_, maximizeSecond_})
        button->setText(button->isChecked() ? tr("↑ more") : tr("↓ less"));
}

AnalysisChoice AnalysisView::choice() const {
    return {first_->currentText(), second_->currentText(), current().hasLogY && logY_->isChecked(),
            maximizeFirst_->isChecked(), maximizeSecond_->isChecked()};
}

void AnalysisView::setInput(AnalysisInput input) {
    input_ = std::make_shared<const AnalysisInput>(std::move(input));
    schedule();
}

void AnalysisView::schedule() {
    if (isVisible() && !timer_.isActive()) timer_.start();
}

void AnalysisView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh(ChartCanvas::Zoom::keep);
}

void AnalysisView::refresh(ChartCanvas::Zoom zoom) {
    fillChoices();
    if (zoom == ChartCanvas::Zoom::reset) ++question_;
    if (current().isSlow) return start(zoom);
    canvas_->setPicture(current().make(*input_, choice()), zoom);
}

// One job at a time; what is asked for meanwhile is worked out when it is over. An answer from fewer trials than there
// are by now is shown all the same, so that a chart that takes longer than trials take to come stays alive.
void AnalysisView::start(ChartCanvas::Zoom zoom) {
    if (zoom == ChartCanvas::Zoom::reset) {
        ChartPicture waiting;
        waiting.empty = tr("Working it out…");
        canvas_->setPicture(std::move(waiting), zoom);
    }
    if (std::exchange(busy_, true)) {
        again_ = true;
        return;
    }
    const auto make = current().make;
    const QPointer<AnalysisView> view(this);
    QThreadPool::globalInstance()->start([view, question = question_, make, input = input_, asked = choice()] {
        auto picture = std::make_shared<ChartPicture>(make(*input, asked));
        QMetaObject::invokeMethod(qApp, [view, question, picture] {
            if (!view) return;
            view->busy_ = false;
            if (question == view->question_) view->canvas_->setPicture(std::move(*picture), ChartCanvas::Zoom::keep);
            if (std::exchange(view->again_, false) && view->current().isSlow) view->start(ChartCanvas::Zoom::keep);
        });
    });
}

QString AnalysisView::describe(int run) const {
    const auto found = std::find_if(input_->trials.begin(), input_->trials.end(),
                                    [=](const AnalysisTrial& trial) { return trial.run == run; });
    if (found == input_->trials.end()) return {};
    const auto row = [](const QString& name, const QString& value) {
        return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>")
            .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    QString text = QStringLiteral("<b>%1</b><table>").arg(found->label.toHtmlEscaped());
    if (found->objective) text += row(input_->metric, exactNumberText(*found->objective));
    for (const auto& [name, mode] : input_->several)
        if (const auto at = found->metrics.find(name); name != input_->metric && at != found->metrics.end())
            text += row(name, exactNumberText(at->second));
    const auto& cells = input_->table.rows;
    const auto index = static_cast<std::size_t>(found - input_->trials.begin());
    for (std::size_t i = 0; index < cells.size() && i < input_->table.axes.size(); ++i) {
        const ParallelAxis& axis = input_->table.axes[i];
        if (axis.isMetric || i >= cells[index].cells.size()) continue;
        const ParallelCell& cell = cells[index].cells[i];
        if (cell.kind == ParallelCell::missing) continue;
        text += row(axis.name, cell.kind == ParallelCell::category ? axis.categories.value(static_cast<int>(cell.value))
                                                                   : exactNumberText(cell.value));
    }
    if (found->start && found->end) text += row(durationMetric(), durationText(*found->end - *found->start));
    if (!found->device.isEmpty()) text += row(tr("device"), found->device);
    text += QStringLiteral("</table>");
    if (!found->reason.isEmpty()) text += QStringLiteral("<p>%1</p>").arg(found->reason.toHtmlEscaped());
    return text;
}

ChartExport AnalysisView::exported() const {
    const QSize size = canvas_->size();
    return {chart(), size, [this, size](QPaintDevice* device) { canvas_->paintPicture(device, size); },
            [this] { return chartNumbers(canvas_->picture()); }};
}

void AnalysisView::setHighlightedRun(std::optional<int> run) {
    canvas_->setHighlightedRun(run);
}

void AnalysisView::setSelectedRuns(const QSet<int>& runs) {
    canvas_->setSelectedRuns(runs);
}

}  // namespace lathe::gui
