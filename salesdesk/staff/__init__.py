"""Who is at the desk: staff members, their roles, skills and who they report to."""
