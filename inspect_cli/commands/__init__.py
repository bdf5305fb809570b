"""What people type: click commands, the one door from error to text, and the exit codes."""
