"""What touches the world: the network, the folder, the catalog. No adapter imports another."""
