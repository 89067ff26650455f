// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_reader.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "core/base/files.h"
#include "core/config/document.h"
#include "core/provenance/record_table.h"
#include "core/space/experiment_space.h"
#include "core/store/event_media.h"
#include "core/store/trial_curves_reader.h"
#include "core/store/workspace.h"
#include "widgets/runs/descent_reader.h"
#include "widgets/runs/test_reader.h"

namespace lathe::gui {

namespace {

constexpr std::uint64_t maxTextSize = 8u << 20;
constexpr std::uint64_t logTail = 512u << 10;
constexpr std::uint64_t logTails = 4u << 20;  // of all trials that are read together

std::filesystem::path pathOf(const QString& folder) {
    return std::filesystem::path(folder.toStdString());
}

QString fileText(const std::filesystem::path& file) {
    const auto text = read_file(file, maxTextSize);
    return text ? QString::fromStdString(*text) : QString();
}

std::shared_ptr<const config::Value> valuesOf(const QString& yaml) {
    if (yaml.isEmpty()) return nullptr;
    auto document = config::Document::parse(yaml.toStdString());
    return document ? std::make_shared<const config::Value>(document->root()) : nullptr;
}

// The end of a file that may be large, from the start of a line; at most `most` bytes.
QString tailOf(const std::filesystem::path& file, std::uint64_t most) {
    std::error_code code;
    const auto size = std::filesystem::file_size(file, code);
    if (code) return {};
    if (size <= most) return fileText(file);
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return {};
    std::string bytes(most, '\0');
    const ssize_t n = ::pread(fd, bytes.data(), bytes.size(), static_cast<off_t>(size - most));
    ::close(fd);
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    const auto line = bytes.find('\n');
    return QString::fromStdString(line == std::string::npos ? bytes : bytes.substr(line + 1));
}

}  // namespace

// Lives on the reader's thread; every method runs there.
class ReviewReader::Worker : public QObject {
  public:
    void setReproductionText(const ReproductionText& text) { reproduction_ = text; }
    void setTestFolder(const TrialKey& trial, const QString& folder) { testFolders_[trial] = folder; }

    std::shared_ptr<WorkspaceSnapshot> workspace(const QString& folder, const std::atomic<int>& newest, int ticket) {
        auto snapshot = std::make_shared<WorkspaceSnapshot>();
        auto listed = store::Workspace(pathOf(folder)).list();
        if (!listed) {
            std::error_code code;
            if (std::filesystem::exists(pathOf(folder), code) || code)
                snapshot->error = QString::fromStdString(listed.error().str());
            return snapshot;
        }
        std::map<std::string, Known> known;
        for (const auto& summary : *listed) {
            if (newest.load() != ticket) return nullptr;
            const std::string path = summary.folder.string();
            // The lock is no file that changes: a study that runs, or ran when it was last read, is read again.
            const std::string signature = store::study_signature(summary.folder);
            const auto before = known_.find(path);
            const bool runs = summary.state == store::StudyState::running;
            if (before != known_.end() && before->second.signature == signature &&
                (before->second.study->state == store::StudyState::running) == runs) {
                known[path] = before->second;
            } else if (auto study = store::read_study(summary.folder)) {
                known[path] = {signature, std::make_shared<const store::StudyRecord>(std::move(*study))};
            } else {
                continue;
            }
            snapshot->studies.push_back(known[path].study);
        }
        known_ = std::move(known);
        return snapshot;
    }

