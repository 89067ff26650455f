// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/past_studies.h"

#include <filesystem>
#include <utility>

#include "app/gui/background_work.h"
#include "app/gui/experiment_files.h"
#include "app/gui/reproduce_bar.h"
#include "app/gui/session_controller.h"
#include "core/run/reproduction.h"
#include "core/run/study_experiment.h"
#include "core/search/experiment_text.h"
#include "core/store/study_record.h"
#include "widgets/runs/review_page.h"

namespace lathe::gui {
namespace {

struct ExperimentText {
    QString text;
    QString name;  // of the file that is proposed
};

tl::expected<ExperimentText, Errors> textToRunAgain(const std::filesystem::path& folder,
                                                    const config::Catalog& catalog) {
    const auto experiment = run::load_to_run_again(folder, catalog);
    if (!experiment) return tl::make_unexpected(experiment.error());
    const bool trial = store::place_of(folder).trial.has_value();
    const std::string name = trial ? experiment->name : folder.filename().string();
    return ExperimentText{QString::fromStdString(trial ? search::to_yaml(*experiment) : experiment->text),
                          QString::fromStdString(name) + QStringLiteral(".yaml")};
}

// What cannot be read counts as not there: it can be made again.
QString reproductionText(const std::filesystem::path& trial) {
    const auto kept = run::read_reproduction(trial);
    if (!kept || !*kept) return {};
    const QString mark = (*kept)->equal ? QStringLiteral("\u2713 ") : QStringLiteral("\u2717 ");
    return mark + QString::fromStdString((*kept)->summary());
}

}  // namespace

QVector<PastStudy> studiesToStartFrom(const std::vector<StudyPtr>& studies) {
    constexpr int most = 20;
    QVector<PastStudy> out;
    for (const StudyPtr& study : studies) {
        const store::TrialRecord* best = study->is_search && study->objectives.empty() ? study->best() : nullptr;
        if (!best) continue;
        const std::string& name = study->marks.study.name.empty() ? study->name : study->marks.study.name;
        out.append({folderOf(study), PastStudies::tr("%1: best %2 = %3 (%4)")
                                         .arg(QString::fromStdString(name), QString::fromStdString(study->metric),
                                              QString::number(*best->objective, 'g', 4),
                                              QString::fromStdString(study->folder.filename().string()))});
        if (out.size() == most) break;
    }
    return out;
}

PastStudies::PastStudies(ReviewPage& review, ExperimentFiles& files, SessionController& controller,
                         ReproduceBar& reproduce, const config::Catalog& catalog, QObject* parent)
    : QObject(parent),
      review_(review),
      files_(files),
      controller_(controller),
      catalog_(catalog),
      work_(new BackgroundWork(this)) {
    review.setReproductionText(reproductionText);
    connect(&review, &ReviewPage::runAgainRequested, this, [this](const QString& folder) {
        if (!elsewhere_) runAgain(folder);
    });
    connect(&review, &ReviewPage::openExperimentRequested, this, &PastStudies::openAsExperiment);
    connect(&controller, &SessionController::resumed, this, &PastStudies::sayResumed);
    connect(&controller, &SessionController::resumeRefused, this, &PastStudies::failed);
    connect(&review, &ReviewPage::reproduceRequested, this, [this, &reproduce](const QString& folder) {
        if (mayStart()) reproduce.start(folder);
    });
    connect(&reproduce, &ReproduceBar::failed, this, &PastStudies::failed);
    connect(&reproduce, &ReproduceBar::done, &review, &ReviewPage::refresh);
    connect(&review, &ReviewPage::resumeRequested, this, [this](const QString& folder) {
        if (!elsewhere_ && mayStart()) controller_.resume(folder);
    });
}

void PastStudies::setBlocked(const QString& why) {
    blocked_ = why;
    review_.setStartBlocked(why);
}

bool PastStudies::mayStart() {
    if (!blocked_.isEmpty()) Q_EMIT failed({Error{blocked_.toStdString()}});
    return blocked_.isEmpty();
}

void PastStudies::runAgain(const QString& folder) {
    if (!mayStart()) return;
    work_->run([path = folder.toStdString(), &catalog = catalog_] { return run::load_to_run_again(path, catalog); },
               [this, workspace = review_.workspace()](tl::expected<search::Experiment, Errors> experiment) {
                   if (!experiment) {
                       Q_EMIT failed(experiment.error());
                       return;
                   }
                   if (!mayStart()) return;
                   const auto purpose = experiment->purpose;
                   // On the device that it asks for itself: the same again.
                   const auto begun = controller_.start(std::move(*experiment), purpose, workspace, {});
                   if (begun) Q_EMIT started({});
                   else Q_EMIT failed({begun.error()});
               });
}

void PastStudies::sayResumed() {
    QStringList notices;
    for (const auto& notice : controller_.session()->status().notices) notices << QString::fromStdString(notice);
    Q_EMIT started(notices.join(QLatin1Char('\n')));
}

void PastStudies::openAsExperiment(const QString& folder) {
    work_->run([path = folder.toStdString(), &catalog = catalog_] { return textToRunAgain(path, catalog); },
               [this](const tl::expected<ExperimentText, Errors>& read) {
                   if (read) files_.openUnsaved(read->text, read->name);
                   else Q_EMIT failed(read.error());
               });
}

}  // namespace lathe::gui
