// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/icon_style.h"

#include <QHash>

#include "widgets/common/icons.h"

namespace lathe::gui {
namespace {

struct OwnIcon {
    const char* name;
    IconTone tone = IconTone::text;
};

const QHash<QStyle::StandardPixmap, OwnIcon>& ownIcons() {
    static const QHash<QStyle::StandardPixmap, OwnIcon> icons{
        {QStyle::SP_DialogOkButton, {"check"}},
        {QStyle::SP_DialogYesButton, {"check"}},
        {QStyle::SP_DialogYesToAllButton, {"check"}},
        {QStyle::SP_DialogApplyButton, {"check"}},
        {QStyle::SP_DialogCancelButton, {"close"}},
        {QStyle::SP_DialogNoButton, {"close"}},
        {QStyle::SP_DialogNoToAllButton, {"close"}},
        {QStyle::SP_DialogAbortButton, {"close"}},
        {QStyle::SP_DialogIgnoreButton, {"close"}},
        {QStyle::SP_DialogCloseButton, {"close"}},
        {QStyle::SP_LineEditClearButton, {"close", IconTone::muted}},
        {QStyle::SP_DialogSaveButton, {"save"}},
        {QStyle::SP_DialogSaveAllButton, {"save"}},
        {QStyle::SP_DialogOpenButton, {"open"}},
        {QStyle::SP_DialogDiscardButton, {"delete"}},
        {QStyle::SP_TrashIcon, {"delete"}},
        {QStyle::SP_DialogResetButton, {"reset"}},
        {QStyle::SP_RestoreDefaultsButton, {"reset"}},
        {QStyle::SP_DialogRetryButton, {"refresh"}},
        {QStyle::SP_BrowserReload, {"refresh"}},
        {QStyle::SP_DialogHelpButton, {"help"}},
        {QStyle::SP_MessageBoxQuestion, {"help", IconTone::accent}},
        {QStyle::SP_MessageBoxInformation, {"info", IconTone::accent}},
        {QStyle::SP_MessageBoxWarning, {"warning", IconTone::warning}},
        {QStyle::SP_MessageBoxCritical, {"error", IconTone::bad}},
        {QStyle::SP_FileDialogNewFolder, {"add"}},
        {QStyle::SP_FileDialogToParent, {"arrow-up"}},
        {QStyle::SP_FileDialogBack, {"chevron-left"}},
        {QStyle::SP_ArrowBack, {"chevron-left"}},
        {QStyle::SP_ArrowForward, {"chevron-right"}},
        {QStyle::SP_FileDialogDetailedView, {"table"}},
        {QStyle::SP_FileDialogListView, {"columns"}},
        {QStyle::SP_DirIcon, {"folder"}},
        {QStyle::SP_DirClosedIcon, {"folder"}},
        {QStyle::SP_DirOpenIcon, {"open"}},
        {QStyle::SP_DirHomeIcon, {"folder"}},
        {QStyle::SP_FileIcon, {"file"}},
    };
    return icons;
}

}  // namespace

QIcon IconStyle::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    const auto own = ownIcons().find(which);
    if (own == ownIcons().end()) return QProxyStyle::standardIcon(which, option, widget);
    return icon(QString::fromLatin1(own->name), own->tone);
}

}  // namespace lathe::gui
