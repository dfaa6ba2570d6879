"""The server as a whole: settings, addresses, processes. The only place that knows all parts."""
