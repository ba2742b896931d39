"""What is true of a disclosure: frozen classes, without reading, writing or parsing."""
