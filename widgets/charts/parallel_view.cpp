// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_view.h"

#include <memory>
#include <stop_token>

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSlider>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/charts/chart_exports.h"
#include "widgets/charts/chart_table.h"
#include "widgets/charts/parallel_canvas.h"
#include "widgets/charts/parallel_csv.h"
#include "widgets/charts/parallel_model.h"
#include "widgets/common/overflow_row.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

class ParallelView::Impl {
  public:
    explicit Impl(ParallelView& view);

    void modelChanged();    // axes, kinds or rows
    void brushesChanged();  // only what passes
    void updateBar();

    ParallelView& view_;
    ParallelModel model_;
    ParallelCanvas* canvas_ = nullptr;
    QComboBox* color_ = nullptr;

  private:
    QToolButton* button(const QString& text, const char* name, const QString& tip);
    QWidget* makeBar();
    QToolButton* makeMenu();
    void fillMenu(QMenu* menu);
    ChartExport exported();
    void askAndExport();

    QSlider* top_ = nullptr;
    QLabel* topText_ = nullptr;
    QLabel* count_ = nullptr;
    QToolButton* keep_ = nullptr;
    QToolButton* exclude_ = nullptr;
    QToolButton* restore_ = nullptr;
    QTimer announce_;  // a QSet of 100,000 runs costs too much to make at each move of a brush
    QSet<int> announced_;
};

ParallelView::Impl::Impl(ParallelView& view) : view_(view) {
    canvas_ = new ParallelCanvas(model_, &view);
    auto* layout = new QVBoxLayout(&view);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(makeBar());
    layout->addWidget(canvas_, 1);
    announce_.setSingleShot(true);
    announce_.setInterval(30);
    QObject::connect(&announce_, &QTimer::timeout, &view, [this] {
        QSet<int> runs = model_.passingRuns();
        if (runs == announced_) return;
        announced_ = std::move(runs);
        Q_EMIT view_.brushedRunsChanged(announced_);
    });
    QObject::connect(canvas_, &ParallelCanvas::modelChanged, &view, [this] { updateBar(); });
    QObject::connect(canvas_, &ParallelCanvas::brushesChanged, &view, [this] { brushesChanged(); });
    QObject::connect(canvas_, &ParallelCanvas::exportRequested, &view, [this] { askAndExport(); });
    QObject::connect(canvas_, &ParallelCanvas::runHovered, &view, &ParallelView::runHovered);
    QObject::connect(canvas_, &ParallelCanvas::selectedRunsChanged, &view, &ParallelView::selectedRunsChanged);
    updateBar();
}

