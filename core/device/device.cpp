#include "core/device/device.h"

#include <charconv>
#include <string_view>

namespace lathe::device {

Result<DeviceId> parse_device(const std::string& text) {
    if (text == "cpu") return DeviceId{};
    if (text == "cuda") return DeviceId{0};
    constexpr std::string_view prefix = "cuda:";
    if (text.starts_with(prefix)) {
        int index = -1;
        const char* end = text.data() + text.size();
        const auto [stop, code] = std::from_chars(text.data() + prefix.size(), end, index);
        if (code == std::errc() && stop == end && index >= 0 && index < 1024) return DeviceId{index};
    }
    return fail("'" + text + "' is not a device", "write cpu, cuda or cuda:N; `lathectl devices` lists them");
}

}  // namespace lathe::device
