"""The outlets of this plugin: one file an outlet, as docs/guides/outlets.md of Samarkand tells."""