    std::shared_ptr<Details> details(const WantedDetails& wanted, const std::atomic<int>& newest, int ticket) {
        const auto& trials = wanted.trials;
        auto details = std::make_shared<Details>();
        details->folder = wanted.study;
        details->experiment = fileText(pathOf(wanted.study) / "experiment.yaml");
        details->space = space::space_of_experiment(pathOf(wanted.study) / "experiment.yaml");
        const auto tail = std::min(logTail, logTails / std::max<std::uint64_t>(1, std::uint64_t(trials.size())));
        for (const TrialKey& key : trials) {
            if (newest.load() != ticket) return nullptr;
            const auto trial = store::trial_folder(pathOf(key.folder), key.number);
            TrialTexts texts;
            texts.key = key;
            texts.config = fileText(trial / "config.yaml");
            texts.values = valuesOf(texts.config);
            texts.log = tailOf(trial / "log.txt", tail);
            if (reproduction_) texts.reproduction = reproduction_(trial);
            addRecord(texts);
            texts.media = media_.try_emplace(key, trial).first->second.poll();
            const auto tested = testFolders_.find(key);
            texts.test = tests_.read(tested != testFolders_.end() ? pathOf(tested->second) : store::test_folder(trial));
            std::error_code code;
            texts.keepsCheckpoints = std::filesystem::is_directory(trial / "checkpoints", code);
            details->trials.push_back(std::move(texts));
        }
        addRelatives(*details, wanted);
        std::erase_if(media_, [&](const auto& one) { return !trials.contains(one.first); });
        std::erase_if(records_, [&](const auto& one) {
            return std::ranges::none_of(details->trials,
                                        [&](const TrialTexts& texts) { return texts.record == one.second.record; });
        });
        return details;
    }

    void follow(const QList<TrialKey>& trials, int ticket) {
        std::map<TrialKey, Followed> readers;
        for (const TrialKey& key : trials) {
            if (auto before = readers_.extract(key)) readers.insert(std::move(before));
            else
                readers.emplace(
                    key,
                    Followed{store::TrialCurvesReader(store::trial_folder(pathOf(key.folder), key.number)), ticket});
        }
        readers_ = std::move(readers);
    }

    std::shared_ptr<std::vector<TrialPoints>> poll(const std::atomic<int>& newest, int ticket) {
        auto points = std::make_shared<std::vector<TrialPoints>>();
        for (auto& [key, followed] : readers_) {
            // What was read so far is handed over all the same: a reader gives each point once.
            if (newest.load() != ticket) break;
            TrialPoints one{key, followed.since, std::nullopt, followed.reader.poll()};
            // Where it went on before it was first read, what was taken back was never handed over.
            if (followed.hasGiven) one.restartedAt = followed.reader.restarted_at();
            followed.hasGiven |= !one.series.empty();
            if (!one.series.empty() || one.restartedAt) points->push_back(std::move(one));
        }
        return points;
    }

  private:
    void addRelatives(Details& details, const WantedDetails& wanted) {
        if (!wanted.familyOf && wanted.trials.size() != 2) return;
        std::vector<StudyPtr> studies;
        for (const auto& [path, known] : known_) studies.push_back(known.study);
        if (wanted.familyOf) details.family = descent_.family(studies, *wanted.familyOf);
        if (wanted.trials.size() == 2)
            details.ancestor = descent_.ancestor(studies, wanted.trials[0], wanted.trials[1]);
    }

    // The trials of a session share a record, which may list a hundred thousand files: it is read when it changed.
    void addRecord(TrialTexts& texts) {
        const auto study = pathOf(texts.key.folder);
        const auto trial = store::read_trial_record(store::trial_folder(study, texts.key.number));
        const std::string name = trial ? trial->facts.string_or("provenance", "") : std::string();
        if (name.empty()) return;
        const auto file = study / "provenance" / (name + ".json");
        std::error_code code;
        const auto written = std::filesystem::last_write_time(file, code);
        const auto before = records_.find(file);
        if (!code && before != records_.end() && before->second.written == written) {
            texts.record = before->second.record;
            return;
        }
        const auto read = provenance::Provenance::load(study, name);
        if (!read) {
            texts.recordError = QString::fromStdString(read.error().str());
            return;
        }
        texts.record = std::make_shared<const config::Value>(provenance::readable_record(*read));
        records_.insert_or_assign(file, Record{written, texts.record});
    }

