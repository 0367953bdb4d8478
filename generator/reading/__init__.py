"""What every page carries around its text: style, furniture, indexes, the declaration of accessibility."""
