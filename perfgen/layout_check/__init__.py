"""Everything there is to say to who keeps a layout: its layout.yaml, its template, and how both print what is made up."""
