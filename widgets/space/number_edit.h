// SPDX-License-Identifier: GPL-3.0-or-later
// A spin box for ints and floats that also takes what a config may hold instead of a number: "1e-3" as it is written,
// "${budget}", "null". Steps keep to the option's range; a text that does not fit is shown so, with the reason, and can
// still be entered, because the file is the person's.
#pragma once

#include <QAbstractSpinBox>

#include "core/config/schema.h"

namespace lathe::gui {

class NumberEdit : public QAbstractSpinBox {
    Q_OBJECT

  public:
    explicit NumberEdit(const config::Option& option, QWidget* parent = nullptr);

    void setOption(const config::Option& option);
    void setText(const QString& text);
    QString text() const;

    void stepBy(int steps) override;
    QValidator::State validate(QString& input, int& position) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void stepped(const QString& text);

  protected:
    StepEnabled stepEnabled() const override;

  private:
    void showProblem();
    // One step: 1 for ints, one unit of the leading digit for floats (0.001 -> 0.002, 0.009 -> 0.01).
    double nextValue(double value, int direction) const;
    bool allowed(double value) const;

    config::Option option_;
};

}  // namespace lathe::gui
