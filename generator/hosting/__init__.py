"""What a host needs to know of the site: one description of headers and redirects, in the words of each host."""
