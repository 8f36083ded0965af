"""Puts the pieces together: the only package that knows them all. `build` serves, `work` works; neither loads the other."""
