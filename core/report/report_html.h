// SPDX-License-Identifier: GPL-3.0-or-later
// A report as one HTML file that needs nothing from outside: no script, no picture or font of the web; light or dark as
// the reader's system is; well-formed XML as well.
#pragma once

#include <string>

#include "core/report/report.h"

namespace lathe::report {

// The report as an HTML file that needs no other.
std::string to_html(const Report& report);

}  // namespace lathe::report
