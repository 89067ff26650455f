// SPDX-License-Identifier: GPL-3.0-or-later
// GraphicsMagick, which reads and writes pictures. No torch; any thread.
#pragma once

#include <magick/api.h>

#include <memory>
#include <string>

namespace lathe::train {

// Starts the library, once in a process. Before any other call of it.
void start_magick();

// What the library has to say about its calls.
class MagickReport {
  public:
    MagickReport() { GetExceptionInfo(&info_); }
    ~MagickReport() { DestroyExceptionInfo(&info_); }
    MagickReport(const MagickReport&) = delete;
    MagickReport& operator=(const MagickReport&) = delete;

    // For the library to write into.
    ExceptionInfo* get() { return &info_; }
    // Whether a call has failed; a warning is no failure.
    bool is_error() const { return info_.severity >= ErrorException; }
    // What the library has to say; empty: nothing.
    std::string text() const;

  private:
    ExceptionInfo info_;
};

// Gives back what the library has made, for std::unique_ptr.
struct MagickDestroy {
    void operator()(ImageInfo* info) const { DestroyImageInfo(info); }  // options of a call
    void operator()(Image* image) const { DestroyImageList(image); }    // all images of a list
};
// Images of the library, freed with this.
using MagickImage = std::unique_ptr<Image, MagickDestroy>;
// Options of a call of the library, freed with this.
using MagickInfo = std::unique_ptr<ImageInfo, MagickDestroy>;

// Asks for one format and no other, whatever the bytes look like. `format`: as the library calls it, "PNG".
MagickInfo magick_info(const char* format);

}  // namespace lathe::train
