"""One volume of many departments' filings: which go in, each part by itself, put together, with contents over all.

`chosen` says which filings, `part` makes and lays out each, `joined` puts Word files into one, `made` does it all.
"""
