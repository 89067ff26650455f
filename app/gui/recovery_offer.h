// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that a crash left behind, offered at the top of the window. GUI thread.
#pragma once

class QString;

namespace lathe::gui {

class Banner;
class ConfigurePage;

// `text`: what was edited of the file that is open. Both outlive the offer.
void offerRecovery(const QString& text, ConfigurePage& page, Banner& banner);

}  // namespace lathe::gui
