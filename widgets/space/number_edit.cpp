// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/number_edit.h"

#include <cmath>

#include <QLineEdit>

#include "widgets/common/restyle.h"
#include "widgets/common/theme.h"
#include "widgets/space/describe.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

NumberEdit::NumberEdit(const config::Option& option, QWidget* parent) : QAbstractSpinBox(parent), option_(option) {
    setFont(monospaceFont());
    setAccelerated(true);
    connect(lineEdit(), &QLineEdit::textChanged, this, &NumberEdit::showProblem);
}

void NumberEdit::setOption(const config::Option& option) {
    option_ = option;
    showProblem();
}

void NumberEdit::setText(const QString& text) {
    if (lineEdit()->text() != text) lineEdit()->setText(text);
}

QString NumberEdit::text() const {
    return lineEdit()->text();
}

void NumberEdit::showProblem() {
    const QString problem = text().isEmpty() ? QString() : problemOf(&option_, text());
    setToolTip(problem);
    restyle(*this, "invalid", !problem.isEmpty());
}

bool NumberEdit::allowed(double value) const {
    if (option_.low && (option_.low_open ? value <= *option_.low : value < *option_.low)) return false;
    if (option_.high && (option_.high_open ? value >= *option_.high : value > *option_.high)) return false;
    return true;
}

double NumberEdit::nextValue(double value, int direction) const {
    if (option_.type == config::Type::integer) return value + direction;
    if (value == 0) return direction * 0.1;
    double digit = std::pow(10.0, std::floor(std::log10(std::abs(value))));
    // Towards zero from 1, 0.1, ...: the next step is a tenth, so that 0.001 goes to 0.0009 and never to 0.
    const bool shrinks = (value > 0) != (direction > 0);
    if (shrinks && std::abs(value) < digit * 1.0000001) digit /= 10;
    const double next = std::round((value + direction * digit) / digit) * digit;
    // Decimal text rounds away the last bits that the powers of ten leave.
    return QString::number(next, 'g', 12).toDouble();
}

void NumberEdit::stepBy(int steps) {
    bool ok = false;
    double value = text().toDouble(&ok);
    if (!ok) {
        if (!option_.fallback.is_number()) return;
        value = option_.fallback.as_number();
    }
    const int direction = steps > 0 ? 1 : -1;
    double last = value;
    for (int i = 0; i < std::abs(steps); ++i) {
        const double next = nextValue(last, direction);
        if (!allowed(next)) break;
        last = next;
    }
    if (last == value && ok) return;
    setText(option_.type == config::Type::integer ? QString::number(static_cast<qint64>(last)) : yamlNumberText(last));
    lineEdit()->selectAll();
    Q_EMIT stepped(text());
}

QValidator::State NumberEdit::validate(QString&, int&) const {
    return QValidator::Acceptable;
}

QAbstractSpinBox::StepEnabled NumberEdit::stepEnabled() const {
    bool ok = false;
    const double value = text().toDouble(&ok);
    if (!ok) return option_.fallback.is_number() ? StepUpEnabled | StepDownEnabled : StepEnabled(StepNone);
    StepEnabled can = StepNone;
    if (allowed(nextValue(value, 1))) can |= StepUpEnabled;
    if (allowed(nextValue(value, -1))) can |= StepDownEnabled;
    return can;
}

QSize NumberEdit::sizeHint() const {
    const QSize base = QAbstractSpinBox::sizeHint();
    return {fontMetrics().horizontalAdvance("0") * 12 + 32, base.height()};
}

QSize NumberEdit::minimumSizeHint() const {
    const QSize base = QAbstractSpinBox::minimumSizeHint();
    return {fontMetrics().horizontalAdvance("0") * 8 + 24, base.height()};
}

}  // namespace lathe::gui
