// SPDX-License-Identifier: GPL-3.0-or-later
// A report as PDF, its charts as drawings. Any thread that no other works on the same file with.
#pragma once

#include <QString>

#include "core/base/error.h"
#include "core/report/report.h"

namespace lathe::gui {

// Replaces the file when it is whole.
Result<void> writeReportPdf(const report::Report& report, const QString& file);

}  // namespace lathe::gui
