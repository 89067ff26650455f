// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a PNG file. No torch; any thread.
#pragma once

#include <optional>
#include <string_view>

namespace lathe::train {

// What the first chunk of that name holds ("eXIf"); nullopt: there is none. `bytes` may be damaged.
std::optional<std::string_view> png_chunk(std::string_view bytes, std::string_view name);

}  // namespace lathe::train
