"""The lists of the program as data: a list is one file here, and says all there is to say of it.

The screen paints a list (``app.gui.lists``), files and paper are to be written from it too.
"""
