"""What turns a gold source (``*.gold.toml``) into the JSON of the contract."""
