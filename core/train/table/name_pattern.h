// SPDX-License-Identifier: GPL-3.0-or-later
// Names of columns as people choose them. No torch.
#pragma once

#include <string_view>

namespace lathe::train {

// Whether `name` is `pattern`, in which * stands for any letters and ? for one byte.
bool matches(std::string_view name, std::string_view pattern);

}  // namespace lathe::train
