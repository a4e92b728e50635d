"""What a team takes away: its forecast as a spreadsheet and as a bank's file, its pitch as six slides."""
