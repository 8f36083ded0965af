"""Meta in a box: Graph API emulator, embedded-signup dialog, virtual handset, switchboard."""
