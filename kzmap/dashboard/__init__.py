"""The dashboard: the page, with native controls, figures and tables around it."""
