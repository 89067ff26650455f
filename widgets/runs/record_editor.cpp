// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/record_editor.h"

#include <memory>
#include <string>
#include <utility>

#include <QUndoCommand>

#include "core/store/study_record.h"
#include "core/store/trash.h"
#include "widgets/runs/review_reader.h"

namespace lathe::gui {

namespace {

Result<void> writeMarks(const RecordKey& key, const RecordEditor::Edit& edit) {
    const auto changed = store::change_marks(
        key.folder(), [&](store::StudyMarks& marks) { edit(key.trial ? marks.trials[*key.trial] : marks.study); });
    if (!changed) return fail(changed.error());
    return {};
}

class MarkCommand : public QUndoCommand {
  public:
    struct Step {
        RecordKey key;
        RecordEditor::Edit back;
    };

    MarkCommand(ReviewReader& reader, const QString& what, RecordEditor::Edit edit, std::vector<Step> steps)
        : QUndoCommand(what), reader_(reader), edit_(std::move(edit)), steps_(std::move(steps)) {}

    void redo() override {
        for (const Step& step : steps_) reader_.write([key = step.key, edit = edit_] { return writeMarks(key, edit); });
    }
    void undo() override {
        for (const Step& step : steps_)
            reader_.write([key = step.key, edit = step.back] { return writeMarks(key, edit); });
    }

  private:
    ReviewReader& reader_;
    RecordEditor::Edit edit_;
    std::vector<Step> steps_;
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
    if (!steps.empty()) undo_.push(new MarkCommand(reader_, what, edit, std::move(steps)));
}

void RecordEditor::remove(const std::vector<MarkedRecord>& records) {
    if (records.empty()) return;
    undo_.push(
        new RemoveCommand(reader_, tr("delete %n record(s)", nullptr, static_cast<int>(records.size())), records));
}

}  // namespace lathe::gui
