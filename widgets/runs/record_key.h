// SPDX-License-Identifier: GPL-3.0-or-later
// Which study or trial is meant, with what people said of it. Plain values.
#pragma once

#include <filesystem>
#include <optional>

#include <QString>

#include "core/store/marks.h"

namespace lathe::gui {

struct RecordKey {
    QString study;  // its folder
    std::optional<int> trial;
    friend bool operator==(const RecordKey&, const RecordKey&) = default;

    std::filesystem::path folder() const { return study.toStdString(); }
};

struct MarkedRecord {
    RecordKey key;
    store::Marks marks;
};

}  // namespace lathe::gui
