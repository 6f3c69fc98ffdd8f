"""The control API: look behind the scenes, change the workspaces, make trouble on purpose."""
