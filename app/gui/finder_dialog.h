// SPDX-License-Identifier: GPL-3.0-or-later
// A finder's dialog, not modal: its options, how far it is, what it found, and Apply. What differs between the finders
// is in the classes below it. GUI thread.
#pragma once

#include <functional>
#include <memory>

#include <QDialog>
#include <QTimer>

#include "app/gui/finder_job.h"
#include "app/gui/tone.h"

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace lathe::gui {

class NumberEdit;

// What surrounds a finder. Outlives the dialogs.
struct FinderSource {
    std::function<tl::expected<search::Experiment, Errors>()> experiment;
    std::function<bool(const QString& key, const QString& value)> apply;  // edits the experiment; false: refused
    const run::SessionServices& services;
    EngineSource engine;
};

class FinderDialog : public QDialog {
    Q_OBJECT

  public:
    ~FinderDialog() override;

    // From the beginning of a search until its thread has ended, which after a stop is a batch later.
    bool isBusy() const { return job_ != nullptr; }
    // Why no search may begin now; "": it may.
    void setBlocked(const QString& reason);
    // Closes it and drops what it found: another experiment is open.
    void forget();

  public Q_SLOTS:
    void begin();
    void stop();
    // Closes it; a search that runs ends by itself.
    void done(int result) override;

  Q_SIGNALS:
    void busyChanged();

  protected:
    // `name`: prefix of the object names; `key`: the option that it is about.
    FinderDialog(const QString& name, const QString& key, const FinderSource& source, QWidget* parent);
    // To be called once by the constructor of the class below: what it does in a sentence or two, and where the results
    // are shown.
    void build(const QString& title, const QString& explanation, QWidget* results);
    NumberEdit* addNumber(const QString& label, const QString& name, const config::Option& option);
    void addOption(const QString& label, const QString& name, QWidget* field);

    // The error: what was entered cannot be followed.
    virtual Result<FinderJob::Options> options() const = 0;
    virtual void clear() = 0;
    virtual void add(const FinderJob::News& news) = 0;
    // The end of a search that was not stopped.
    virtual Result<config::Value> finish(const FinderJob::Answer& answer) = 0;

  private:
    void poll();
    void over(const FinderJob::Answer& answer);
    void apply();
    void say(const QString& text, Tone tone = Tone::plain);
    void refresh();

    const FinderSource& source_;
    QString name_;
    QString key_;
    QString blocked_;
    std::unique_ptr<FinderJob> job_;
    std::optional<config::Value> found_;
    QTimer timer_;
    QHBoxLayout* fields_;
    QProgressBar* progress_;
    QLabel* message_;
    QPushButton* find_;
    QPushButton* apply_;
};

// A number that was typed. The error names the field by its label.
Result<double> numberIn(const NumberEdit* field);

}  // namespace lathe::gui
