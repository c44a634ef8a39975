"""How documents become data: one reader for each way that forms are laid out, found by the name a layout gives."""
