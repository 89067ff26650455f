// SPDX-License-Identifier: GPL-3.0-or-later
// The values of overrides as the grammar of Hydra 1.3 reads them: {a:1}, [a,{b:c}], 'it\'s', a\,b, int(3.5).
#pragma once

#include <string>

#include "core/config/value.h"

namespace lathe::config {

// An override of Hydra's command line, written so that parse_override(), whose values are YAML, reads what Hydra reads:
// "x={a:1}" becomes "x={a: 1}" and "x=yes" becomes "x='yes'". One that Hydra's grammar refuses stays as it is. The
// error is of a call: its argument cannot be cast, or it is a sweep that no search here has.
Result<std::string> from_hydra(const std::string& argument);

}  // namespace lathe::config
