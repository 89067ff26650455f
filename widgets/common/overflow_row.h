// SPDX-License-Identifier: GPL-3.0-or-later
// A row of controls for any width: those that do not fit move into a panel that a button at the end of the row opens,
// and come back when there is room. GUI thread.
#pragma once

#include <vector>

#include <QWidget>

class QHBoxLayout;
class QToolButton;
class QVBoxLayout;

namespace lathe::gui {

class OverflowRow : public QWidget {
    Q_OBJECT

  public:
    // Which leave first when the room ends; of equal ones the last.
    enum class Keep { always, longer, whileItFits };

    explicit OverflowRow(QWidget* parent = nullptr);
    ~OverflowRow() override;

    // From left to right. `stretch`: its share of the room that is left.
    void addWidget(QWidget* widget, Keep keep = Keep::whileItFits, int stretch = 0);
    // Those that belong together, such as a label and its field.
    QWidget* addGroup(const QList<QWidget*>& widgets, Keep keep = Keep::whileItFits);
    void addSpacing(int pixels);
    void addStretch();
    void setMargins(const QMargins& margins);

    QToolButton* overflowButton() const { return more_; }
    bool overflows(const QWidget* widget) const;  // it is in the panel now

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    struct Item {
        QWidget* widget = nullptr;  // null: room between two
        Keep keep = Keep::always;
        int stretch = 0;
        int room = 0;
        bool isAway = false;
        Qt::ToolButtonStyle style = Qt::ToolButtonIconOnly;  // in the row; in the panel a button has its text, too
        int widthInRow = 0;                                  // of a button that is in the panel, where it is wider
    };

    int widthOf(const Item& item) const;
    int leastOf(const Item& item) const;
    int needed() const;  // by what is not away
    void arrange();
    void place();
    void orderTabs();
    void showButton();
    void openPanel();

    std::vector<Item> items_;
    QHBoxLayout* row_;
    QToolButton* more_;
    QWidget* panel_;
    QVBoxLayout* column_;
    bool arranging_ = false;
};

}  // namespace lathe::gui
