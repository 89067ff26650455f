// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/study_feed.h"

#include <utility>

#include <QMetaObject>

namespace lathe::gui {
namespace {

constexpr int whileItRuns = 500;    // ms
constexpr int whileItRests = 3000;  // ms; another process may take it up

}  // namespace

StudyFeed::StudyFeed(QObject* parent) : QObject(parent) {
    pool_.setMaxThreadCount(1);
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &StudyFeed::look);
}

StudyFeed::~StudyFeed() {
    pool_.waitForDone();
}

void StudyFeed::follow(const QString& studyFolder) {
    timer_.stop();
    again_.clear();
    setProblem({});
    reader_ = studyFolder.isEmpty() ? nullptr : std::make_shared<run::StudyReader>(studyFolder.toStdString());
    look();
}

void StudyFeed::lookAgain(int trial) {
    again_.insert(trial);
    timer_.stop();
    look();
}

void StudyFeed::look() {
    if (!reader_ || reading_) return;
    reading_ = true;
    pool_.start([this, reader = reader_, again = std::exchange(again_, {})] {
        for (const int trial : again) reader->look_again(trial);
        const auto news = std::make_shared<const Result<run::StudyNews>>(reader->read());
        QMetaObject::invokeMethod(
            this,
            [this, reader, news] {
                reading_ = false;
                if (reader != reader_) return look();  // another was asked for meanwhile
                const bool runs = *news && (*news)->status.state == run::SessionState::running;
                if (again_.empty()) timer_.start(runs ? whileItRuns : whileItRests);
                else look();
                setProblem(*news ? QString() : QString::fromStdString(news->error().str()));
                if (*news) Q_EMIT newsArrived(**news);
            },
            Qt::QueuedConnection);
    });
}

void StudyFeed::setProblem(const QString& problem) {
    if (problem == problem_) return;
    problem_ = problem;
    Q_EMIT problemChanged(problem_);
}

}  // namespace lathe::gui
