"""Where a made paper goes: a printer of this computer, one in the network, at a port, a folder."""
