// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of a file that somebody else may have written. Any thread.
#pragma once

#include <string>

#include <QImage>
#include <QString>

namespace lathe::gui {

struct DecodedPicture {
    QImage image;
    QString problem;  // why there is no image; or what of the file it does not show
};

// Pictures of more than 64 million pixels are not decoded: a small file may claim to be any size.
DecodedPicture decodePicture(const std::string& bytes);
// Whether that takes so long that somebody sees it. Looks at the head of the file alone.
bool isLargePicture(const std::string& bytes);
// As the name of a file of these bytes ends: "png".
QString pictureSuffix(const std::string& bytes);

}  // namespace lathe::gui
