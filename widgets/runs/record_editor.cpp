// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/record_editor.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <QUndoCommand>

#include "core/store/study_record.h"
#include "core/store/trash.h"
#include "widgets/runs/review_reader.h"

namespace lathe::gui {

namespace {

class MarkCommand : public QUndoCommand {
  public:
    // A record, and what takes the edit of it back.
    struct Step {
        RecordKey key;
        RecordEditor::Edit back;
    };

    MarkCommand(ReviewReader& reader, const QString& what, RecordEditor::Edit edit, const std::vector<Step>& steps)
        : QUndoCommand(what), reader_(reader), edit_(std::move(edit)) {
        for (const Step& step : steps) studies_[step.key.study].push_back(step);
    }

    void redo() override {
        write([edit = edit_](const Step&, store::Marks& marks) { edit(marks); });
    }
    void undo() override {
        write([](const Step& step, store::Marks& marks) { step.back(marks); });
    }

  private:
    using Change = std::function<void(const Step&, store::Marks&)>;

    // A study's file once, however many of its trials are marked.
    void write(const Change& change) {
        for (const auto& [study, steps] : studies_)
            reader_.write([steps = steps, change]() -> Result<void> {
                const auto written = store::change_marks(steps.front().key.folder(), [&](store::StudyMarks& marks) {
                    for (const Step& step : steps)
                        change(step, step.key.trial ? marks.trials[*step.key.trial] : marks.study);
                });
                if (!written) return fail(written.error());
                return {};
            });
    }

    ReviewReader& reader_;
    RecordEditor::Edit edit_;
    std::map<QString, std::vector<Step>> studies_;
};

class RemoveCommand : public QUndoCommand {
  public:
    RemoveCommand(ReviewReader& reader, const QString& what, const std::vector<MarkedRecord>& records)
        : QUndoCommand(what), reader_(reader) {
        for (const MarkedRecord& record : records) removed_.push_back(std::make_shared<Removed>(record.key));
    }

    void redo() override {
        for (const auto& one : removed_)
            reader_.write([one]() -> Result<void> {
                const auto folder = one->key.folder();
                const auto entry = store::Trash(folder.parent_path())
                                       .remove(one->key.trial ? store::trial_folder(folder, *one->key.trial) : folder);
                one->id = entry ? entry->id : std::string();
                if (!entry) return fail(entry.error());
                return {};
            });
    }
    void undo() override {
        for (const auto& one : removed_)
            reader_.write([one]() -> Result<void> {
                if (one->id.empty()) return {};  // it was never deleted
                return store::Trash(one->key.folder().parent_path()).restore(std::exchange(one->id, {}));
            });
    }

  private:
    // Read and written on the reader's thread only.
    struct Removed {
        explicit Removed(RecordKey removed) : key(std::move(removed)) {}
        const RecordKey key;
        std::string id;  // in the trash
    };

    ReviewReader& reader_;
    std::vector<std::shared_ptr<Removed>> removed_;
};

}  // namespace

RecordEditor::RecordEditor(ReviewReader& reader, QObject* parent) : QObject(parent), reader_(reader) {}

void RecordEditor::change(const QString& what, const std::vector<MarkedRecord>& records, const Edit& edit,
                          const EditTo& back) {
    std::vector<MarkCommand::Step> steps;
    for (const MarkedRecord& record : records) {
        store::Marks after = record.marks;
        edit(after);
        if (after != record.marks) steps.push_back({record.key, back(record.marks)});
    }
    if (!steps.empty()) undo_.push(new MarkCommand(reader_, what, edit, steps));
}

void RecordEditor::restore(const QString& workspace, const std::vector<std::string>& ids) {
    for (const auto& id : ids)
        reader_.write([folder = workspace.toStdString(), id] { return store::Trash(folder).restore(id); });
}

void RecordEditor::remove(const std::vector<MarkedRecord>& records) {
    if (records.empty()) return;
    undo_.push(
        new RemoveCommand(reader_, tr("delete %n record(s)", nullptr, static_cast<int>(records.size())), records));
}

}  // namespace lathe::gui
