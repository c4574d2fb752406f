"""The site in other browsers than today's Chromium."""
