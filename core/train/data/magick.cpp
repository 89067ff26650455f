// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/magick.h"

#include <cstring>
#include <mutex>
#include <thread>

#include "core/train/allocator.h"

namespace lathe::train {

void start_magick() {
    static std::once_flag once;
    std::call_once(once, [] {
        keep_freed_memory();  // the library asks for 8 bytes a pixel, each time anew
        // On a thread of its own: the library sets how many threads OpenMP uses for the thread that starts it, and
        // LibTorch keeps its own number there.
        std::thread([] {
            MagickReport report;
            InitializeMagickEx(nullptr, MAGICK_OPT_NO_SIGNAL_HANDER, report.get());
            SetMagickResourceLimit(PixelsResource, 1 << 28);  // 16384 x 16384
        }).join();
    });
}

std::string MagickReport::text() const {
    if (info_.severity == UndefinedException) return {};
    std::string text = info_.reason != nullptr ? info_.reason : "";
    if (info_.description != nullptr && *info_.description != '\0') {
        text += text.empty() ? "" : ": ";
        text += info_.description;
    }
    while (!text.empty() && (text.back() == '.' || text.back() == ' ' || text.back() == ',')) text.pop_back();
    return text.empty() ? "the library gives no reason" : text;
}

MagickInfo magick_info(const char* format) {
    MagickInfo info(CloneImageInfo(nullptr));
    std::strncpy(info->magick, format, sizeof info->magick - 1);
    std::strncpy(info->filename, (std::string(format) + ":").c_str(), sizeof info->filename - 1);
    info->subrange = 1;  // one picture of a file of several
    return info;
}

}  // namespace lathe::train
