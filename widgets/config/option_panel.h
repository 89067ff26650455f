// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to know about the selected key: type, description, default, range, where its value comes from; an
// editor for it; and, for what can be tuned, the distribution that a search draws it from.
#pragma once

#include <QMultiHash>
#include <QVector>
#include <QWidget>

#include "core/space/space.h"

class QAction;
class QCheckBox;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace lathe::gui {

class ExperimentDocument;
class OptionFacts;
class SpaceEditor;

class OptionPanel : public QWidget {
    Q_OBJECT

  public:
    explicit OptionPanel(ExperimentDocument& document, QWidget* parent = nullptr);

    // "" : nothing is selected.
    void showKey(const QString& key);
    const QString& key() const { return key_; }
    // Marks `key` as tuned, with a distribution to start from, or takes that back.
    void setTuned(const QString& key, bool on);
    bool isTuned(const QString& key) const;
    bool isTunable(const QString& key) const;
    void focusSpace();
    void setObserved(const QVector<space::Params>& params);
    // A button for `action` below the value of `key`.
    void addKeyAction(const QString& key, QAction* action);

  Q_SIGNALS:
    void keyChosen(const QString& key);  // of an option of the group that is shown

  private:
    void buildValue(QWidget* page);
    void refresh();
    void refreshProblem();
    void refreshValue();
    void refreshSpace();
    void showBranches();
    void makeEditor();
    void dropEditor();
    void commitValue(const QString& text, bool step);
    const config::Option* option() const;
    // What the file or the schema's default gives, before interpolation; nullptr for a key that is in neither.
    const config::Value* written() const;
    // The value in force.
    config::Value current(const QString& key) const;

    ExperimentDocument& document_;
    QString key_;
    QString editorSignature_;  // of the option that the editor was made for
    QVector<space::Params> observed_;

    QStackedWidget* stack_;
    OptionFacts* facts_;
    QLabel* problem_;
    QHBoxLayout* valueRow_;
    QHBoxLayout* keyActions_;
    QMultiHash<QString, QToolButton*> keyButtons_;
    QLabel* valueLabel_;
    QWidget* editor_ = nullptr;
    QToolButton* reset_;
    QCheckBox* tune_;
    SpaceEditor* space_;
};

}  // namespace lathe::gui
