"""The files by which search engines, browsers, phones and social networks find and show the site."""
