// SPDX-License-Identifier: GPL-3.0-or-later
// The widths that a person has given to the columns of a table: by the name of the column, as columns come and go and
// change places. GUI thread.
#pragma once

#include <QObject>
#include <QVariantMap>

class QHeaderView;

namespace lathe::gui {

class ColumnWidths : public QObject {
    Q_OBJECT

  public:
    // The one of this header, made where there is none; it belongs to the header.
    static ColumnWidths* of(QHeaderView* header);

    // Name -> pixels, only of those that the person has set.
    const QVariantMap& widths() const { return widths_; }
    void setWidths(const QVariantMap& widths);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    explicit ColumnWidths(QHeaderView* header);
    QString nameOf(int column) const;
    void apply();
    void follow();  // the header's model

    QHeaderView& header_;
    QVariantMap widths_;
    bool pressed_ = false;
    bool applying_ = false;
};

}  // namespace lathe::gui
