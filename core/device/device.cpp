// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/device/device.h"

#include <string_view>

#include "core/base/numbers.h"

namespace lathe::device {

Result<DeviceId> parse_device(const std::string& text) {
    if (text == "cpu") return DeviceId{};
    if (text == "cuda") return DeviceId{0};
    constexpr std::string_view prefix = "cuda:";
    if (text.starts_with(prefix)) {
        const auto index = parse_number<int>(std::string_view(text).substr(prefix.size()));
        if (index && *index >= 0 && *index < 1024) return DeviceId{*index};
    }
    return fail("'" + text + "' is not a device", "write cpu, cuda or cuda:N; `lathectl devices` lists them");
}

}  // namespace lathe::device
