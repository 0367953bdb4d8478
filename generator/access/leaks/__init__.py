"""Does anything public hold restricted text? Looks into every file as an attacker would: decoded."""
