// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/test_reader.h"

namespace lathe::gui {

TestFacts TestReader::read(const std::filesystem::path& folder) {
    std::error_code code;
    const auto written = std::filesystem::last_write_time(folder / "test.json", code);
    if (code) return {};
    const auto before = known_.find(folder);
    if (before != known_.end() && before->second.written == written) return before->second.facts;
    TestFacts facts;
    auto record = store::read_test_record(folder);
    if (!record) {
        facts.error = QString::fromStdString(record.error().str());
    } else if (*record) {
        facts.record = std::make_shared<const store::TestRecord>(std::move(**record));
        if (facts.record->tile_width > 0)
            facts.pictures.load(QString::fromStdString(store::worst_pictures(folder).string()));
    }
    if (known_.size() >= mostKnown) known_.clear();
    known_.insert_or_assign(folder, Known{written, facts});
    return facts;
}

}  // namespace lathe::gui
