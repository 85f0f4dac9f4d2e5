"""What programs that read along say and are told, by the Google Reader API; the routes are in `web.routes`."""
