"""What goes out: sheets for a reader, laid out so that they can be uploaded again."""
