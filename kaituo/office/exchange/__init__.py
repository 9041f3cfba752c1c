"""Import and export: files in, checked and mapped and undoable; the same columns out."""
