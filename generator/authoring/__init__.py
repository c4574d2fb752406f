"""Creates and changes content files: new measures, new editions, approvals."""
