"""Terms and abbreviations: their page, their first use on every other page, and those nobody explained."""
