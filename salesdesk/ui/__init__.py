"""Qt parts shared by every feature; they know no feature and, at run time, no store."""
