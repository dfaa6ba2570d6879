"""The routes, one file each subject; each makes one call below."""
