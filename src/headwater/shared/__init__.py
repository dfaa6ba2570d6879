"""What every part may use: errors with a sentence for a person. Imports nothing of ours."""
