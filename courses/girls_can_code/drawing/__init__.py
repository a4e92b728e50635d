"""Pictures and sounds of the games of Girls Can Code, drawn for this project: text grids and arithmetic."""
