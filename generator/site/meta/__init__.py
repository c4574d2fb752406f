"""What search engines, browsers and those who pass a link on find the site by: a Roadmap in, files out."""
