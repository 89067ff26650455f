#include "widgets/space/space_editor.h"

#include <cmath>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include "widgets/charts/histogram_view.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/space/choice_list_editor.h"
#include "widgets/space/describe.h"
#include "widgets/space/distribution_value.h"
#include "widgets/space/number_edit.h"
#include "widgets/space/space_defaults.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

namespace {

using space::Distribution;
using space::Kind;

constexpr int previewSamples = 1000;
constexpr std::uint64_t previewSeed = 1;
constexpr std::size_t mostSpikes = 200;  // more reachable values than this are drawn as a histogram of samples

constexpr Kind kinds[] = {Kind::choice,      Kind::uniform, Kind::loguniform, Kind::randint, Kind::quniform,
                          Kind::qloguniform, Kind::normal,  Kind::lognormal,  Kind::qnormal, Kind::qlognormal};

QString kindText(Kind kind) {
    const auto name = name_of(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

config::Option numberOption() {
    config::Option option;
    option.type = config::Type::floating;
    option.fallback = config::Value(0.0);
    return option;
}

NumberEdit* makeNumber(const QString& name, QWidget* parent) {
    auto* edit = new NumberEdit(numberOption(), parent);
    edit->setObjectName(name);
    return edit;
}

QLabel* makeLabel(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    return label;
}

}  // namespace

SpaceEditor::SpaceEditor(QWidget* parent)
    : QWidget(parent),
      kind_(new QComboBox(this)),
      fields_(new QWidget(this)),
      lowLabel_(new QLabel(fields_)),
      highLabel_(new QLabel(fields_)),
      qLabel_(new QLabel(tr("&Step"), fields_)),
      low_(makeNumber("spaceLow", fields_)),
      high_(makeNumber("spaceHigh", fields_)),
      q_(makeNumber("spaceQ", fields_)),
      choices_(new ChoiceListEditor(this)),
      nested_(makeLabel("spaceNested", this)),
      problemLabel_(makeLabel("spaceProblem", this)),
      histogram_(new HistogramView(this)),
      summary_(makeLabel("spaceSummary", this)) {
    buildFields();
    connectFields();
    showDistribution();
}

void SpaceEditor::buildFields() {
    kind_->setObjectName("spaceKind");
    kind_->setAccessibleName(tr("Kind of distribution"));
    for (const Kind kind : kinds) kind_->addItem(kindText(kind), static_cast<int>(kind));
    q_->setAccessibleName(tr("Step"));
    histogram_->setObjectName("spacePreview");
    histogram_->setAccessibleName(tr("Preview of what the search would try"));
    histogram_->setMinimumHeight(spacing * 16);
    choices_->setMaximumHeight(spacing * 18);
    summary_->setProperty("muted", true);
    problemLabel_->setProperty("bad", true);

    lowLabel_->setBuddy(low_);
    highLabel_->setBuddy(high_);
    qLabel_->setBuddy(q_);
    auto* grid = new QGridLayout(fields_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spacing);
    grid->setVerticalSpacing(spacing / 2);
    int column = 0;
    for (auto [label, edit] : {std::pair{lowLabel_, low_}, {highLabel_, high_}, {qLabel_, q_}}) {
        grid->addWidget(label, 0, column);
        grid->addWidget(edit, 1, column);
        grid->setColumnStretch(column++, 1);
    }

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    for (QWidget* one : {static_cast<QWidget*>(kind_), fields_, static_cast<QWidget*>(choices_),
                         static_cast<QWidget*>(nested_), static_cast<QWidget*>(problemLabel_)})
        layout->addWidget(one);
    layout->addWidget(histogram_, 1);
    layout->addWidget(summary_);
}

void SpaceEditor::connectFields() {
    connect(kind_, &QComboBox::activated, this, &SpaceEditor::chooseKind);
    for (NumberEdit* edit : {low_, high_, q_}) {
        connect(edit, &NumberEdit::stepped, this, [this] { readFields(true); });
        connect(edit, &NumberEdit::editingFinished, this, [this] { readFields(false); });
    }
    connect(choices_, &ChoiceListEditor::edited, this, [this] { readFields(false); });
    connect(histogram_, &HistogramView::rangeEdited, this, &SpaceEditor::dragRange);
    connect(histogram_, &HistogramView::rangeEditFinished, this, [this] { readFields(false); });
}

void SpaceEditor::setOption(const std::optional<config::Option>& option, const config::Value& current) {
    option_ = option;
    current_ = current;
    choices_->setOption(option);
    showKinds();
}

void SpaceEditor::setDistribution(const Distribution& distribution) {
    distribution_ = distribution;
    showDistribution();
}

void SpaceEditor::setObserved(const std::vector<config::Value>& values) {
    observed_ = values;
    showObserved();
}

// Disables the kinds that cannot fit, so that they can still be found, with the reason.
void SpaceEditor::showKinds() {
    auto* model = qobject_cast<QStandardItemModel*>(kind_->model());
    for (int i = 0; i < kind_->count(); ++i) {
        const bool fits = kindFits(static_cast<Kind>(kind_->itemData(i).toInt()), option());
        model->item(i)->setEnabled(fits);
        model->item(i)->setToolTip(fits ? QString() : tr("does not give values of this option's type"));
    }
}

void SpaceEditor::showLabels() {
    const bool bounded = space::is_bounded(distribution_.kind);
    const bool log = space::is_log(distribution_.kind);
    const QString low = bounded ? tr("&Low") : log ? tr("&Mean of ln") : tr("&Mean");
    const QString high = !bounded                              ? log ? tr("&Sigma of ln") : tr("&Sigma")
                                                      : distribution_.kind == Kind::randint ? tr("&High (left out)")
                                                               : tr("&High");
    lowLabel_->setText(low);
    highLabel_->setText(high);
    low_->setAccessibleName(plainLabel(low));
    high_->setAccessibleName(plainLabel(high));
}

void SpaceEditor::showDistribution() {
    const bool choice = distribution_.kind == Kind::choice;
    const bool quantised = space::is_quantised(distribution_.kind);
    kind_->setCurrentIndex(kind_->findData(static_cast<int>(distribution_.kind)));
    fields_->setVisible(!choice);
    choices_->setVisible(choice && !distribution_.is_nested());
    nested_->setVisible(distribution_.is_nested());
    qLabel_->setVisible(quantised);
    q_->setVisible(quantised);
    showLabels();
    if (!choice) {
        low_->setText(shortNumberText(distribution_.a));
        high_->setText(shortNumberText(distribution_.b));
        if (quantised) q_->setText(shortNumberText(distribution_.q));
    } else if (distribution_.is_nested()) {
        QStringList lines;
        for (const auto& branch : distribution_.branches) {
            lines << QString::fromStdString(branch.name);
            for (const auto& child : branch.children)
                lines << QString("    %1  %2").arg(QString::fromStdString(child.path), describe(child.distribution));
        }
        nested_->setText(lines.join('\n'));
    } else {
        std::vector<config::Value> values;
        for (const auto& branch : distribution_.branches) values.push_back(branch.value);
        choices_->setValues(values);
    }
    problem_ = check(distribution_);
    showPreview();
}

QString SpaceEditor::check(const Distribution& distribution) const {
    const std::string key = option_ ? option_->key : "value";
    auto space = space::Space::parse(config::Value(config::Dict{{key, toValue(distribution)}}));
    Errors errors;
    if (!space) {
        errors = space.error();
    } else if (option_) {
        config::Schema schema;
        schema.add(*option_);
        errors = space->check(config::Value(config::Dict{}), schema);
    }
    if (errors.empty()) return {};
    QString text = QString::fromStdString(errors.front().what);
    if (!errors.front().hint.empty()) text += "; " + QString::fromStdString(errors.front().hint);
    return text;
}

void SpaceEditor::chooseKind() {
    finish(withKind(distribution_, static_cast<Kind>(kind_->currentData().toInt()), option(), current_), false);
}

void SpaceEditor::readFields(bool step) {
    Distribution changed = distribution_;
    if (changed.is_nested()) return;
    if (changed.kind == Kind::choice) {
        problem_ = choices_->problem();
        changed.branches.clear();
        for (auto& value : choices_->values()) changed.branches.push_back({std::move(value), {}, {}});
        if (!problem_.isEmpty()) {
            showPreview();
            return;
        }
    } else {
        bool ok[3] = {false, false, true};
        changed.a = low_->text().toDouble(&ok[0]);
        changed.b = high_->text().toDouble(&ok[1]);
        if (space::is_quantised(changed.kind)) changed.q = q_->text().toDouble(&ok[2]);
        if (!ok[0] || !ok[1] || !ok[2]) {
            problem_ = tr("a number is expected");
            showPreview();
            return;
        }
    }
    finish(std::move(changed), step);
}

void SpaceEditor::dragRange(double low, double high) {
    const auto nice = [this](double value) {
        if (distribution_.kind == Kind::randint) return std::round(value);
        return QString::number(value, 'g', 3).toDouble();
    };
    low_->setText(shortNumberText(nice(low)));
    high_->setText(shortNumberText(nice(high)));
}

void SpaceEditor::finish(Distribution changed, bool step) {
    problem_ = check(changed);
    if (!problem_.isEmpty()) {
        showPreview();
        return;
    }
    if (toValue(changed) == toValue(distribution_)) {
        showPreview();
        return;
    }
    distribution_ = std::move(changed);
    showDistribution();
    Q_EMIT edited(step);
}

void SpaceEditor::showPreview() {
    problemLabel_->setText(problem_);
    problemLabel_->setVisible(!problem_.isEmpty());
    if (!check(distribution_).isEmpty()) {
        histogram_->clear();
        summary_->clear();
        return;
    }
    showSamples();
    showObserved();
}

void SpaceEditor::showSamples() {
    const auto reachable =
        distribution_.is_nested() ? std::vector<Distribution::Reachable>{} : distribution_.reachable(mostSpikes);
    const bool log = space::is_log(distribution_.kind);
    summary_->setText(reachableText(reachable));
    if (distribution_.kind == Kind::choice) {
        QStringList names;
        std::vector<double> counts;
        for (const auto& branch : distribution_.branches) {
            names << (branch.name.empty() ? textOf(option(), branch.value) : QString::fromStdString(branch.name));
            counts.push_back(static_cast<double>(previewSamples) / static_cast<double>(distribution_.branches.size()));
        }
        histogram_->setRange(std::nullopt, std::nullopt);
        histogram_->setCategories(names, counts);
        return;
    }
    if (!reachable.empty()) {
        std::vector<double> values;
        std::vector<double> weights;
        for (const auto& one : reachable) {
            values.push_back(one.value.as_number());
            weights.push_back(one.probability * previewSamples);
        }
        histogram_->setSpikes(std::move(values), std::move(weights), log);
    } else {
        Random random(previewSeed);
        std::vector<double> samples;
        for (int i = 0; i < previewSamples; ++i) samples.push_back(distribution_.sample(random).as_number());
        histogram_->setSamples(samples, log);
    }
    if (!space::is_bounded(distribution_.kind)) {
        histogram_->setRange(std::nullopt, std::nullopt);
        return;
    }
    const double lowest = option_ && option_->low ? *option_->low : -INFINITY;
    const double highest = option_ && option_->high ? *option_->high : INFINITY;
    histogram_->setRangeLimits(space::is_log(distribution_.kind) ? std::max(lowest, 0.0) : lowest, highest);
    histogram_->setRange(distribution_.a, distribution_.b);
}

QString SpaceEditor::reachableText(const std::vector<Distribution::Reachable>& reachable) const {
    if (distribution_.is_nested()) return tr("Nested choice: its branches are edited in the file");
    if (reachable.empty()) return tr("%1 samples").arg(QLocale().toString(previewSamples));
    constexpr std::size_t most = 6;
    QStringList parts;
    for (std::size_t i = 0; i < reachable.size(); ++i) {
        if (i == most && reachable.size() > most + 1) {
            parts << QStringLiteral("\u2026");
            i = reachable.size() - 1;
        }
        const QString percent = QString::number(reachable[i].probability * 100, 'g', 3);
        const auto& value = reachable[i].value;
        const QString name = value.is_float() ? shortNumberText(value.as_float()) : textOf(option(), value);
        parts << tr("%1 (%2\u00a0%)").arg(name, percent);
    }
    return tr("%n value(s): %1", nullptr, static_cast<int>(reachable.size())).arg(parts.join(", "));
}

void SpaceEditor::showObserved() {
    std::vector<double> marks;
    for (const auto& value : observed_) {
        if (distribution_.kind != Kind::choice) {
            if (value.is_number()) marks.push_back(value.as_number());
            continue;
        }
        for (std::size_t i = 0; i < distribution_.branches.size(); ++i)
            if (sameNumberOrValue(distribution_.branches[i].value, value)) marks.push_back(static_cast<double>(i));
    }
    histogram_->setOverlay(std::move(marks));
}

}  // namespace lathe::gui
