// Stands in while a folder has no source yet.
