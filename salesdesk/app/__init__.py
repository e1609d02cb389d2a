"""The shell that assembles the features into one window; the only place that knows them all."""