QToolButton* ParallelView::Impl::button(const QString& text, const char* name, const QString& tip) {
    auto* made = new QToolButton(&view_);
    made->setObjectName(QString::fromLatin1(name));
    made->setText(text);
    made->setToolTip(tip);
    made->setAccessibleName(text);
    made->setAccessibleDescription(tip);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

QWidget* ParallelView::Impl::makeBar() {
    using Keep = OverflowRow::Keep;
    auto* bar = new OverflowRow(&view_);
    bar->setMargins(QMargins(spacing, spacing / 2, spacing, 0));
    auto* colorLabel = new QLabel(tr("Colo&ur"), &view_);
    color_ = new QComboBox(&view_);
    color_->setObjectName(QStringLiteral("parallelColor"));
    color_->setAccessibleName(tr("Colour the lines by"));
    color_->setMinimumContentsLength(8);
    color_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    colorLabel->setBuddy(color_);
    QObject::connect(color_, &QComboBox::activated, &view_, [this](int index) {
        model_.setColorAxis(index);
        canvas_->rowsChanged();
    });
    color_->setMaximumWidth(30 * spacing);
    bar->addGroup({colorLabel, color_});

    auto* topLabel = new QLabel(tr("&Best"), &view_);
    top_ = new QSlider(Qt::Horizontal, &view_);
    top_->setObjectName(QStringLiteral("parallelTop"));
    top_->setAccessibleName(tr("Show the best so many percent"));
    top_->setToolTip(tr("Show only the best trials by the metric"));
    top_->setRange(1, 100);
    top_->setValue(100);
    top_->setFixedWidth(80);
    topLabel->setBuddy(top_);
    topText_ = new QLabel(&view_);
    topText_->setMinimumWidth(topText_->fontMetrics().horizontalAdvance(QStringLiteral("100 %")));
    QObject::connect(top_, &QSlider::valueChanged, &view_, [this](int percent) {
        model_.setTopShare(percent);
        canvas_->passingChanged();
        brushesChanged();
    });
    bar->addGroup({topLabel, top_, topText_});

    keep_ = button(tr("Keep"), "parallelKeep", tr("Only the lines that are brushed (K)"));
    exclude_ = button(tr("Exclude"), "parallelExclude", tr("All lines but those that are brushed (X)"));
    restore_ = button(tr("Restore"), "parallelRestore", tr("All lines again, without brushes (R)"));
    const auto act = [this](QToolButton* pressed, auto what) {
        QObject::connect(pressed, &QToolButton::clicked, &view_, [this, what] {
            what();
            canvas_->rowsChanged();
            brushesChanged();
        });
    };
    act(keep_, [this] { model_.keep(); });
    act(exclude_, [this] { model_.exclude(); });
    act(restore_, [this] { model_.restore(); });
    bar->addWidget(keep_, Keep::longer);
    bar->addWidget(exclude_, Keep::longer);
    bar->addWidget(restore_, Keep::longer);
    bar->addStretch();
    count_ = new QLabel(&view_);
    count_->setObjectName(QStringLiteral("parallelCount"));
    bar->addWidget(count_, Keep::always);
    bar->addWidget(makeMenu(), Keep::always);
    return bar;
}

QToolButton* ParallelView::Impl::makeMenu() {
    QToolButton* more = button(tr("More"), "parallelMore", tr("Axes to show, and export"));
    more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(more);
    menu->setObjectName(QStringLiteral("parallelMenu"));
    QObject::connect(menu, &QMenu::aboutToShow, &view_, [this, menu] { fillMenu(menu); });
    more->setMenu(menu);
    return more;
}

void ParallelView::Impl::fillMenu(QMenu* menu) {
    menu->clear();
    for (int i = 0; i < model_.axisCount(); ++i) {
        QAction* action = menu->addAction(menuText(model_.axis(i).name()));
        action->setCheckable(true);
        action->setChecked(!model_.axis(i).hidden);
        QObject::connect(action, &QAction::toggled, &view_, [this, i](bool shown) {
            model_.setHidden(i, !shown);
            canvas_->rowsChanged();
            brushesChanged();
        });
    }
    menu->addSeparator();
    QAction* clear = menu->addAction(tr("&Clear all brushes"));
    clear->setObjectName(QStringLiteral("parallelClear"));
    clear->setEnabled(model_.isBrushed());
    QObject::connect(clear, &QAction::triggered, &view_, [this] {
        model_.clearBrushes();
        canvas_->passingChanged();
        brushesChanged();
    });
    QAction* table = menu->addAction(tr("Show as &table"));
    table->setObjectName(QStringLiteral("parallelTable"));
    QObject::connect(table, &QAction::triggered, &view_, [this] {
        showChartTables(&view_, tr("Trials"), {{tr("Trials"), parallelCsv(model_)}});
    });
    QAction* write = menu->addAction(tr("&Export as PNG, SVG, PDF or CSV…"));
    write->setObjectName(QStringLiteral("parallelExport"));
    QObject::connect(write, &QAction::triggered, &view_, [this] { askAndExport(); });
}

void ParallelView::Impl::askAndExport() {
    ChartExports::of(view_).ask(view_, tr("parallel-coordinates"), [this] { return exported(); });
}

ChartExport ParallelView::Impl::exported() {
    const QSize size = canvas_->size();
    const auto paint = [this, size](QPaintDevice* device) {
        QPainter painter(device);
        canvas_->paintPicture(painter, size);
    };
    return {tr("parallel-coordinates"), size, paint, [this]() -> ChartNumbers {
                return [model = std::make_shared<const ParallelModel>(model_)](const std::stop_token&) {
                    return parallelCsv(*model).toStdString();
                };
            }};
}

void ParallelView::Impl::updateBar() {
    const auto passing = model_.passing().count();
    const auto all = model_.rowCount();
    topText_->setText(tr("%1 %").arg(top_->value()));
    count_->setText(passing == all ? tr("%n trial(s)", nullptr, all)
                                   : tr("%1 of %n trial(s)", nullptr, all).arg(passing));
    const bool some = passing > 0 && passing < model_.base().count();
    keep_->setEnabled(some);
    exclude_->setEnabled(some);
    restore_->setEnabled(model_.isReduced() || model_.isBrushed());
    QStringList names;
    for (int i = 0; i < model_.axisCount(); ++i) names << model_.axis(i).name();
    QStringList shown;
    for (int i = 0; i < color_->count(); ++i) shown << color_->itemText(i);
    if (names != shown) {
        color_->clear();
        color_->addItems(names);
    }
    color_->setCurrentIndex(model_.colorAxis());
}

void ParallelView::Impl::brushesChanged() {
    updateBar();
    if (!announce_.isActive()) announce_.start();
}

void ParallelView::Impl::modelChanged() {
    canvas_->rowsChanged();
    brushesChanged();
}

ParallelView::ParallelView(QWidget* parent) : QWidget(parent), impl_(std::make_unique<Impl>(*this)) {
    setObjectName(QStringLiteral("parallelView"));
}

ParallelView::~ParallelView() = default;

void ParallelView::setTable(ParallelTable table) {
    impl_->model_.setTable(table);
    impl_->modelChanged();
}

void ParallelView::setColorAxis(int axis) {
    impl_->model_.setColorAxis(axis);
    impl_->modelChanged();
}

void ParallelView::setMinimizing(bool minimizing) {
    if (impl_->model_.isMinimizing() == minimizing) return;
    impl_->model_.setMinimizing(minimizing);
    impl_->modelChanged();
}

void ParallelView::setRunStyles(const RunStyles& styles) {
    impl_->model_.setStyles(styles);
    impl_->canvas_->update();
}

void ParallelView::setRunLabel(int run, const QString& label) {
    impl_->model_.setRunLabel(run, label);
}

bool ParallelView::leavesOut() const {
    const ParallelModel& model = impl_->model_;
    return model.isBrushed() || model.isReduced() || model.topShare() < 100;
}

void ParallelView::setHighlightedRun(std::optional<int> run) {
    impl_->canvas_->setHighlightedRun(run);
}

void ParallelView::setSelectedRuns(const QSet<int>& runs) {
    impl_->canvas_->setSelectedRuns(runs);
}

}  // namespace lathe::gui
