// SPDX-License-Identifier: GPL-3.0-or-later
// What the Review room shows of a trial's test.
#pragma once

#include <memory>

#include <QImage>
#include <QString>

#include "core/store/test_record.h"

namespace lathe::gui {

struct TestFacts {
    std::shared_ptr<const store::TestRecord> record;  // null: none was made
    QImage pictures;                                  // of the worst samples, one tile under another; may be null
    QString error;                                    // why a record that there is cannot be read

    friend bool operator==(const TestFacts& a, const TestFacts& b) {
        return a.record == b.record && a.error == b.error;
    }
};

}  // namespace lathe::gui
