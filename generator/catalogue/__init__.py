"""The catalogue of projects, programmes, public services and training cycles."""
