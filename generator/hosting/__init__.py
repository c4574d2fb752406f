"""The files that each host of the site reads, from one description of its headers and redirects."""