    struct Record {
        std::filesystem::file_time_type written;
        std::shared_ptr<const config::Value> record;
    };
    std::map<std::filesystem::path, Record> records_;
    std::map<TrialKey, store::EventMedia> media_;
    struct Known {
        std::string signature;
        StudyPtr study;
    };
    std::map<std::string, Known> known_;
    ReproductionText reproduction_;
    DescentReader descent_;
    TestReader tests_;
    std::map<TrialKey, QString> testFolders_;
    struct Followed {
        store::TrialCurvesReader reader;
        int since;
        bool hasGiven = false;
    };
    std::map<TrialKey, Followed> readers_;
};

ReviewReader::ReviewReader(QObject* parent) : QObject(parent), worker_(new Worker) {
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("review"));
    thread_.start(QThread::LowPriority);
}

ReviewReader::~ReviewReader() {
    ++newestWorkspace_;
    ++newestDetails_;
    ++newestFollow_;
    // What was to be written comes first.
    QMetaObject::invokeMethod(
        worker_, [] {}, Qt::BlockingQueuedConnection);
    thread_.quit();
    thread_.wait();
}

void ReviewReader::setReproductionText(const ReproductionText& text) {
    QMetaObject::invokeMethod(worker_, [this, text] { worker_->setReproductionText(text); });
}

void ReviewReader::setTestFolder(const TrialKey& trial, const QString& folder) {
    QMetaObject::invokeMethod(worker_, [this, trial, folder] { worker_->setTestFolder(trial, folder); });
}

void ReviewReader::readWorkspace(const QString& folder) {
    const int ticket = ++newestWorkspace_;
    QMetaObject::invokeMethod(worker_, [this, folder, ticket] {
        if (newestWorkspace_.load() != ticket) return;
        const std::shared_ptr<const WorkspaceSnapshot> snapshot = worker_->workspace(folder, newestWorkspace_, ticket);
        if (!snapshot) return;
        QMetaObject::invokeMethod(this, [this, snapshot, ticket] {
            if (newestWorkspace_.load() == ticket) Q_EMIT workspaceRead(snapshot);
        });
    });
}

void ReviewReader::readDetails(const WantedDetails& wanted) {
    const int ticket = ++newestDetails_;
    QMetaObject::invokeMethod(worker_, [this, wanted, ticket] {
        if (newestDetails_.load() != ticket) return;
        const std::shared_ptr<const Details> details = worker_->details(wanted, newestDetails_, ticket);
        if (!details) return;
        QMetaObject::invokeMethod(this, [this, details, ticket] {
            if (newestDetails_.load() == ticket) Q_EMIT detailsRead(details);
        });
    });
}

int ReviewReader::follow(const QList<TrialKey>& trials) {
    const int ticket = ++newestFollow_;
    QMetaObject::invokeMethod(worker_, [this, trials, ticket] { worker_->follow(trials, ticket); });
    poll();
    return ticket;
}

void ReviewReader::poll() {
    const int ticket = newestFollow_.load();
    QMetaObject::invokeMethod(worker_, [this, ticket] {
        const std::shared_ptr<const std::vector<TrialPoints>> points = worker_->poll(newestFollow_, ticket);
        QMetaObject::invokeMethod(this, [this, points] { Q_EMIT pointsRead(points); });
    });
}

void ReviewReader::readTrash(const QString& workspace) {
    QMetaObject::invokeMethod(worker_, [this, workspace] {
        const auto entries =
            std::make_shared<const std::vector<store::TrashEntry>>(store::Trash(pathOf(workspace)).list());
        QMetaObject::invokeMethod(this, [this, workspace, entries] { Q_EMIT trashRead(workspace, entries); });
    });
}

void ReviewReader::write(const std::function<Result<void>()>& work) {
    QMetaObject::invokeMethod(worker_, [this, work] {
        const auto done = work();
        const QString error = done ? QString() : QString::fromStdString(done.error().str());
        QMetaObject::invokeMethod(this, [this, error] { Q_EMIT written(error); });
    });
}

}  // namespace lathe::gui
