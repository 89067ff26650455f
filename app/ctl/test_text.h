// SPDX-License-Identifier: GPL-3.0-or-later
// A test's record for a person's terminal.
#pragma once

#include <string>

#include "core/store/test_record.h"

namespace lathe::ctl {

// Metrics, and each class's scores. Ends in a newline.
std::string test_text(const store::TestRecord& record);
// The samples that were most wrong; "" when there are none.
std::string worst_text(const store::TestRecord& record);

}  // namespace lathe::ctl
