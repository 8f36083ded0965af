"""The operator's pages: the installation and all of its partners, for who runs it. No session of a partner opens them."""
