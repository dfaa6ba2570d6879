"""Ways by which customers reach us, a folder each; a channel is live only with its exposure sheet."""
