"""The rules: one a module that is named after its code, in the folder of its family. `perfgen.checks.registry` lists them.

A rule imports no other: what several share stands beside this folder.
"""
