"""The filters a person saved under a name, for every list of the program."""
